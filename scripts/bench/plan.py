"""Every build of the benchmark, in turn: tool A, tool B, …, then the next operation.

    measures = run_courses([three_chapters()], tools, Plan(work, repeats=5))

A noisy machine then slows neighbours alike, and ratios are taken round by round. Each
round starts with a cold build of the original chapters; edits add up until the next.
A build that takes more than ``limit`` seconds is not repeated.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .content import Course
from .measure import BuildError, Sample, measure
from .results import Measure
from .tools import OPERATIONS, Tool

WORDS = {
    "course": "ce projet",
    "stack": "Sphinx et extensions",
    "pages": "pages",
    "decks": "diaporamas",
    "both": "pages et diaporamas",
    "cold": "à froid",
    "same": "sans changement",
    "word": "un mot",
    "summary": "texte d'un script",
    "cell": "une cellule",
}


@dataclass
class Contender:
    """A tool at one of its targets, with a course, in its own folder."""

    tool: Tool
    target: str
    course: Course
    folder: Path
    now: Course
    gone: bool = False
    slow: bool = False
    seconds: dict[str, float] = field(default_factory=dict)

    def build(self, operation: str, mark: int) -> Sample:
        """Change what the operation says, then build."""
        if operation == "cold":
            self.now = self.course
            self.tool.clean(self.folder, self.course)
        elif operation != "same":
            self.now = getattr(self.now, f"with_{operation}")(mark)
        self.tool.write(self.folder, self.now)
        commands = self.tool.commands(self.folder, self.now, self.target, operation)
        return measure(commands, self.folder, self.folder / "build.log")

    def __str__(self) -> str:
        return (
            f"{self.course.name}, {WORDS.get(self.tool.name, self.tool.name)}, {WORDS[self.target]}"
        )


Step = tuple[int, str, Contender]  # round, operation, who


@dataclass
class Plan:
    """How much is measured, and where; ``missing`` says which tools fell out, and why."""

    work: Path
    repeats: int = 5
    limit: float = 120.0
    targets: tuple[str, ...] = ("pages", "decks", "both")
    missing: dict[str, str] = field(default_factory=dict)
    save: Callable[[list[Measure]], None] = lambda measures: None


def run_courses(courses: Sequence[Course], tools: Sequence[Tool], plan: Plan) -> list[Measure]:
    """Measure ``courses`` with ``tools``; return one measure an operation."""
    contenders = [
        Contender(tool, target, course, plan.work / course.name / f"{tool.name}-{target}", course)
        for target in plan.targets
        for course in courses
        for tool in tools
        if target in tool.targets
    ]
    for one in contenders:
        one.tool.prepare(one.folder, one.course)
        one.tool.write(one.folder, one.course)
    _warm_up(contenders, plan)
    steps = _steps(contenders, plan.repeats)
    found: dict[tuple[str, str, str, str], Measure] = {}
    for rank, (turn, operation, one) in enumerate(steps):
        if not one.gone and not (one.slow and turn):
            sample = _try(one, operation, turn + 1, plan)
            if sample is not None:
                one.seconds[operation] = sample.wall
                one.slow = one.slow or sample.wall > plan.limit
                key = (one.course.name, one.tool.name, one.target, operation)
                kept = found.setdefault(key, Measure(*key, chapters=len(one.course.chapters)))
                kept.add(sample, one.tool.size(one.folder, one.target))
                _say(f"tour {turn + 1} sur {plan.repeats} : {one}, {WORDS[operation]}", sample)
        if rank + 1 == len(steps) or steps[rank + 1][:2] != (turn, operation):
            print(f"  reste environ {_seconds_left(steps[rank + 1 :]) / 60:.0f} min", flush=True)
            plan.save(list(found.values()))
    for course in courses:
        shutil.rmtree(plan.work / course.name, ignore_errors=True)
    return list(found.values())


def _warm_up(contenders: list[Contender], plan: Plan) -> None:
    """Build once, uncounted: byte code, fonts and the disk's cache are there for everyone."""
    seen = set()
    for one in contenders:
        if one.tool.name not in seen and not one.gone:
            seen.add(one.tool.name)
            sample = _try(one, "cold", 0, plan)
            if sample:
                print(f"  échauffement : {one}, {seconds(sample.wall)}", flush=True)


def _try(one: Contender, operation: str, mark: int, plan: Plan) -> Sample | None:
    """Build; a peer that cannot is left out, aloud."""
    try:
        return one.build(operation, mark)
    except BuildError as error:
        if one.tool.name == "course":
            raise
        one.gone = True
        plan.missing[f"{one.tool.name}, {one.target}, {one.course.name}"] = str(error)[-300:]
        print(f"{one} : laissé de côté.\n{error}", file=sys.stderr, flush=True)
        return None


def _steps(contenders: list[Contender], repeats: int) -> list[Step]:
    """Return every build, in order; each round starts with another contender."""
    steps = []
    for turn in range(repeats):
        shift = turn % len(contenders)
        for operation in OPERATIONS:
            for one in contenders[shift:] + contenders[:shift]:
                if operation in one.tool.operations:
                    steps.append((turn, operation, one))
    return steps


def _seconds_left(steps: list[Step]) -> float:
    """Return the seconds that the rest takes: what it took before, else the mean."""
    known = [value for _, _, one in steps for value in one.seconds.values()]
    mean = sum(known) / len(known) if known else 0.0
    return sum(
        one.seconds.get(operation, mean)
        for turn, operation, one in steps
        if not one.gone and not (one.slow and turn)
    )


def _say(what: str, sample: Sample) -> None:
    print(f"  {time.strftime('%H:%M:%S')} {what} : {seconds(sample.wall)}", flush=True)


def seconds(value: float) -> str:
    """Return seconds as a reader wants them."""
    return f"{value:.1f} s".replace(".", ",") if value < 99.5 else f"{value:.0f} s"
