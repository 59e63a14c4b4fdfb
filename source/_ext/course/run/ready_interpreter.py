"""An interpreter that has imported what the scripts import, and forks for each task.

A script then starts in milliseconds, from a process that has seen nothing but imports: no
Sphinx application, no threads, no state of the build. Where forks are not safe (macOS), each
task has an interpreter of its own, which imports by itself. Usage::

    interpreter = ReadyInterpreter()
    interpreter.prepare(["torch", "matplotlib.pyplot"])
    task = interpreter.start("course.run.keeper:keep_script", {"script": "02_autograd/plot_x"})
    task.answer()            # waits; None when it died without a word
    interpreter.close()      # ends what still runs

A task is a function of its arguments and of a ``Line`` to who asked; it ends when the line is
cut, and so does all that it started.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

FORKS = sys.platform == "linux"
LARGEST = 1 << 20  # bytes of a message
PACKAGES = str(Path(__file__).parents[2])  # where ``course`` is


class Task:
    """A task under way, seen by who asked for it."""

    def __init__(self, answers: int, lifeline: int) -> None:
        self.answers, self._lifeline = answers, lifeline

    def stop(self) -> None:
        """Cut the line: the task ends itself and what it started."""
        with contextlib.suppress(OSError):
            os.close(self._lifeline)

    def answer(self) -> dict[str, Any] | None:
        """Return what it says at its end, None if it says nothing."""
        pieces = []
        while piece := os.read(self.answers, LARGEST):
            pieces.append(piece)
        os.close(self.answers)
        self.stop()
        try:
            found = json.loads(b"".join(pieces))
        except ValueError:
            return None
        return found if isinstance(found, dict) else None


class Line:
    """The line of a task to who asked for it."""

    def __init__(self, answers: int, lifeline: int) -> None:
        self._answers, self._lifeline = answers, lifeline

    def say(self, answer: Mapping[str, Any]) -> None:
        """Give the answer."""
        with contextlib.suppress(OSError):  # nobody listens any more
            os.write(self._answers, json.dumps(answer).encode())

    def is_cut(self, seconds: float = 0.0) -> bool:
        """Wait, that long at most, for who asked to go; tell whether that is so."""
        return bool(select.select([self._lifeline], [], [], seconds)[0])

    def close(self) -> None:
        """Leave the line to another process."""
        os.close(self._answers)
        os.close(self._lifeline)


def die_when_cut(line: Line) -> None:
    """End this task when who asked for it goes, whatever it is doing."""

    def watch() -> None:
        while not line.is_cut(60):
            pass
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class ReadyInterpreter:
    """The process that forks, seen by who asks."""

    def __init__(self) -> None:
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LARGEST)
        environment = {**os.environ, "PYTHONPATH": PACKAGES}
        module = [sys.executable, "-m", __name__, str(theirs.fileno())]
        self._process = subprocess.Popen(
            module,
            env=environment,
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            start_new_session=True,  # Ctrl-C is for who asks, who ends it
        )
        theirs.close()

    def prepare(self, modules: Iterable[str]) -> None:
        """Import modules; one that cannot be imported fails in its script, which says where."""
        self._send({"import": sorted(modules), "environment": _environment()})

    def start(self, function: str, arguments: Mapping[str, Any]) -> Task:
        """Start a task: ``module:function``, called with ``arguments`` and its line."""
        answers, answer = os.pipe()
        end, lifeline = os.pipe()
        message = {"run": function, "arguments": arguments, "environment": _environment()}
        self._send(message, [answer, end])
        os.close(answer)
        os.close(end)
        return Task(answers, lifeline)

    def _send(self, message: Mapping[str, Any], descriptors: Iterable[int] = ()) -> None:
        with contextlib.suppress(OSError):  # it died: the task's answer will be None
            socket.send_fds(self._ours, [json.dumps(message).encode()], list(descriptors))

    @property
    def is_alive(self) -> bool:
        """Whether it can still be asked."""
        return self._process.poll() is None

    def close(self) -> None:
        """End it; a task ends when its own line is cut."""
        self._ours.close()
        self._process.terminate()  # a fork of ours may hold the other end
        self._process.wait()


def _environment() -> dict[str, str]:
    """Return what a task finds in its environment: that of who asks, and one thread."""
    return {"OMP_NUM_THREADS": "1", **os.environ}


def serve(control: socket.socket) -> None:
    """Do what is asked, until nobody asks any more; each task in a fork."""
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, LARGEST, 2)
        if not data:
            return
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        message = json.loads(data)
        os.environ.clear()
        os.environ.update(message["environment"])
        for name in message.get("import", ()):
            with contextlib.suppress(Exception):
                importlib.import_module(name)
        gc.freeze()  # a task's own collections need not go through what is imported here
        if "run" in message:
            if not os.fork():
                control.close()
                _run(message["run"], message["arguments"], Line(*descriptors))
                os._exit(0)
            for descriptor in descriptors:
                os.close(descriptor)


def _run(name: str, arguments: Mapping[str, Any], line: Line) -> None:
    """Run a task; what ends it otherwise than by SystemExit is its answer."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    module, _, function = name.partition(":")
    try:
        getattr(importlib.import_module(module), function)(arguments, line)
    except Exception as error:
        line.say({"broken": f"{type(error).__name__}: {error}"})


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve(socket.socket(fileno=int(sys.argv[1])))
