"""One target built by Sphinx in a process of its own.

Pages and decks are two such jobs and share the machine's cores. Usage::

    job = Job("html", state)        # the process starts, and Sphinx gets ready in it
    job.build(changed)              # the scripts have run: it makes their pages, reads, writes
    job.wait_for_pages()            # the pages of the scripts are made
    job.join()                      # True when the build succeeded
    job.complaints                  # what Sphinx said against it
    job.outside                     # what it read outside of the project

``make live`` keeps one of each waiting for its word, so that an edit costs reading and
writing only. On Linux the process is a fork: what the parent has imported is there.
The parent must not start V8 (KaTeX), whose threads do not survive a fork.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import logging
import multiprocessing
import os
import re
import signal
import traceback
from pathlib import Path
from typing import Any

from project import BUILD, ROOT, SOURCE

from builder import disk
from builder.inputs import outside_of_project
from builder.processes import METHOD, die_with_the_parent
from builder.state import BuildState
from builder.templates import compile_all
from builder.version import Version

BUILDERS = {"html": "html", "slides": "revealjs"}
NAMES = {"html": "page", "slides": "diapositives"}
# Those of conf.py, and what they import late.
EXTENSIONS = ("furo", "myst_parser.sphinx_", "sphinx_gallery.gen_gallery", "sphinx_revealjs")
LANGUAGES = ("python", "console")
Changed = frozenset[str] | None
READY, PAGES_MADE, ENDED = 1, 2, 3  # what a job tells, in this order
GONE = "« {name} » a disparu pendant la construction.\n"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Job:
    """Sphinx at work on one target, in another process."""

    def __init__(
        self,
        target: str,
        state: BuildState,
        interpreter: Any = None,
        version: Version | None = None,
    ) -> None:
        context = multiprocessing.get_context(METHOD)
        self.target, self.state, self.interpreter = target, state, interpreter
        self.changed: Changed = None
        self.complaints = ""
        self.outside: list[str] = []
        self.died = False  # killed, or no place to write: nothing that it made is trusted
        self._stage, self._well = 0, True
        self._pipe, pipe = context.Pipe()
        arguments = (target, state.work, state.doctrees, pipe, interpreter, version or {})
        self._process = context.Process(target=_work, args=arguments)  # type: ignore[attr-defined]
        self._process.start()
        pipe.close()

    def wait_until_ready(self) -> bool:
        """Wait for Sphinx to be ready; False when it could not."""
        return self._reach(READY)

    def build(self, changed: Changed, *, says_notices: bool = True) -> None:
        """Have it make the pages of the scripts, read and write: these texts alone changed.

        Killed from now on, nothing that it made is trusted.
        One job of a build ``says_notices``: what the runs of the scripts tell the author.
        """
        write_all = self.state.start()
        self.changed = changed
        if self.wait_until_ready():
            with contextlib.suppress(OSError):  # it was killed: its answer says so
                self._pipe.send((write_all, changed, says_notices))

    def wait_for_pages(self) -> bool:
        """Wait for the pages of the scripts, which the jobs share."""
        return self._reach(PAGES_MADE)

    def join(self) -> bool:
        """Wait for the end; return whether it went well."""
        done = self._reach(ENDED)
        self._process.join()
        self._pipe.close()
        return done

    def stop(self) -> None:
        """End a job that is not needed any more, or was interrupted."""
        self._process.terminate()
        self._process.join()
        self._pipe.close()

    def _reach(self, stage: int) -> bool:
        """Wait for it to come that far; False if it failed before."""
        while self._well and self._stage < stage:
            self._stage, self._well = self._stage + 1, self._answer()
        return self._well

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
    from docutils.core import publish_doctree
    from pygments.lexers import get_lexer_by_name
    from sphinx.application import builtin_extensions

    for name in [*builtin_extensions, *EXTENSIONS, *(f"course.{name}" for name in FEATURES)]:
        importlib.import_module(name)
    for name in LANGUAGES:  # its expressions are compiled once, at its first use
        get_lexer_by_name(name)
    publish_doctree("", settings_overrides={"_disable_config": True})  # so are those of its parser
    gc.freeze()  # no job's collection goes through what is imported here


def say(text: str) -> None:
    """Show progress, one line a step; in one piece, as two jobs may speak at once."""
    print(f"  {text}\n", end="", flush=True)


def _work(
    target: str, work: Path, doctrees: Path, pipe: Any, interpreter: Any, version: Version
) -> None:
    """Get Sphinx ready, wait for the word, build; say how each went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which stops us
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    # After the environment is set: torch and matplotlib read it when imported.
    from course.base.state import WAITS, CourseState
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    die_with_the_parent()
    write_all = False

    def wait_for_the_word(app: Sphinx) -> None:
        nonlocal write_all
        compile_all(app.builder)
        app.emit(WAITS)
        gc.freeze()
        gc.set_threshold(100_000, 50)  # a twentieth of a page's time; documents are large and few
        gc.enable()
        pipe.send((True, "", []))
        write_all, state.changed_texts, state.says_notices = pipe.recv()

    state = CourseState(wait_for_scripts=wait_for_the_word, interpreter=interpreter)
    overrides = {"course_state": state, **version}
    warnings = io.StringIO()
    logging.disable(logging.INFO)  # nobody reads what Sphinx tells of its progress
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
                confoverrides=overrides,
                tags=["decks"] if target == "slides" else [],
            )
            pipe.send((True, "", []))
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
        if name := _gone(error):
            pipe.send((False, GONE.format(name=name), []))
            return
        path = work.with_name(f"{target}.traceback")
        with contextlib.suppress(OSError):
            path.write_text(traceback.format_exc(), encoding="utf-8")
        pipe.send((False, f"{type(error).__name__} : {error} (détails : {path})", []))
    else:
        pipe.send((app.statuscode == 0, warnings.getvalue(), _outside(app)))


def _gone(error: Exception) -> str:
    """Return the name of the author's file that went away while it was read, if it is that."""
    path = Path(str(getattr(error, "filename", None) or ""))
    is_ours = path.is_relative_to(ROOT) and not path.is_relative_to(BUILD)
    return str(path.relative_to(ROOT)) if isinstance(error, FileNotFoundError) and is_ours else ""


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
