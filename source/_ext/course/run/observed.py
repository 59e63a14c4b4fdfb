"""The files that a script reads, seen as it reads them: an audit hook of Python.

What is opened is seen whoever opens it (an import opens its module), and so are the lists of
names of folders; what a child process or a compiled library opens by itself is not. Python's own
files, the packages, the system's and the caches are no inputs. Usage, in the script's process::

    observer = Observer(copy, original)
    observer.start()                   # for the rest of the process: a hook stays
    observer.watching = True
    observer.paths                     # {Path("/home/a/mesures.csv")}
"""

from __future__ import annotations

import contextlib
import os
import site
import sys
import sysconfig
import tempfile
import time
from importlib.util import source_from_cache
from pathlib import Path
from typing import Any

HEARD = {"open", "os.listdir", "os.scandir", "sys._getframe"}
LOGGING = os.path.join("logging", "__init__.py")
SYSTEM = ("/proc", "/sys", "/dev", "/etc", "/usr", "/lib", "/var/cache", "/run")
CACHES = (".cache/matplotlib", ".cache/fontconfig", ".config/matplotlib", ".triton")


def libraries() -> tuple[str, ...]:
    """Return the folders whose files are known by their versions, or are nobody's input."""
    found = {*sysconfig.get_paths().values(), sys.prefix, sys.base_prefix, sys.exec_prefix}
    found |= {site.getusersitepackages(), *SYSTEM, str(Path(__file__).parents[1])}
    found |= {os.path.expanduser(f"~/{name}") for name in CACHES}
    found |= {path for path in sys.path if path.endswith(".zip")}
    mpl = os.environ.get("MPLCONFIGDIR")
    return tuple(sorted({os.path.realpath(path) for path in (*found, *([mpl] if mpl else []))}))


class Observer:
    """What the running script reads, apart from its own copied folder's data."""

    def __init__(self, copy: Path, original: Path) -> None:
        self.copy, self.original = os.path.realpath(copy), original
        self.project = os.path.realpath(original.parents[1])
        self.ignored = libraries()
        self.temporary = os.path.realpath(tempfile.gettempdir())
        self.read: set[str] = set()
        self.written: set[str] = set()
        self.started = time.time()
        self.watching = False
        self.looks_at_lines = False  # a traceback, a log: its output may show its own lines

    def start(self) -> None:
        """Be told of everything, until the process ends; noted is what comes while watching."""
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.watching or event not in HEARD:
            return
        self.watching = False  # what is done here is heard too
        try:
            if event == "sys._getframe":
                self.looks_at_lines = self.looks_at_lines or self._asks_for_its_lines()
            else:
                self._note(event, arguments)
        finally:
            self.watching = True

    def _note(self, event: str, arguments: tuple[Any, ...]) -> None:
        path = arguments[0]
        if event == "os.listdir" and "importlib" in sys._getframe(2).f_code.co_filename:
            return  # Python looks for a module
        if isinstance(path, bytes):
            path = os.fsdecode(path)
        if not isinstance(path, str | os.PathLike):  # a descriptor; the current folder
            return
        name = os.path.abspath(os.fspath(path))
        if event == "open" and _writes(*arguments[1:3]):
            self.written.add(name)
        elif name not in self.written:  # what it wrote itself is no input
            self.read.add(name)

    def _asks_for_its_lines(self) -> bool:
        """Tell whether the script asks for a frame, itself or through a log."""
        frame = sys._getframe(2)
        near = 8 if frame.f_code.co_filename.endswith(LOGGING) else 2
        for _ in range(near):
            if frame.f_code.co_filename.startswith(self.copy):
                return True
            if frame.f_back is None:
                return False
            frame = frame.f_back
        return False

    @property
    def paths(self) -> set[Path]:
        """The files that were read; those of the copied folder under their own name."""
        found = set()
        for name in self.read:
            real = os.path.realpath(_source_of(name))
            if _is_below(real, self.copy):
                found.add(self.original / os.path.relpath(real, self.copy))
            elif not self._is_ignored(real):
                found.add(Path(real))
        return found

    def _is_ignored(self, path: str) -> bool:
        if any(_is_below(path, folder) for folder in self.ignored):
            return True
        if _is_below(path, self.project) or not _is_below(path, self.temporary):
            return False
        try:  # a temporary file of its own, or of a library
            return os.stat(path).st_ctime >= self.started
        except OSError:
            return True


def _writes(mode: Any, flags: Any) -> bool:
    """Tell whether a file is opened to be written only, or made."""
    if isinstance(mode, str):
        return bool(set("wxa") & set(mode))
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_CREAT))


def _source_of(path: str) -> str:
    """Return the source of a compiled module, the path itself otherwise."""
    with contextlib.suppress(ValueError):
        return source_from_cache(path)
    return path


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
