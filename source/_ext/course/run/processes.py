"""Run the scripts that have no record, each in a process of its own, several at once.

Called before sphinx-gallery makes its pages: it then finds a record of every
script and runs nothing. Usage::

    run_missing(session, gallery_conf, time_limit=300)

What the scripts import is imported once, here; each script is then a fork, which
starts as a fresh interpreter would, is stopped at its time limit, and dies with
the build. The longest go first, by what their last run took. Where fork is not
safe (macOS) the process is a new one, and imports by itself.

Raises CourseError: the failure of a script, or the first one and how many others.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import connection
from pathlib import Path
from typing import Any

from ..base import wording
from ..base.errors import CourseError
from ..records.store import RecordStore
from ..scripts.needs import needs_of
from ..scripts.script import Script

METHOD = "fork" if sys.platform == "linux" else "spawn"
SLOWEST = 3  # listed at the end
LONG = 5.0  # seconds: shorter runs need no list

# The function of the child: it must leave a record of the script in the store.
Runner = Callable[[Script, RecordStore, dict[str, Any]], None]


@dataclass
class Running:
    """A script under way."""

    script: Script
    process: Any
    answers: Any
    started: float
    limit: float


def run_missing(
    scripts: Sequence[Script],
    store: RecordStore,
    run: Runner,
    conf: dict[str, Any],
    time_limit: float,
) -> None:
    """Run those of ``scripts`` that have no record, as many at once as there are cores."""
    missing = [script for script in scripts if store.load(script) is None]
    if not missing:
        return
    import_once(missing)
    expected = {script.name: store.last_duration(script) for script in missing}
    unknown = max(filter(None, expected.values()), default=1.0)
    missing.sort(key=lambda script: -(expected[script.name] or unknown))
    team = Team(store, run, conf, time_limit)
    slots = min(len(missing), len(os.sched_getaffinity(0)) if METHOD == "fork" else 2)
    with contextlib.closing(team):
        for rank, script in enumerate(missing, start=1):
            while len(team.running) == slots:
                team.wait()
            known = [expected[one.name] or 0.0 for one in missing[rank - 1 :]]
            left = max(max(known), sum(known) / slots)
            say_progress(script, rank, len(missing), left)
            team.start(script)
        while team.running:
            team.wait()
    if team.failures:
        raise first_failure(team.failures)
    say_slowest(team.seconds)


def import_once(scripts: Sequence[Script]) -> None:
    """Import what the scripts import, so that each fork finds it there."""
    if METHOD != "fork":
        return
    # Figures are drawn in the course's style, so every script needs this one.
    names = {"matplotlib.pyplot"}.union(*(script.imports for script in scripts))
    if any("torch.optim" in script.text for script in scripts):
        names.add("torch._dynamo")  # the first optimizer of a process imports it: 1.3 s
    for name in sorted(names):
        # What cannot be imported fails in its script, which says where.
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    gc.freeze()  # a script's own collections need not go through what is imported here


class Team:
    """The scripts that run side by side."""

    def __init__(
        self, store: RecordStore, run: Runner, conf: dict[str, Any], time_limit: float
    ) -> None:
        self.arguments = (store, run, conf)
        self.time_limit = time_limit
        self.running: list[Running] = []
        self.failures: list[CourseError] = []
        self.seconds: dict[str, float] = {}

    def start(self, script: Script) -> None:
        """Start a script in a process of its own."""
        limit = needs_of(script).minutes * 60 or self.time_limit
        context = multiprocessing.get_context(METHOD)
        answers, answer = context.Pipe(duplex=False)
        arguments = (script, *self.arguments, answer)
        process = context.Process(target=_child, args=arguments)  # type: ignore[attr-defined]
        process.start()
        answer.close()
        self.running.append(Running(script, process, answers, time.monotonic(), limit))

    def wait(self) -> None:
        """Wait until a script ends, or is stopped."""
        now = time.monotonic()
        next_limit = min(one.started + one.limit for one in self.running)
        connection.wait([one.process.sentinel for one in self.running], max(0, next_limit - now))
        for one in list(self.running):
            if not one.process.is_alive():
                self._end(one)
            elif time.monotonic() >= one.started + one.limit:
                _stop(one)
                message = wording.TOO_LONG.format(seconds=round(one.limit))
                self.failures.append(CourseError(message, one.script.path, 1))
                self.running.remove(one)

    def _end(self, one: Running) -> None:
        one.process.join()
        self.running.remove(one)
        self.seconds[one.script.name] = time.monotonic() - one.started
        try:
            message, path, line = one.answers.recv()
            self.failures.append(CourseError(message, path, line))
        except EOFError:  # it said nothing: it succeeded, or was killed
            if one.process.exitcode:
                message = wording.SCRIPT_DIED.format(code=one.process.exitcode)
                self.failures.append(CourseError(message, one.script.path, 1))
        one.answers.close()

    def close(self) -> None:
        """Stop what still runs: the build was interrupted."""
        for one in self.running:
            _stop(one)


def _stop(one: Running) -> None:
    one.process.terminate()
    one.process.join(2)
    if one.process.is_alive():
        one.process.kill()
        one.process.join()


def _child(script: Script, store: RecordStore, run: Runner, conf: Any, answer: Any) -> None:
    """Run one script; send its failure, when it fails."""
    die_with_the_parent()
    try:
        run(script, store, conf)
    except CourseError as error:
        answer.send((error.plain, error.path, error.line))
    except SystemExit as error:
        answer.send((wording.SCRIPT_LEFT.format(code=error.code), script.path, 1))


def die_with_the_parent() -> None:
    """End this process when the one that started it ends, even killed: no orphan at work."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    sentinel = parent.sentinel

    def watch() -> None:
        connection.wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def first_failure(failures: list[CourseError]) -> CourseError:
    """Return the first failure, with the places of the others."""
    failures = sorted(failures, key=lambda error: (str(error.path), error.line))
    first, others = failures[0], failures[1:]
    more = "".join(f"\n{error}" for error in others)
    return CourseError(first.plain + more, first.path, first.line)


def say_progress(script: Script, rank: int, count: int, left: float) -> None:
    """Say which script starts, and about how long the rest takes when that is known."""
    rest = wording.TIME_LEFT.format(seconds=round(left)) if left >= 1 else ""
    text = wording.RUNNING.format(script=script.name, rank=rank, count=count, rest=rest)
    print(text, file=sys.__stdout__, flush=True)


def say_slowest(seconds: dict[str, float]) -> None:
    """List the slowest scripts, when some are long."""
    slowest = sorted(seconds, key=lambda name: -seconds[name])[:SLOWEST]
    if not slowest or seconds[slowest[0]] < LONG:
        return
    each = [f"{Path(name).name} {seconds[name]:.0f} s" for name in slowest]
    print(wording.SLOWEST.format(scripts=", ".join(each)), file=sys.__stdout__, flush=True)
