"""The process that keeps a running script: it prepares, watches, cleans up, makes the record.

It gives the script a copy of its folder and a file for what it prints, and forks; the fork is
the student's process (``student_process.py``). When that has ended, what it left running is
ended too, its folder is thrown away, and what it gave becomes a record, unless an input
changed meanwhile. Its answer: ``{}`` when all went well, ``{"failure": [sentence, line]}``,
or ``{"changed": true}``.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..base import wording
from ..records.inputs import observed_states
from ..records.profiles import Origin
from ..records.record import CellRecord, Record
from ..records.store import RecordStore
from ..scripts.script import Script, read_script
from ..upstream.gallery_hooks import FOLDER
from .cell_executor import execute_cells
from .given import OUTPUT, Given
from .observed import Observer
from .ready_interpreter import Line
from .script_run import ScriptRun
from .student_process import become_the_student, copy_of_folder
from .terminal import final_state

LOOK = 0.02  # seconds between two looks at the script
MOST_PRINTED = 2_000_000  # bytes
LINE_WORDS = ("lineno", "faulthandler")  # what gives lines without reading the file
OURS = re.compile("|".join(re.escape(f"{one}/") for one in (FOLDER, Path(__file__).parents[1])))
SUBREAPER, END_WITH_PARENT = 36, 1  # PR_SET_CHILD_SUBREAPER and PR_SET_PDEATHSIG of Linux


def keep_script(arguments: Mapping[str, Any], line: Line) -> None:
    """Run a script and keep its record; ``arguments`` are those of ``request``."""
    store = RecordStore(*(Path(arguments[name]) for name in ("records", "lock_file", "project")))
    script = read_script(Path(arguments["gallery"]), arguments["script"])
    _adopt_orphans()
    with _place() as place:
        copy = copy_of_folder(script.path, place)
        try:
            record = store.new(script)
        except OSError as error:
            line.say({"failure": (closed_records(store.root, error), 1)})
            return
        partial = record.folder
        (record.folder / OUTPUT).touch()
        started = time.time()
        process = os.fork()
        if not process:
            line.close()
            _be_the_script(script, record.folder, copy)
        try:
            status, why = _watch(process, record.folder / OUTPUT, line)
            line.say(_conclude(script, store, record, copy.parent, started, status, why))
        finally:
            shutil.rmtree(partial, ignore_errors=True)  # moved, when all went well


def closed_records(folder: Path, error: OSError) -> str:
    """Say that records cannot be written, and whose they are."""
    owner = "?"
    with contextlib.suppress(OSError, KeyError):
        owner = folder.owner()
    return wording.CLOSED_RECORDS.format(folder=folder, why=error.strerror, owner=owner)


@contextlib.contextmanager
def _place() -> Iterator[Path]:
    """Yield a folder for the run; its forks, which leave by here too, do not remove it."""
    keeper, place = os.getpid(), tempfile.mkdtemp(prefix="cours-")
    try:
        yield Path(place)
    finally:
        if os.getpid() == keeper:
            shutil.rmtree(place, ignore_errors=True)


def request(script: Script, store: RecordStore) -> dict[str, str]:
    """Return the arguments of ``keep_script``."""
    gallery = script.path.parents[len(Path(script.name).parts) - 1]
    return {
        "script": script.name,
        "gallery": str(gallery),
        "records": str(store.root),
        "lock_file": str(store.lock_file),
        "project": str(store.project),
    }


def _be_the_script(script: Script, folder: Path, copy: Path) -> None:
    """Run the script, then leave as Python does: what is printed at the very end counts."""
    os.setsid()  # its children are ended with it
    _end_with_the_keeper()
    observer = Observer(copy.parent, script.path.parent)
    main = become_the_student(copy, folder / OUTPUT)
    run = ScriptRun(script, folder, main, observer)
    try:
        execute_cells(run)
    except BaseException as error:
        with contextlib.suppress(BaseException):
            if not run.given.failure:  # not the script's own: the recorder's
                run.given.failure = (wording.RECORDER_BROKEN.format(error=repr(error)), 1)
            run.given.leave_failure()
        os._exit(1)
    sys.exit(0)


def _watch(process: int, output: Path, line: Line) -> tuple[int, str]:
    """Wait for the script; return its status, and why it was stopped if it was."""
    why = ""
    while True:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            _end_the_others()
            return status, why
        if line.is_cut(LOOK):
            _kill(process)
            _end_the_others()
            os._exit(1)  # nobody listens
        if not why and output.stat().st_size > MOST_PRINTED:
            why = wording.PRINTS_TOO_MUCH.format(most=MOST_PRINTED // 1_000_000)
            _kill(process)


def _kill(process: int) -> None:
    with contextlib.suppress(OSError):
        os.killpg(process, signal.SIGKILL)
    with contextlib.suppress(OSError):
        os.kill(process, signal.SIGKILL)


def _adopt_orphans() -> None:
    """Become the parent of what a script leaves behind, wherever it put itself (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)


def _end_with_the_keeper() -> None:
    """Have the script ended when who keeps it is killed (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(END_WITH_PARENT, signal.SIGKILL, 0, 0, 0)


def _end_the_others() -> None:
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


def _conclude(
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
        yield CellRecord(final_state(text), cell.figures, cell.classes, cell.notices)


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
