"""What a cell prints and asks for while it runs in the sandbox; what it may not do.

``Watch`` is an audit hook's memory, ``Capture`` stands for standard output. Usage::

    watch = Watch(folder, writable=[])
    sys.addaudithook(watch.audit)
    sys.stdout = Capture(watch)
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from typing import Any

MOST_TEXT = 200_000
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


class NetworkRefusedError(OSError):
    """The code asked for the network."""


class OutsideRefusedError(PermissionError):
    """The code wrote outside its folder."""


class Watch:
    """What a cell does: where it prints, what it asks for."""

    def __init__(self, folder: Path, writable: list[str]) -> None:
        self.folder = folder
        self.writable = [str(folder), "/dev/", *writable]
        self.reset("")

    def reset(self, name: str) -> None:
        """Start on a cell."""
        self.name = name
        self.network = False
        self.outside = ""
        self.printed: dict[int, str] = {}
        self.stdout: list[str] = []
        self.size = 0

    def refuse_network(self, *args: Any, **kwargs: Any) -> Any:
        """Stand in for every way out."""
        self.network = True
        raise NetworkRefusedError("le réseau est coupé pendant l'import")

    def audit(self, event: str, args: Any) -> None:
        """Refuse to write outside the folder."""
        if event == "open":
            path, mode, flags = args[:3]
            by_mode = bool(mode) and bool(set(str(mode)) & set("wax+"))
            if not by_mode and not (mode is None and isinstance(flags, int) and flags & WRITES):
                return
        elif event in ("os.remove", "os.rmdir", "os.mkdir", "os.truncate", "os.chmod"):
            path = args[0]
        elif event in ("os.rename", "os.symlink", "os.link", "shutil.rmtree"):
            path = args[1] if event != "shutil.rmtree" else args[0]
        else:
            return
        if not isinstance(path, str | bytes | os.PathLike):
            return
        with contextlib.suppress(ValueError):
            full = os.path.realpath(os.fsdecode(path))
            if not full.startswith(tuple(self.writable)):
                self.outside = full
                raise OutsideRefusedError(f"écriture refusée hors du dossier de travail : {full}")


class Capture(io.TextIOBase):
    """Standard output, kept by the line of the cell that printed."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch

    def writable(self) -> bool:
        """Say that print may write here."""
        return True

    def write(self, text: str) -> int:
        """Keep ``text``, up to a size."""
        watch = self.watch
        watch.size += len(text)
        if watch.size > MOST_TEXT:
            return len(text)
        watch.stdout.append(text)
        frame: Any = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename != watch.name:
            frame = frame.f_back
        if frame is not None:
            line = frame.f_lineno
            watch.printed[line] = watch.printed.get(line, "") + text
        return len(text)
