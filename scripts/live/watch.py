"""What a person edits: which files changed between two looks, of a millisecond each.

Usage::

    before = snapshot()
    changed(before, snapshot())     # ["source/chapitres/01-tenseurs.rst"]
    only_texts(["gallery/01_tenseurs/plot_creation.py"])     # False
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from builder.inputs import is_text
from configured import GALLERY, GENERATED
from project import ROOT, SOURCE

WATCHED = (SOURCE, GALLERY)
NOT_EDITED = ("~", ".swp", ".swx", ".tmp", ".pyc", ".mo", "4913")

Snapshot = dict[str, tuple[int, int]]


def files(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield the files that a person edits."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith((".", "#", "__pycache__")) or entry.name.endswith(NOT_EDITED):
                continue
            if not entry.is_dir():
                yield entry
            elif Path(entry.path) != GENERATED:
                yield from files(Path(entry.path))


def snapshot() -> Snapshot:
    """Return the size and date of every watched file."""
    seen = {}
    for folder in WATCHED:
        try:
            for entry in files(folder):
                status = entry.stat()
                seen[entry.path] = (status.st_mtime_ns, status.st_size)
        except FileNotFoundError:  # removed while we looked: the next look tells
            continue
    return seen


def changed(before: Snapshot, after: Snapshot) -> list[str]:
    """Return the files that differ, relative to the project."""
    paths = sorted(before.keys() | after.keys())
    return [os.path.relpath(path, ROOT) for path in paths if before.get(path) != after.get(path)]


def only_texts(names: list[str]) -> bool:
    """Whether these are texts of the course and nothing that Sphinx read when it started."""
    return all(map(is_text, names))
