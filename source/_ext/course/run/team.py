"""Run the scripts that have no record, each in a process of its own, several at once.

Called before sphinx-gallery makes its pages: it then finds a record of every script and runs
nothing. Usage::

    run_missing(scripts, store, time_limit=300)

The longest go first, by what their last run took. A script is stopped at its time limit, and
run again when one of its inputs changed while it ran. Raises CourseError: the failure of a
script, or the first one and those of the others.
"""

from __future__ import annotations

import contextlib
import os
import select
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..base import wording
from ..base.errors import CourseError
from ..base.files import make_way
from ..records.store import RecordStore
from ..scripts.needs import needs_of
from ..scripts.script import Script
from .gpu import has_gpu
from .keeper import closed_records, request
from .ready_interpreter import FORKS, ReadyInterpreter, Task

MOST_TRIES = 3  # runs of a script whose inputs change while it runs
SLOWEST = 3  # listed at the end
LONG = 5.0  # seconds: shorter runs need no list
KEEPER = "course.run.keeper:keep_script"
# What keeps a script and draws its figures: half a second, were it imported in each fork.
EVERY_SCRIPT = (KEEPER.partition(":")[0], "matplotlib.pyplot", "matplotlib.backends.backend_svg")


@dataclass
class Running:
    """A script under way."""

    script: Script
    task: Task
    again: Callable[[], Task]
    started: float
    limit: float
    tries: int = 1


