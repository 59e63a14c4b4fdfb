"""Copies of the project that a test may edit, and its tools run in them. Usage::

copy_tools(root)                                    # without chapters nor scripts
subprocess.run(command(root, "build", "site"), env=environment(root))
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from harness.course import ROOT

GENERATED = ("galerie", "__pycache__", "*.mo")


def copy_tools(root: Path) -> None:
    """Copy the extension, the tools and the locked versions; no chapter, no script."""
    skipped = shutil.ignore_patterns("chapitres", "mesures*", *GENERATED)
    for name in ("source", "scripts"):
        shutil.copytree(ROOT / name, root / name, ignore=skipped)
    shutil.copy(ROOT / "constraints.txt", root)


def copy_project(root: Path) -> None:
    """Copy everything but what is built; the records come along, so that nothing runs."""
    skipped = shutil.ignore_patterns(".venv", "build", ".git", ".*_cache", *GENERATED)
    shutil.copytree(ROOT, root, ignore=skipped)
    shutil.copytree(ROOT / "build/records", root / "build/records")


def command(root: Path, *arguments: str) -> list[str]:
    """Return the command line of a tool of this copy."""
    return [sys.executable, str(root / "scripts"), *arguments]


def environment(root: Path, **more: str) -> dict[str, str]:
    """Return the environment of a tool: the extension is the copy's own."""
    return {**os.environ, "PYTHONPATH": str(root / "source" / "_ext"), **more}
