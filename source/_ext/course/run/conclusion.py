"""The end of a run: what the script's process left becomes a record, or a sentence.

Usage, once the process has ended::

    conclude(script, store, record, copy, started, status, why="")    # {} when all went well
"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..base import wording
from ..records.inputs import observed_states
from ..records.profiles import Origin
from ..records.record import CellRecord, Record
from ..records.store import RecordStore
from ..scripts.script import Script, read_script
from ..upstream.gallery_hooks import FOLDER
from .given import OUTPUT, Given
from .terminal import final_state

LINE_WORDS = ("lineno", "faulthandler")  # what gives lines without reading the file
OURS = re.compile("|".join(re.escape(f"{one}/") for one in (FOLDER, Path(__file__).parents[1])))


def conclude(
    script: Script,
    store: RecordStore,
    record: Record,
    copy: Path,
    started: float,
    status: int,
    why: str,
) -> dict[str, Any]:
    """Make the record, and return the answer."""
    given = Given.read(record.folder)
    if why:
        return {"failure": (why, _line_of(script, given))}
    if given.failure:
        return {"failure": given.failure}
    if not given.whole or status:
        return {"failure": (_how_it_ended(status, given.whole), _line_of(script, given))}
    inputs = {script.path.parent / name for name, _ in store.data(script)}
    observed = [path for path in map(Path, given.observed) if path not in inputs]
    record.observed = observed_states(observed, store.project, store.digests)
    record.seconds, record.values = given.seconds, given.values
    record.origin = Origin(**given.origin)
    printed = (record.folder / OUTPUT).read_bytes()
    record.cells = list(_cells(given, printed, copy))
    for cell, kept in zip(script.cells, record.cells, strict=True):
        if shown := OURS.search(kept.stdout):
            file = kept.stdout[shown.end() :].partition('"')[0].partition(":")[0]
            why = wording.SHOWS_THE_TOOL.format(file=file, script=script.path.name)
            return {"failure": (why, cell.line)}
    if _shows_lines(script, record, given):
        record.lines = script.line_fingerprint
    store.look_again()
    now = read_script(script.path.parents[1], script.name)
    if store.key(now) != record.key or any(_changed_since(path, started) for path in observed):
        return {"changed": True}
    for name in (OUTPUT, "given.json"):
        (record.folder / name).unlink(missing_ok=True)
    store.save(script, record)
    return {}


def _cells(given: Given, printed: bytes, copy: Path) -> Iterator[CellRecord]:
    """Yield what the cells gave; what is printed after the last one is its own."""
    for rank, cell in enumerate(given.cells, start=1):
        end = cell.end if rank < len(given.cells) else len(printed)
        text = printed[cell.start : end].decode(errors="backslashreplace")
        text = text.replace(f"{copy}/", "").replace(str(copy), ".")
        rest = (cell.figures, cell.classes, cell.notices, cell.slides, cell.looks)
        yield CellRecord(final_state(text), *rest)


def _how_it_ended(status: int, whole: bool) -> str:
    """Say how a process ended badly, before or after the end of its cells."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        name = signal.Signals(number).name
        known = wording.KILLED_BY.get(name, wording.KILLED_BY_SIGNAL)
        return known.format(signal=name)
    said = wording.SCRIPT_ENDED_BADLY if whole else wording.SCRIPT_EXITED
    return said.format(code=os.WEXITSTATUS(status))


def _line_of(script: Script, given: Given) -> int:
    return script.cells[max(0, len(given.cells) - 1)].line if script.cells else 1


def _shows_lines(script: Script, record: Record, given: Given) -> bool:
    """Tell whether what a script gave may show where its code stands in its file."""
    modules = script.path.parent.rglob("*.py")
    texts = [script.text, *(path.read_text(errors="replace") for path in modules)]
    if given.looks_at_lines or any(word in text for word in LINE_WORDS for text in texts):
        return True
    shown = re.compile(rf"\b(?:line|ligne) \d|{re.escape(script.path.name)}:\d")
    return any(shown.search(cell.stdout) for cell in record.cells)


def _changed_since(path: Path, started: float) -> bool:
    try:
        return path.stat().st_ctime > started
    except OSError:
        return False
