"""The scripts, run in a process of their own while Sphinx gets ready in others.

It starts before Sphinx is imported: a script then waits for torch, and for nothing
else. Usage::

    scripts = ScriptJob(records, inputs)    # starts if a script may have to run
    scripts.join()                          # False: one failed; the other jobs may go on
    scripts.complaints                      # which, and where
    scripts.remember(inputs)                # at the end of the build: the next one knows

Where processes do not fork, nothing starts here: the pages' job runs the scripts.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from pathlib import Path
from typing import Any

from course.base.files import read_sealed, write_sealed

from builder.inputs import Inputs
from builder.processes import METHOD, die_with_the_parent
from builder.seen import seen_files

MARK = ".inputs"
NOT_RECORDS = frozenset({MARK, ".digests.json"})


class ScriptJob:
    """The run of the scripts that have no record.

    ``known`` tells whether the last build that ran scripts had these inputs, and whether
    the records are as it left them.
    """

    def __init__(self, records: Path, inputs: Inputs, interpreter: Any = None) -> None:
        self.records, self.mark = records, records / MARK
        self.complaints = ""
        self._process: Any = None
        self._known = read_sealed(self.mark)
        self.known = self._known == as_kept(inputs, records)
        if METHOD == "fork" and not self.known:
            context = multiprocessing.get_context(METHOD)
            self._pipe, pipe = context.Pipe(duplex=False)
            self._process = context.Process(target=_run, args=(pipe, interpreter))  # type: ignore[attr-defined]
            self._process.start()
            pipe.close()

    def join(self) -> bool:
        """Wait for the last script; return whether all went well."""
        if self._process:
            with contextlib.suppress(EOFError, OSError):  # killed: the pages' job runs the rest
                self.complaints = self._pipe.recv()
            self._process.join()
            self._process = None
        return not self.complaints

    def remember(self, inputs: Inputs) -> None:
        """Note that the scripts of these inputs have their records."""
        kept = as_kept(inputs, self.records)
        if kept != self._known:
            write_sealed(self.mark, kept)

    def stop(self) -> None:
        """End it: the build was interrupted."""
        if self._process:
            self._process.terminate()
            self._process.join()


def as_kept(inputs: Inputs, records: Path) -> list[Any]:
    """Return what says that nothing has to run: the inputs, and the records as they are."""
    files = seen_files(records, NOT_RECORDS)
    return [inputs, {name: list(seen) for name, seen in files.items()}]


def _run(pipe: Any, interpreter: Any) -> None:
    """Run the scripts that have no record; send what went wrong, or an empty text."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which stops us
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    # After the environment is set: torch and matplotlib read it when imported.
    from course.run.team import run_missing
    from sphinx.errors import SphinxError

    from builder.session import course_session

    die_with_the_parent()
    try:
        session = course_session()
        run_missing(session.scripts(), session.store, session.time_limit, interpreter)
        session.store.digests.remember()
    except SphinxError as error:
        pipe.send(f"{error.category} : {error}")
    except Exception:  # the pages' job meets the same, and says it
        os._exit(1)
    else:
        pipe.send("")
