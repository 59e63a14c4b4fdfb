"""Run every script three times and compare what it gave: ``make check-scripts``.

Twice as the build does, then once on a single core; each time from nothing, into a store that
is thrown away. A number that moves, a seed that is missing, an order that depends on the
machine are named with their script and cell::

    gallery/03_optimisation/plot_descente.py, cellule « solution-exacte », sur un seul cœur :
      - tensor([ 45.2112, 152.1335])
      + tensor([ 45.2112, 152.1334])

Names of scripts keep to those: ``make check-scripts ONLY="plot_descente plot_fuite"``.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from builder.session import course_session
from configured import LOCK_FILE
from course.base.errors import CourseError
from course.records.record import Record
from course.records.store import RecordStore
from course.run.team import run_missing
from course.scripts.script import Script
from project import ROOT

AGAIN, ONE_CORE = "à la deuxième fois", "sur un seul cœur"
MOST_LINES = 6  # of a difference


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the names."""
    parser.add_argument("names", nargs="*", help="des scripts ; sans nom, tous")


def main(asked: argparse.Namespace) -> int:
    """Run and compare; 1 when something differs."""
    session = course_session()
    try:
        names = asked.names or session.names
        scripts = [session.script(name) for name in names]
        with tempfile.TemporaryDirectory(prefix="cours-") as place:
            differences = list(compared(scripts, Path(place), session.time_limit))
    except CourseError as error:
        print(f"\n{error.category} : {error}", file=sys.stderr)
        return 1
    for difference in differences:
        print(difference)
    if differences:
        print(f"{len(differences)} différences : voir ci-dessus.", file=sys.stderr)
        return 1
    print(f"{len(scripts)} scripts exécutés trois fois, une sur un seul cœur : rien ne change.")
    return 0


def compared(scripts: list[Script], place: Path, time_limit: float) -> Iterator[str]:
    """Run the scripts; yield what differs from the first time."""
    first = given(scripts, place / "1", time_limit)
    again = given(scripts, place / "2", time_limit)
    with one_core():
        alone = given(scripts, place / "3", time_limit)
    for script in scripts:
        for when, others in ((AGAIN, again), (ONE_CORE, alone)):
            yield from differences(script, first[script.name], others[script.name], when)


def given(scripts: list[Script], folder: Path, time_limit: float) -> dict[str, Record]:
    """Run scripts from nothing; return their records, which are in ``folder``."""
    store = RecordStore(folder, LOCK_FILE, ROOT)
    run_missing(scripts, store, time_limit)
    records = {script.name: store.load(script) for script in scripts}
    return {name: record for name, record in records.items() if record}


@contextlib.contextmanager
def one_core() -> Iterator[None]:
    """Give this process, and what it starts, a single core (Linux)."""
    if sys.platform != "linux":
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def differences(script: Script, first: Record, other: Record, when: str) -> Iterator[str]:
    """Yield a text for each cell that gave something else, and one for the values."""
    place = f"gallery/{script.name}.py"
    for cell, one, two in zip(script.cells, first.cells, other.cells, strict=True):
        where = f"{place}, cellule « {cell.name or cell.index + 1} », {when} :"
        if one.stdout != two.stdout:
            yield where + changes(one.stdout.splitlines(), two.stdout.splitlines())
        if one.classes != two.classes:
            yield f"{where} les classes de ses variables diffèrent"
        if one.figures != two.figures:
            yield where + changes([str(f) for f in one.figures], [str(f) for f in two.figures])
            continue
        for figure in one.figures:
            if bytes_of(first, figure.light) != bytes_of(other, figure.light):
                yield f"{where} la figure {figure.light} diffère"
    for name in sorted({*first.values, *other.values}):
        values = [repr(record.values.get(name)) for record in (first, other)]
        if values[0] != values[1]:
            yield f"{place}, valeur « {name} », {when} :" + changes(values[:1], values[1:])


def changes(before: list[str], after: list[str]) -> str:
    """Return the lines that differ, the first of them."""
    lines = [line for line in difflib.ndiff(before, after) if line[:2] in ("- ", "+ ")]
    return "".join(f"\n  {line}" for line in lines[:MOST_LINES])


def bytes_of(record: Record, name: str) -> bytes:
    """Return a figure's file."""
    return (record.folder / name).read_bytes()
