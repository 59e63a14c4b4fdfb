"""One target built by Sphinx in a process of its own.

Pages and decks are two such jobs and share the machine's cores. Usage::

    job = Job("html", state)        # the process starts, and Sphinx gets ready in it
    job.wait_until_ready()          # sources read, scripts run, pages of scripts made
    job.build()                     # now it reads what changed and writes
    job.join()                      # True when the build succeeded
    job.complaints                  # what Sphinx said against it
    job.outside                     # what it read outside of the project

``make live`` keeps one of each ready, so that an edit costs reading and writing
only. On Linux the process is a fork: what the parent has imported is there.
The parent must not start V8 (KaTeX), whose threads do not survive a fork.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import multiprocessing
import os
import re
import signal
import traceback
from pathlib import Path
from typing import Any

from project import ROOT, SOURCE

from builder import disk
from builder.inputs import outside_of_project
from builder.processes import METHOD, die_with_the_parent
from builder.state import BuildState

BUILDERS = {"html": "html", "slides": "revealjs"}
NAMES = {"html": "page", "slides": "diapositives"}
# Those of conf.py, and what they import late.
EXTENSIONS = ("furo", "myst_parser.sphinx_", "sphinx_gallery.gen_gallery", "sphinx_revealjs")
Changed = frozenset[str] | None
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Job:
    """Sphinx at work on one target, in another process."""

    def __init__(
        self,
        target: str,
        state: BuildState,
        changed: Changed = None,
        scripts_over: Any = None,
        interpreter: Any = None,
        says_notices: bool = True,
    ) -> None:
        context = multiprocessing.get_context(METHOD)
        self.target, self.state, self.changed = target, state, changed
        self.complaints = ""
        self.outside: list[str] = []
        self.died = False  # killed, or no place to write: nothing that it made is trusted
        self._begun = self._building = self._write_all = False
        self._ready: bool | None = None  # not known yet
        self._pipe, pipe = context.Pipe()
        places = (target, state.work, state.doctrees, pipe)
        arguments = (*places, changed, scripts_over, interpreter, says_notices)
        self._process = context.Process(target=_work, args=arguments)  # type: ignore[attr-defined]
        self._process.start()
        pipe.close()

    def wait_until_ready(self) -> bool:
        """Wait for Sphinx to be ready; False when it could not."""
        if self._ready is None:
            self._ready = self._answer()
        return self._ready

    def begin(self) -> None:
        """Note that it is under way: killed from now on, nothing that it made is trusted."""
        if not self._begun:
            self._begun, self._write_all = True, self.state.start()

    def build(self) -> None:
        """Start to read and write, unless it does already."""
        self.begin()
        if not self._building and self.wait_until_ready():
            self._building = True
            with contextlib.suppress(OSError):  # it was killed: its answer says so
                self._pipe.send((self._write_all, self.changed))

    def join(self) -> bool:
        """Wait for the end; return whether it went well."""
        done = bool(self._ready) and self._answer()
        self._process.join()
        self._pipe.close()
        return done

    def stop(self) -> None:
        """End a job that is not needed any more, or was interrupted."""
        self._process.terminate()
        self._process.join()
        self._pipe.close()

    def _answer(self) -> bool:
        try:
            went_well, said, self.outside = self._pipe.recv()
        except (EOFError, OSError):
            self._process.join()
            went_well, self.died = False, True
            said = f"Sphinx s'est arrêté net (code {self._process.exitcode})."
        said = COLOUR.sub("", said)
        self.died = self.died or disk.plainly(said) != said
        self.complaints += disk.plainly(said)
        return bool(went_well)


def import_once() -> None:
    """Import, for all jobs to come, what they need."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if METHOD != "fork":
        return
    from course import FEATURES
    from sphinx.application import builtin_extensions

    for name in [*builtin_extensions, *EXTENSIONS, *(f"course.{name}" for name in FEATURES)]:
        importlib.import_module(name)
    gc.freeze()  # no job's collection goes through what is imported here


def say(text: str) -> None:
    """Show progress, one line a step; in one piece, as two jobs may speak at once."""
    print(f"  {text}\n", end="", flush=True)


def _work(
    target: str,
    work: Path,
    doctrees: Path,
    pipe: Any,
    changed: Changed,
    scripts_over: Any,
    interpreter: Any,
    says_notices: bool,
) -> None:
    """Get Sphinx ready, wait for the word, build; say how each went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which stops us
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    # After the environment is set: torch and matplotlib read it when imported.
    from course.base.state import CourseState
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    die_with_the_parent()
    wait = scripts_over.wait if scripts_over else None
    state = CourseState(changed, wait, interpreter, says_notices=says_notices)
    warnings = io.StringIO()
    gc.disable()  # loading Sphinx's memory makes objects that stay: half of its time, otherwise
    try:
        with patch_docutils(), docutils_namespace():
            app = Sphinx(
                SOURCE,
                SOURCE,
                work,
                doctrees,
                BUILDERS[target],
                status=None,
                warning=warnings,
                warningiserror=True,
                confoverrides={"course_state": state},
                tags=["decks"] if target == "slides" else [],
            )
            gc.freeze()
            gc.enable()
            pipe.send((True, "", []))
            write_all, state.changed_texts = pipe.recv()
            app.connect(
                "source-read",
                lambda app, name, text: say(f"lecture de {name} ({NAMES[target]})"),
            )
            app.build(force_all=write_all)
    except SphinxError as error:
        pipe.send((False, f"{warnings.getvalue()}\n{error.category} : {error}\n", []))
    except EOFError:  # not needed after all
        pass
    except Exception as error:
        path = work.with_name(f"{target}.traceback")
        with contextlib.suppress(OSError):
            path.write_text(traceback.format_exc(), encoding="utf-8")
        pipe.send((False, f"{type(error).__name__} : {error} (détails : {path})", []))
    else:
        pipe.send((app.statuscode == 0, warnings.getvalue(), _outside(app)))


def _outside(app: Any) -> list[str]:
    """Return what documents and scripts read outside of the project."""
    from course.base.state import state_of
    from course.records.session import session_of
    from course.upstream.unchanged import files_of

    found: set[str] = set()
    for files in files_of(app.env, app.env.all_docs).values():
        found |= files
    if not state_of(app.config).only_texts_changed:  # else they are as the last build left them
        session = session_of(app.config)
        records = [session.store.load(script) for script in session.scripts()]
        names = {name for record in records if record for name in record.observed}
        found |= {str(ROOT / name) for name in names}
    return outside_of_project(found)
