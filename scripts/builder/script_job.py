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

from builder.inputs import Inputs
from builder.job import METHOD


class ScriptJob:
    """The run of the scripts that have no record; ``over`` is set when all have one.

    ``known`` tells whether the last build that ran scripts had these inputs.
    """

    def __init__(self, mark: Path, inputs: Inputs) -> None:
        self.mark, self.inputs = mark, inputs
        self.complaints = ""
        self.over: Any = None
        self._process: Any = None
        self.known = self._is_known()
        if METHOD == "fork" and not self.known:
            context = multiprocessing.get_context(METHOD)
            self.over = context.Event()
            self._pipe, pipe = context.Pipe(duplex=False)
            self._process = context.Process(target=_run, args=(pipe,))  # type: ignore[attr-defined]
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
            self.mark.parent.mkdir(parents=True, exist_ok=True)  # there may be no script
            self.mark.write_text(json.dumps(self.inputs), encoding="utf-8")

    def stop(self) -> None:
        """End it: the build was interrupted."""
        if self._process:
            self._process.terminate()
            self._process.join()


def _run(pipe: Any) -> None:
    """Run the scripts that have no record; send what went wrong, or an empty text."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which stops us
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    # After the environment is set: torch and matplotlib read it when imported.
    from configured import GALLERY, SETTINGS
    from course.run.gallery_execution import run_wanted
    from course.run.processes import die_with_the_parent
    from course.scripts.script import read_script, script_names
    from sphinx.errors import SphinxError

    from builder.execute import gallery_settings, store_of

    die_with_the_parent()
    try:
        scripts = [read_script(GALLERY, name) for name in script_names(GALLERY)]
        run_wanted(scripts, store_of(), gallery_settings(), SETTINGS.time_limit)
    except SphinxError as error:
        pipe.send(f"{error.category} : {error}")
    else:
        pipe.send("")
