"""The folder that a running script has for itself, thrown away after it.

Who keeps the script holds a lock on the folder, which ends with the process: one that nobody
holds is that of a keeper that was killed, and goes when the next script starts. Usage::

    with Place() as place:
        copy_of_folder(script, place.path)
        if not os.fork():
            place.leave()          # it is not for the script to remove
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from pathlib import Path

PREFIX = "cours-script-"
ENTRANCE = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


class Place:
    """A folder that is held; ``path`` is there once it is entered."""

    path: Path
    _lock: int | None = None

    def __enter__(self) -> Place:
        """Make it; who looks just before it is held may take it for abandoned: then, another."""
        remove_abandoned()
        while self._lock is None:
            self.path = Path(tempfile.mkdtemp(prefix=PREFIX))
            with contextlib.suppress(FileNotFoundError):
                self._lock = os.open(self.path, ENTRANCE)
                with contextlib.suppress(OSError):  # no locks there: nobody removes it either
                    fcntl.flock(self._lock, fcntl.LOCK_EX)
                if not self.path.is_dir():
                    self.leave()
        return self

    def __exit__(self, *exception: object) -> None:
        """Remove it, unless this process has left it to another."""
        if self._lock is not None:
            shutil.rmtree(self.path, ignore_errors=True)
            self.leave()

    def leave(self) -> None:
        """Leave it to the process of which this one is a fork."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def remove_abandoned() -> None:
    """Remove the folders of this user's keepers that were killed."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            lock = os.open(path, ENTRANCE)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # an error if it is held
                if os.fstat(lock).st_uid == os.getuid():
                    shutil.rmtree(path, ignore_errors=True)
            finally:
                os.close(lock)
