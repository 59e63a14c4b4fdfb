"""Files written whole or not at all, and known by their content.

Usage::

    write_whole(path, "text or bytes")       # a reader never sees a part of it
    write_if_new(path, text)                 # its date says when it changed
    Digests(memory).of(path)                 # sha256; a file that has not changed is not read
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from pathlib import Path

CHUNK = 1 << 20  # bytes
SETTLED = 2.0  # seconds: a file may change twice within one tick of its clock


def write_whole(path: Path, content: str | bytes, *, durable: bool = False) -> None:
    """Write ``path`` in one step; ``durable``: it outlives a power cut from now on."""
    data = content.encode() if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
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
        found = before[3] if before and tuple(before[:3]) == seen else digest(name)
        self._seen[name] = (*seen, found)
        return found

    def remember(self) -> None:
        """Keep what was seen, but for files that changed just now."""
        assert self.memory is not None
        settled_by = time.time_ns() - SETTLED * 1e9
        settled = {path: one for path, one in self._seen.items() if one[1] < settled_by}
        if settled != self._known:
            write_whole(self.memory, json.dumps(settled))


def _read(memory: Path) -> dict[str, tuple[int, int, int, str]]:
    """Return what was remembered; nothing when it cannot be read as such."""
    try:
        found = json.loads(memory.read_text(encoding="utf-8"))
        return {
            path: (int(inode), int(date), int(size), str(known))
            for path, (inode, date, size, known) in found.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
