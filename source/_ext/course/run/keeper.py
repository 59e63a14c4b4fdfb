"""The process that keeps a running script: it prepares, watches, cleans up, makes the record.

It gives the script a copy of its folder and a file for what it prints, and forks; the fork is
the student's process (``student_process.py``). When that has ended, what it left running is
ended too, its folder is thrown away, and what it gave becomes a record, unless an input
changed meanwhile. Its answer: ``{}`` when all went well, ``{"failure": [sentence, line]}``,
or ``{"changed": true}``.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..base import wording
from ..records.store import RecordStore
from ..scripts.script import Script, read_script
from .cell_executor import execute_cells
from .conclusion import conclude
from .descendants import adopt_orphans, end_the_others, end_with_parent, kill
from .given import OUTPUT
from .observed import Observer
from .place import Place
from .ready_interpreter import Line
from .script_run import ScriptRun
from .student_process import become_the_student, copy_of_folder

LOOK = 0.02  # seconds between two looks at the script
MOST_PRINTED = 2_000_000  # bytes


def keep_script(arguments: Mapping[str, Any], line: Line) -> None:
    """Run a script and keep its record; ``arguments`` are those of ``request``."""
    store = RecordStore(*(Path(arguments[name]) for name in ("records", "lock_file", "project")))
    script = read_script(Path(arguments["gallery"]), arguments["script"])
    adopt_orphans()
    with Place() as place:
        copy = copy_of_folder(script.path, place.path)
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
            place.leave()
            _be_the_script(script, record.folder, copy)
        try:
            if ended := _watch(process, record.folder / OUTPUT, line):
                line.say(conclude(script, store, record, copy.parent, started, *ended))
        finally:
            shutil.rmtree(partial, ignore_errors=True)  # moved, when all went well


def closed_records(folder: Path, error: OSError) -> str:
    """Say that records cannot be written, and whose they are."""
    owner = "?"
    with contextlib.suppress(OSError, KeyError):
        owner = folder.owner()
    return wording.CLOSED_RECORDS.format(folder=folder, why=error.strerror, owner=owner)


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
    end_with_parent()
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


def _watch(process: int, output: Path, line: Line) -> tuple[int, str] | None:
    """Wait for the script; return its status, and why it was stopped if it was.

    None when nobody listens any more.
    """
    why = ""
    while True:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            end_the_others()
            return status, why
        if line.is_cut(LOOK):
            kill(process)
            end_the_others()
            return None
        if not why and output.stat().st_size > MOST_PRINTED:
            why = wording.PRINTS_TOO_MUCH.format(most=MOST_PRINTED // 1_000_000)
            kill(process)
