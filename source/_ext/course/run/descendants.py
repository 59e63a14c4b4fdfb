"""The processes that a script starts: they end with it, wherever they put themselves.

Usage, in the process that keeps a script::

    adopt_orphans()              # what a script leaves behind is ours, and so can be ended
    end_with_parent()            # in the fork that becomes the script
    kill(process); end_the_others()
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

SUBREAPER, END_WITH_PARENT = 36, 1  # PR_SET_CHILD_SUBREAPER and PR_SET_PDEATHSIG of Linux


def kill(process: int) -> None:
    """End a process and its group."""
    with contextlib.suppress(OSError):
        os.killpg(process, signal.SIGKILL)
    with contextlib.suppress(OSError):
        os.kill(process, signal.SIGKILL)


def adopt_orphans() -> None:
    """Become the parent of what a script leaves behind, wherever it put itself (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)


def end_with_parent() -> None:
    """Have this process ended when the one that started it is killed (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(END_WITH_PARENT, signal.SIGKILL, 0, 0, 0)


def end_the_others() -> None:
    """End all that the script started and left running."""
    while children := list(_children()):
        for child in children:
            with contextlib.suppress(OSError):
                os.kill(child, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(-1, 0)


def _children() -> Iterator[int]:
    """Yield this process's children (Linux)."""
    with contextlib.suppress(OSError):
        for name in os.listdir("/proc/self/task"):
            text = Path(f"/proc/self/task/{name}/children").read_text(encoding="ascii")
            yield from map(int, text.split())
