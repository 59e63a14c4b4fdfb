"""What a person edits: which files changed between two looks, of a millisecond each.

Usage::

    before = snapshot()
    changed(before, snapshot())     # ["source/chapitres/01-tenseurs.rst"]
    only_texts(["gallery/01_tenseurs/plot_creation.py"])     # False
"""

from __future__ import annotations

import contextlib
import os

from builder.inputs import is_text, project_files
from configured import GALLERY
from project import ROOT, SOURCE

WATCHED = (SOURCE, GALLERY)

Snapshot = dict[str, tuple[int, int, int]]


def snapshot() -> Snapshot:
    """Return the size and dates of every watched file: those that a build would read."""
    seen = {}
    for path in project_files(WATCHED):
        with contextlib.suppress(OSError):  # removed while we looked: the next look tells
            status = os.stat(path)
            seen[path] = (status.st_mtime_ns, status.st_ctime_ns, status.st_size)
    return seen


def changed(before: Snapshot, after: Snapshot) -> list[str]:
    """Return the files that differ, relative to the project."""
    paths = sorted(before.keys() | after.keys())
    return [os.path.relpath(path, ROOT) for path in paths if before.get(path) != after.get(path)]


def was_unread(names: list[str]) -> bool:
    """Whether these are files that a job which waits has not read: texts, scripts, data."""
    gallery = os.path.relpath(GALLERY, ROOT) + os.sep
    return all(is_text(name) or name.startswith(gallery) for name in names)


def only_texts(names: list[str]) -> bool:
    """Whether these are texts of the course and nothing that Sphinx read when it started."""
    return all(map(is_text, names))
