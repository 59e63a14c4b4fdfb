"""A process made into what ``python plot_x.py`` starts: ``__main__``, streams, folder.

The script works in a copy of its folder of the gallery, which is thrown away: what it
writes there vanishes. What it prints goes to a file, by the descriptors, so that the lines of
its children are there too, in order. Usage, in a process of its own::

    become_the_student(copy / "plot_x.py", output)
    sys.modules["__main__"].__file__       # the copy of the script
    sys.exit()                             # as Python ends a script, its libraries apart
"""

from __future__ import annotations

import builtins
import ctypes
import gc
import io
import os
import shutil
import signal
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

from ..records.inputs import folder_files


def copy_of_folder(script: Path, into: Path) -> Path:
    """Copy the script's folder, links followed, under its own name; return the script's copy.

    The other folders of the gallery are beside it, as links: they may be read.
    """
    folder = script.parent
    copy = into / folder.name
    copy.mkdir()
    for name, path in folder_files(folder):
        target = copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    for other in folder.parent.iterdir():
        if other.name != folder.name and not other.name.startswith("."):
            (into / other.name).symlink_to(other.resolve())
    return copy / script.name


def become_the_student(script: Path, output: Path) -> ModuleType:
    """Make this process what the command starts; return its ``__main__``, still empty."""
    _open_streams(output)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(script.parent)
    sys.argv = [str(script)]
    sys.path = [str(script.parent), *sys.path]  # as Python does for a script
    _end_before_the_libraries()
    main = ModuleType("__main__")
    vars(main).update(
        __file__=str(script),
        __builtins__=builtins,
        __loader__=SourceFileLoader("__main__", str(script)),
        __annotations__={},
        __cached__=None,
    )
    sys.modules["__main__"] = main
    return main


class _End:
    """What ends the process when Python comes to it."""

    def __init__(self) -> None:
        self.flush_c = ctypes.CDLL(None).fflush  # what C printed, as its own exit does

    def __del__(self) -> None:
        self.flush_c(None)
        os._exit(0)


END = ModuleType(f"{__name__}.end")


def _end_before_the_libraries() -> None:
    """Have this process end once nothing of the script is left in it.

    Python ends by emptying the modules, the last one first: to take down torch is of no use, and
    takes 0.4 s. What the script made and what it imported is gone by then, and has had its say.
    """
    vars(END)["end"] = _End()
    sys.modules[END.__name__] = END
    gc.freeze()  # else a last collection may come to it before it comes to the script


def _open_streams(output: Path) -> None:
    """Give the descriptors and Python's streams to the file, as a terminal takes them."""
    sys.stdout.flush()
    sys.stderr.flush()
    nothing = os.open(os.devnull, os.O_RDONLY)
    file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for source, target in ((nothing, 0), (file, 1), (file, 2)):
        os.dup2(source, target)
    os.close(nothing)
    os.close(file)
    stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    streams = {"in": stdin, "out": _stream(1, "strict"), "err": _stream(2, "backslashreplace")}
    for name, stream in streams.items():
        setattr(sys, f"std{name}", stream)
        setattr(sys, f"__std{name}__", stream)


def _stream(descriptor: int, errors: str) -> io.TextIOWrapper:
    raw = open(descriptor, "wb", closefd=False)  # noqa: SIM115
    return io.TextIOWrapper(raw, encoding="utf-8", errors=errors, line_buffering=True)