def slots() -> int:
    """Return how many scripts run at once: one a core that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 2


def run_missing(
    scripts: Sequence[Script],
    store: RecordStore,
    time_limit: float,
    interpreter: ReadyInterpreter | None = None,
) -> None:
    """Run those of ``scripts`` that have no record, as many at once as there are cores."""
    missing = [script for script in scripts if store.lacks(script)]
    if not missing:
        return
    try:
        make_way(store.root / "a record")
        tempfile.TemporaryFile(dir=store.root).close()
    except OSError as error:
        raise CourseError(closed_records(store.root, error)) from error
    with Team(time_limit, interpreter) as team:
        missing = team.able(missing)
        _run_all(team, missing, store)
    store.look_again()
    if team.failures:
        raise first_failure(team.failures)
    say_slowest(team.seconds)


def _run_all(team: Team, missing: list[Script], store: RecordStore) -> None:
    """Run them, the longest first."""
    expected = {script.name: store.last_duration(script) for script in missing}
    unknown = max(filter(None, expected.values()), default=1.0)
    missing.sort(key=lambda script: -(expected[script.name] or unknown))
    team.prepare(missing)
    for rank, script in enumerate(missing, start=1):
        team.wait_for_a_place()
        known = [expected[one.name] or 0.0 for one in missing[rank - 1 :]]
        left = max(max(known), sum(known) / slots())
        say_progress(script, rank, len(missing), left)
        team.start(script, KEEPER, request(script, store))
    team.wait_for_all()


class Team:
    """The scripts that run side by side, forked from an interpreter that is ready."""

    def __init__(self, time_limit: float, interpreter: ReadyInterpreter | None = None) -> None:
        self.time_limit = time_limit
        self._given = interpreter
        self._own: list[ReadyInterpreter] = []
        self.running: list[Running] = []
        self.failures: list[CourseError] = []
        self.seconds: dict[str, float] = {}

    def __enter__(self) -> Team:
        """Start to work."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Stop what still runs: the build was interrupted."""
        for one in self.running:
            one.task.stop()
        for interpreter in self._own:
            interpreter.close()

    def prepare(self, scripts: Sequence[Script]) -> None:
        """Import, once for all, what the scripts import."""
        if FORKS:
            names = set(EVERY_SCRIPT).union(*(script.imports for script in scripts))
            neighbours = {path.stem for one in scripts for path in one.path.parent.iterdir()}
            if any("torch.optim" in script.text for script in scripts):
                names.add("torch._dynamo")  # the first optimizer of a process imports it: 1.3 s
            self._interpreter().prepare(
                name for name in names if name.partition(".")[0] not in neighbours
            )

    def able(self, scripts: list[Script]) -> list[Script]:
        """Return those that can run here; say which ones want a GPU."""
        waiting = [script for script in scripts if needs_of(script).gpu]
        if not waiting or has_gpu(self._interpreter()):
            return scripts
        for script in waiting:
            say(wording.WITHOUT_GPU.format(script=script.name))
        return [script for script in scripts if script not in waiting]

    def _interpreter(self) -> ReadyInterpreter:
        if self._given and FORKS:
            return self._given
        if not self._own or not FORKS:
            self._own.append(ReadyInterpreter())
        return self._own[-1]

    def start(self, script: Script, function: str, arguments: Mapping[str, Any]) -> None:
        """Start a task of a script: ``module:function`` with its arguments."""

        def again() -> Task:
            return self._interpreter().start(function, arguments)

        limit = needs_of(script).minutes * 60 or self.time_limit
        self.running.append(Running(script, again(), again, time.monotonic(), limit))

    def wait_for_a_place(self) -> None:
        """Wait until one more may start."""
        while len(self.running) >= slots():
            self._wait()

    def wait_for_all(self) -> None:
        """Wait for the last one."""
        while self.running:
            self._wait()

    def _wait(self) -> None:
        """Wait until a script ends, or is stopped."""
        now = time.monotonic()
        next_limit = min(one.started + one.limit for one in self.running)
        pipes = [one.task.answers for one in self.running]
        ready = select.select(pipes, [], [], max(0, next_limit - now))[0]
        for one in list(self.running):
            if one.task.answers in ready:
                self._end(one)
            elif time.monotonic() >= one.started + one.limit:
                one.task.stop()
                self._fail(one, wording.TOO_LONG.format(seconds=round(one.limit)))

    def _end(self, one: Running) -> None:
        answer = one.task.answer()
        if answer is None:
            self._fail(one, wording.KEEPER_DIED)
        elif "broken" in answer:
            self._fail(one, wording.RECORDER_FAILED.format(error=answer["broken"]))
        elif "failure" in answer:
            self._fail(one, *answer["failure"])
        elif answer.get("changed") and one.tries < MOST_TRIES:
            one.task, one.started, one.tries = one.again(), time.monotonic(), one.tries + 1
        elif answer.get("changed"):
            self._fail(one, wording.INPUTS_CHANGE)
        else:
            self.seconds[one.script.name] = time.monotonic() - one.started
            self.running.remove(one)

    def _fail(self, one: Running, message: str, line: int = 1) -> None:
        self.failures.append(CourseError(message, one.script.path, line))
        self.running.remove(one)


def first_failure(failures: list[CourseError]) -> CourseError:
    """Return the first failure, with the places of the others."""
    failures = sorted(failures, key=lambda error: (str(error.path), error.line))
    first, others = failures[0], failures[1:]
    more = "".join(f"\n{error}" for error in others)
    return CourseError(first.plain + more, first.path, first.line)


def say_progress(script: Script, rank: int, count: int, left: float) -> None:
    """Say which script starts, and about how long the rest takes when that is known."""
    rest = wording.TIME_LEFT.format(seconds=round(left)) if left >= 1 else ""
    say(wording.RUNNING.format(script=script.name, rank=rank, count=count, rest=rest))


def say_slowest(seconds: dict[str, float]) -> None:
    """List the slowest scripts, when some are long."""
    slowest = sorted(seconds, key=lambda name: -seconds[name])[:SLOWEST]
    if slowest and seconds[slowest[0]] >= LONG:
        each = [f"{Path(name).name} {seconds[name]:.0f} s" for name in slowest]
        say(wording.SLOWEST.format(scripts=", ".join(each)))


def say(text: str) -> None:
    """Show progress; a terminal that is gone stops nothing."""
    with contextlib.suppress(OSError):
        print(text, file=sys.__stdout__, flush=True)
