"""Bring what is published up to the last whole build, touching only what differs.

Usage::

    Publication(BUILD / "html", STATE / "html.published").take(WORK / "html")

What is new is first copied beside what it replaces, and only then put in place: a disk
that is full, or a kill, leaves the site as it was. What was damaged since is mended.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from course.base.addresses import ABOVE
from course.base.files import make_way, read_sealed, remove, write_sealed

from builder.seen import Seen, as_seen, seen_files

NOT_PUBLISHED = frozenset({".buildinfo", ".buildinfo.bak", ".doctrees", *ABOVE.values()})
PARTIAL = ".partial"
MANY = 64  # files: above, one call has the whole disk written, below each of them


class Publication:
    """A published folder, made the same as another: ``take`` touches only what differs.

    ``note`` keeps of which file each published one is a copy, and what both were. What the
    folder holds takes as long to see as what was built; ``look`` does that beforehand.
    """

    def __init__(self, public: Path, note: Path) -> None:
        self.public, self.note = public, note
        self._there: Seen | None = None

    def look(self) -> None:
        """See what is published, while something else is waited for."""
        self._there = seen_files(self.public)

    def take(self, work: Path, above: Path | None = None, *, durable: bool = True) -> set[str]:
        """Publish what ``work`` holds, and nothing else; the pages for the folder ``above`` apart.

        Return the names of the files that were not there, or not the same.
        """
        if self._there is None:
            self.look()
        there = self._there or {}
        made = seen_files(work, NOT_PUBLISHED)
        kept = read_sealed(self.note) or {}
        before, copies = as_seen(kept.get("made")), as_seen(kept.get("copies"))
        late = {
            name
            for name, seen in made.items()
            if before.get(name) != seen or name not in there or copies.get(name) != there[name]
        }
        other = {
            name
            for name in late
            if name not in there
            or (self.public / name).is_symlink()
            or not _same(work / name, self.public / name)
        }
        new = {work / name: self.public / name for name in other}
        if above:
            for name, made_as in ABOVE.items():
                if not _same(work / made_as, above / name):
                    new[work / made_as] = above / name
        gone = there.keys() - made.keys()
        if late or new or gone:
            folders = {str(parent) for name in made for parent in Path(name).parents}
            for name in gone & folders:  # a link where a folder was
                remove(self.public / name)
            put_in_place(new, durable=durable)
            self._remove(gone)
            write_sealed(self.note, {"made": made, "copies": seen_files(self.public)})
        self._there = None
        return other

    def _remove(self, names: Iterable[str]) -> None:
        gone = [self.public / name for name in names]
        for path in gone:
            if not path.is_dir():  # a page took its place
                with contextlib.suppress(NotADirectoryError):
                    path.unlink(missing_ok=True)
        for folder in sorted({path.parent for path in gone}, reverse=True):
            with contextlib.suppress(OSError):  # not empty
                folder.rmdir()


def put_in_place(copies: dict[Path, Path], *, durable: bool) -> None:
    """Copy files, then put all copies in place; nothing is when one cannot be copied."""
    partial = {}
    try:
        for source, target in copies.items():
            make_way(target)
            partial[target] = target.with_name(f".{target.name}{PARTIAL}")
            remove(partial[target])
            shutil.copy2(source, partial[target])
            if durable and len(copies) <= MANY:
                _write_through(partial[target])
        if durable and len(copies) > MANY:
            os.sync()
    except BaseException:
        for path in partial.values():
            path.unlink(missing_ok=True)
        raise
    for target, path in partial.items():
        os.replace(path, target)
    if durable:
        for folder in {target.parent for target in partial}:
            _write_through(folder)


def _write_through(path: Path) -> None:
    """Have a file, or a folder's list of names, outlive a power cut from now on."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _same(one: Path, other: Path) -> bool:
    with contextlib.suppress(OSError):
        return one.read_bytes() == other.read_bytes()
    return False
