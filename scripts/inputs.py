"""What a build reads, by content, and which texts alone changed since another.

Usage::

    inputs = read_inputs()                     # {"source/index.rst": "9f86d0…", …}
    scripts = of_scripts(inputs)               # those that decide what the scripts give
    changed_texts(before, inputs)              # {"chapitres/01-tenseurs.rst"}
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("source", "gallery")
NOT_INPUT = {"__pycache__", "galerie", ".mypy_cache"}
TEXTS = (".rst", ".md")
ENVIRONMENT = "environment"  # the interpreter and the run profile

Inputs = dict[str, str]


def read_inputs() -> Inputs:
    """Hash every file that a build reads, the interpreter and the run profile."""
    files = [str(ROOT / "constraints.txt"), *map(str, Path(__file__).parent.glob("build*.py"))]
    for folder in FOLDERS:
        for top, inside, names in os.walk(ROOT / folder):
            inside[:] = set(inside) - NOT_INPUT
            files += [os.path.join(top, name) for name in names if name[-3:] != ".mo"]
    start = len(str(ROOT)) + 1
    return {ENVIRONMENT: environment(), **{path[start:]: _digest(path) for path in sorted(files)}}


def environment() -> str:
    """Return what else decides of a build: the interpreter and the run profile."""
    return f"{sys.version} {os.environ.get('COURS_PROFIL', '')}"


def _digest(path: str) -> str:
    with open(path, "rb") as file:  # pathlib's takes twice as long, and these are thousands
        return hashlib.sha256(file.read()).hexdigest()


def of_scripts(inputs: Inputs) -> Inputs:
    """Return the inputs of the scripts: themselves, their data, the locked versions."""
    return {name: value for name, value in inputs.items() if not name.startswith("source/")}


def changed_texts(before: Inputs, now: Inputs) -> frozenset[str] | None:
    """Return the texts of ``source/`` that changed; None if anything else did, came or went."""
    if before.keys() != now.keys():
        return None
    changed = [name for name, value in now.items() if before[name] != value]
    if not all(name.startswith("source/") and name.endswith(TEXTS) for name in changed):
        return None
    return frozenset(name.removeprefix("source/") for name in changed)
