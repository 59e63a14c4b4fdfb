"""Bring what is published up to the last whole build, touching only what differs.

Usage::

    Publication(BUILD / "html").take(WORK / "html")
    copy(WORK / "html" / "_front.html", BUILD / "site" / "index.html")
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

NOT_PUBLISHED = {".buildinfo", ".doctrees", "_front.html"}


class Publication:
    """A published folder, made the same as another: ``take`` touches only what differs.

    What it holds takes as long to see as what was built; ``look`` does that beforehand.
    """

    def __init__(self, public: Path) -> None:
        self.public = public
        self._old: dict[str, tuple[int, int]] | None = None

    def look(self) -> None:
        """See what is published, while something else is waited for."""
        self._old = published_files(self.public)

    def take(self, work: Path) -> None:
        """Publish what ``work`` holds, and nothing else."""
        if self._old is None:
            self.look()
        old, new = self._old or {}, published_files(work)
        for name, state in new.items():
            if old.get(name) != state:
                copy(work / name, self.public / name)
        gone = [self.public / name for name in old.keys() - new.keys()]
        for path in gone:
            path.unlink(missing_ok=True)  # a copy cut short, taken up and ended above
        for folder in sorted({path.parent for path in gone}, reverse=True):
            with contextlib.suppress(OSError):  # not empty
                folder.rmdir()


def published_files(folder: Path) -> dict[str, tuple[int, int]]:
    """Return the size and date of each file that is published, by its path in ``folder``."""
    found: dict[str, tuple[int, int]] = {}
    if folder.is_dir():
        _look(str(folder), "", found)
    return found


def _look(folder: str, prefix: str, found: dict[str, tuple[int, int]]) -> None:
    """Add the files of a folder to ``found``; a large course has thousands."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name in NOT_PUBLISHED:
                continue
            if entry.is_dir(follow_symlinks=False):
                _look(entry.path, f"{prefix}{entry.name}/", found)
            else:
                status = entry.stat()
                found[prefix + entry.name] = (status.st_size, status.st_mtime_ns)


def copy(source: Path, target: Path) -> None:
    """Copy ``source`` over ``target`` in one step, unless they are the same."""
    with contextlib.suppress(OSError):
        old, new = target.stat(), source.stat()
        if (old.st_size, old.st_mtime_ns) == (new.st_size, new.st_mtime_ns):
            return
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.partial")
    shutil.copy2(source, partial)
    os.replace(partial, target)
