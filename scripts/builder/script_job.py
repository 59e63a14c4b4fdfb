"""The scripts, run in a process of their own while Sphinx gets ready in others.

It starts before Sphinx is imported: a script then waits for torch, and for nothing
else. Usage::

    scripts = ScriptJob(records / ".inputs", inputs)  # starts if a script may have to run
    job = Job("html", state, scripts.over)           # its Sphinx waits where it needs them
    scripts.join()                                   # False: one failed
    scripts.complaints                               # which, and where

Where processes do not fork, nothing starts here: the pages' job runs the scripts.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import signal
from pathlib import Path
from typing import Any

from course.base.files import write_whole

from builder.inputs import Inputs
from builder.processes import METHOD, die_with_the_parent


class ScriptJob:
    """The run of the scripts that have no record; ``over`` is set when all have one.

    ``known`` tells whether the last build that ran scripts had these inputs.
    """

    def __init__(self, mark: Path, inputs: Inputs, interpreter: Any = None) -> None:
        self.mark, self.inputs = mark, inputs
        self.complaints = ""
        self.over: Any = None
        self._process: Any = None
        self.known = self._is_known()
        if METHOD == "fork" and not self.known:
            context = multiprocessing.get_context(METHOD)
            self.over = context.Event()
            self._pipe, pipe = context.Pipe(duplex=False)
            self._process = context.Process(target=_run, args=(pipe, interpreter))  # type: ignore[attr-defined]
            self._process.start()
            pipe.close()

    def _is_known(self) -> bool:
        """Tell whether the scripts of these inputs ran in an earlier build."""
        with contextlib.suppress(OSError):
            return self.mark.read_text(encoding="utf-8") == json.dumps(self.inputs)
        return False

    def join(self) -> bool:
        """Wait for the last script; return whether all went well."""
        if self._process:
            try:
                self.complaints = self._pipe.recv()
            except EOFError:  # it was killed: the pages' job runs the rest
                pass
            else:
                self._remember()
            self._process.join()
            self._process = None
            if not self.complaints:
                self.over.set()
        return not self.complaints

    def _remember(self) -> None:
        """Note that the scripts of these inputs have their records, if they do."""
        if not self.complaints:
            write_whole(self.mark, json.dumps(self.inputs))

    def stop(self) -> None:
        """End it: the build was interrupted."""
        if self._process:
            self._process.terminate()
            self._process.join()


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
    else:
        pipe.send("")
