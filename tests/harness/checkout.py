"""Copies of the project that a test may edit, and its tools run in them. Usage::

copy_tools(root)                                    # without chapters nor scripts
subprocess.run(command(root, "build", "site"), env=environment(root))
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

from harness.course import ROOT

GENERATED = ("galerie", "__pycache__", "*.mo")
# The questions that a chapter in Markdown recalls of others.
RECALLED = re.compile(r"^:::\{rappel\}.*?^:::\n", re.MULTILINE | re.DOTALL)


def copy_tools(root: Path) -> None:
    """Copy the extension, the tools and the locked versions; no script, nothing that quotes one."""
    skipped = shutil.ignore_patterns("chapitres", "mesures*", "rappels-*", *GENERATED)
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


def copy_chapter(root: Path, chapter: str, scripts: str) -> None:
    """Copy the project with one of its chapters; of the others, a title that one may link to.

    They have no question to recall. Scripts stay whole folders, those that something left quotes.
    """
    copy_project(root)
    for path in (root / "source/chapitres").glob("[0-9]*"):
        if path.stem != chapter:
            title = "# Autre\n" if path.suffix == ".md" else "Autre\n=====\n"
            path.write_text(f"{title}\nUn mot.\n", encoding="utf-8")
        else:
            path.write_text(RECALLED.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    texts = [path.read_text(encoding="utf-8") for path in (root / "source").rglob("*.[mr][ds]*")]
    for folder in (root / "gallery").glob("[0-9]*"):
        quoted = [path for path in folder.glob("*.py") if any(path.stem in one for one in texts)]
        if folder.name != scripts and not quoted:
            shutil.rmtree(folder)


def linked_decks(site: Path, chapters: list[str], folder: Path) -> Path:
    """Return a folder with the decks of these chapters alone, for a command that takes all."""
    (folder / "chapitres").mkdir(parents=True)
    for name in ("_static", "_images"):
        (folder / name).symlink_to(site / "slides" / name)
    for chapter in chapters:
        deck = f"chapitres/{chapter}.html"
        (folder / deck).write_bytes((site / "slides" / deck).read_bytes())
    return folder
