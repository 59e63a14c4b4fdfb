"""Bring what is published up to the last whole build, touching only what differs.

Usage::

    publish(WORK / "html", BUILD / "html")
    copy(WORK / "html" / "_front.html", BUILD / "site" / "index.html")
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

NOT_PUBLISHED = {".buildinfo", ".doctrees", "_front.html"}


def publish(work: Path, public: Path) -> None:
    """Make ``public`` the same as ``work``, touching only what differs."""
    new, old = published_files(work), published_files(public)
    for name, state in new.items():
        if old.get(name) != state:
            copy(work / name, public / name)
    for name in old.keys() - new.keys():
        (public / name).unlink(missing_ok=True)  # a copy cut short, taken up and ended above
    for folder in sorted(
        {(public / name).parent for name in old.keys() - new.keys()}, reverse=True
    ):
        with contextlib.suppress(OSError):  # not empty
            folder.rmdir()


def published_files(folder: Path, prefix: str = "") -> dict[str, tuple[int, int]]:
    """Return the size and date of each file that is published, by its path in ``folder``."""
    files = {}
    if folder.is_dir():
        for entry in os.scandir(folder):
            if entry.name in NOT_PUBLISHED:
                continue
            if entry.is_dir():
                files.update(published_files(Path(entry.path), f"{prefix}{entry.name}/"))
            else:
                status = entry.stat()
                files[prefix + entry.name] = (status.st_size, status.st_mtime_ns)
    return files


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
