"""Files written whole or not at all, and known by their content.

Usage::

    write_whole(path, "text or bytes")       # a reader never sees a part of it
    write_if_new(path, text)                 # its date says when it changed
    write_sealed(path, value); read_sealed(path)     # None unless it is what was written
    Digests(memory).of(path)                 # sha256; a file that has not changed is not read
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import time
from pathlib import Path
from typing import Any

CHUNK = 1 << 20  # bytes
SETTLED = 2.0  # seconds: a file may change twice within one tick of its clock


def write_whole(path: Path, content: str | bytes, *, durable: bool = False) -> None:
    """Write ``path`` in one step; ``durable``: it outlives a power cut from now on."""
    data = content.encode() if isinstance(content, str) else content
    make_way(path)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        os.replace(partial, path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def make_way(path: Path) -> None:
    """Make the folder of a file; what stands in its place, or in the folder's, goes."""
    if not path.parent.is_dir():
        make_way(path.parent)
        remove(path.parent)
        path.parent.mkdir(exist_ok=True)
    if path.is_dir() and not path.is_symlink():
        remove(path)


def remove(path: Path) -> None:
    """Remove a file, a link, or a folder with what it holds; whatever is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def write_sealed(path: Path, value: Any, *, durable: bool = False) -> None:
    """Write a value as JSON, after the hash of its text."""
    text = json.dumps(value)
    seal = hashlib.sha256(text.encode()).hexdigest()
    write_whole(path, f"{seal}\n{text}", durable=durable)


def read_sealed(path: Path) -> Any:
    """Return the value that was written; None when the file is not what was written."""
    try:
        seal, _, text = path.read_text(encoding="utf-8").partition("\n")
    except (OSError, ValueError):
        return None
    return json.loads(text) if hashlib.sha256(text.encode()).hexdigest() == seal else None


def write_if_new(path: Path, text: str) -> None:
    """Write ``path`` unless it holds this text already."""
    with contextlib.suppress(OSError, ValueError):
        if path.read_text(encoding="utf-8") == text:
            return
    write_whole(path, text)


def digest(path: str | Path) -> str:
    """Return the sha256 of a file, read piece by piece. Raises OSError."""
    found = hashlib.sha256()
    with open(path, "rb") as file:
        while piece := file.read(CHUNK):
            found.update(piece)
    return found.hexdigest()


class Digests:
    """Hashes of files by content; those that have not changed since are not read again.

    A file is known by its inode, its size and the date of its last change, which no
    program can set. With a ``memory``, ``remember`` spares later builds too.
    """

    def __init__(self, memory: Path | None = None) -> None:
        self.memory = memory
        self._known = _read(memory) if memory else {}
        self._seen: dict[str, tuple[int, int, int, str]] = {}

    def of(self, path: str | Path) -> str:
        """Return the hash of a file. Raises OSError."""
        name = str(path)
        status = os.stat(name)
        seen = (status.st_ino, status.st_ctime_ns, status.st_size)
        before = self._seen.get(name) or self._known.get(name)
        if before and before[:3] == seen:
            found = before[3]
        else:
            settled_by = time.time_ns() - SETTLED * 1e9  # as it is before the file is read
            found = digest(name)
            if status.st_ctime_ns >= settled_by:  # it may change again under the same date
                self._seen.pop(name, None)
                return found
        self._seen[name] = (*seen, found)
        return found

    def remember(self) -> None:
        """Keep what was seen, but for files that had changed just then."""
        assert self.memory is not None
        if self._seen != self._known:
            write_sealed(self.memory, self._seen)


def _read(memory: Path) -> dict[str, tuple[int, int, int, str]]:
    """Return what was remembered."""
    found = read_sealed(memory) or {}
    return {path: (inode, date, size, known) for path, (inode, date, size, known) in found.items()}
