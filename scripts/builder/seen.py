"""Files as they are on the disk, without reading them: what is not as it was left is not trusted.

Usage::

    before = seen_in(folder)         # {"chapitres/01.html": (size, inode, date of change)}
    before == seen_in(folder)        # False once anything in it was damaged, replaced or removed

No program can set the date of a change, so a file whose content is another is seen,
whatever its size and its other date.
"""

from __future__ import annotations

import os
from pathlib import Path

Seen = dict[str, tuple[int, int, int]]
FOLDER = (-1, 0, 0)


def seen_in(*places: Path, but: frozenset[str] = frozenset()) -> Seen:
    """Return the files of folders, or files, by their path; ``but`` for these names."""
    found: Seen = {}
    for place in places:
        if place.is_dir() and not place.is_symlink():
            _look(str(place), f"{place.name}/", found, but)
        elif place.exists():
            found[place.name] = _seen(os.stat(place))
    return found


def seen_files(folder: Path, but: frozenset[str] = frozenset()) -> Seen:
    """Return the files of a folder, by their path in it."""
    found: Seen = {}
    if folder.is_dir():
        _look(str(folder), "", found, but)
    return found


def _look(folder: str, prefix: str, found: Seen, but: frozenset[str]) -> None:
    """Add the files of a folder to ``found``; a large course has thousands."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name in but:
                continue
            if entry.is_dir(follow_symlinks=False):
                _look(entry.path, f"{prefix}{entry.name}/", found, but)
            else:
                found[prefix + entry.name] = _seen(entry.stat(follow_symlinks=False))


def _seen(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_ino, status.st_ctime_ns


def as_seen(kept: object) -> Seen:
    """Return what ``write_sealed`` made of it."""
    return {name: tuple(one) for name, one in kept.items()} if isinstance(kept, dict) else {}
