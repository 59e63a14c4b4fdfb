"""A script run cell by cell in the student's process, and what each cell gave written down.

sphinx-gallery executes the cells; its hook around each (``show_memory``) brings in what it
lacks: the streams, the current folder and the path as the script left them. Usage, from the
process that ``keeper.py`` prepared::

    ScriptRun(script, folder, main, observer).execute()

leaves ``given.json`` in ``folder``, with the figures; ``keeper.py`` makes the record of it.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

from ..base import wording
from ..base.errors import CourseError
from ..records.classes import VariableClasses
from ..records.looks import looks_of
from ..records.profiles import origin_of
from ..records.record import Notice
from ..records.values import recordable_values
from ..scripts.script import Cell, Script
from ..upstream.gallery_hooks import LAST_VALUE
from .figures.refusal import FigureError, where_to_mend
from .figures.saved import save_figure
from .figures.shown import Shown
from .figures.style import use_course_style
from .given import Given
from .observed import Observer


class ScriptRun:
    """The passage of sphinx-gallery through one script, cell after cell."""

    def __init__(self, script: Script, folder: Path, main: ModuleType, observer: Observer) -> None:
        self.script, self.folder, self.main, self.observer = script, folder, main, observer
        self.given = Given(folder)
        self.position = 0
        self.classes = VariableClasses()
        self.started = time.process_time()
        self.world = World(Path(str(vars(main)["__file__"])).parent)
        self.shown = Shown(self._save_figures)

    def begin(self) -> None:
        """Draw in the course's style, and watch what is read."""
        use_course_style()
        self.world.keep()
        self.observer.start()

    @property
    def current(self) -> Cell:
        """The cell that runs."""
        return self.script.cells[self.position]

    def call(self, run: Callable[[], object]) -> tuple[float, object]:
        """Run a piece of a cell, as sphinx-gallery's ``show_memory`` asks: memory, result."""
        self.world.enter()
        self.observer.watching = True
        try:
            return 0.0, run()
        finally:
            self.observer.watching = False
            self.world.keep()

    def cell(self, execute: Callable[[], object]) -> None:
        """Run the next cell; write down what it gave."""
        self.given.begin_cell()
        try:
            with self.shown:
                execute()
            if self.shown.refused:
                raise self.shown.refused
            vars(self.main).pop(LAST_VALUE, None)
            _flush(self.world)
            variables = vars(self.main)
            looks = looks_of(self.current.code, variables)
            self.given.end_cell(self.classes.changes(variables), looks)
        except BaseException as error:
            self.given.failure = self.failure(error)
            self.given.write()
            raise
        self.position += 1
        if self.position == len(self.script.cells):
            seconds = round(time.process_time() - self.started, 3)
            values = recordable_values(vars(self.main))
            self.given.end(seconds, values, asdict(origin_of(vars(self.main), self.script.imports)))
        self.given.observed = sorted(map(str, self.observer.paths))
        self.given.looks_at_lines = self.observer.looks_at_lines
        self.given.write()

    def _save_figures(self, figures: list[Any]) -> None:
        """Save the figures that the running cell shows, or left open."""
        watching, self.observer.watching = self.observer.watching, False
        try:
            for figure in figures:
                self._save(figure)
        finally:
            self.observer.watching = watching

    def _save(self, figure: Any) -> None:
        cell, given, line = self.current, self.given.cells[-1], self._line_shown()
        if not cell.figure_alt:
            raise CourseError(wording.FIGURE_WITHOUT_ALT, self.script.path, line)
        rank = len(given.figures) + 1
        stem = f"{self.script.name.replace('/', '-')}-{cell.file_name}-{rank}"
        saved = save_figure(figure, self.folder, stem)
        given.figures.append(saved.figure)
        if cell.slide_size:
            drawn = save_figure(figure, self.folder, f"{stem}-slide", cell.slide_size)
            given.slides.append(drawn.figure)
        for text in saved.notices:
            if (notice := Notice(line - cell.line, text)) not in given.notices:
                given.notices.append(notice)

    def _line_shown(self) -> int:
        """Return the line that shows the figures: the last of the cell, if none does."""
        frame: FrameType | None = sys._getframe()
        while frame and frame.f_code.co_filename != vars(self.main)["__file__"]:
            frame = frame.f_back
        return frame.f_lineno if frame else self.current.last_line

    def failure(self, error: BaseException) -> tuple[str, int]:
        """Return the sentence for an error of the running cell, and the line of the script."""
        if isinstance(error, CourseError):
            return error.plain, error.line
        cell = self.current
        path = str(vars(self.main)["__file__"])
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == path]
        line = (lines or [None])[-1] or cell.line
        if isinstance(error, FigureError):
            return where_to_mend(error, cell, line)
        if isinstance(error, SystemExit):
            code = "" if error.code is None else _said(error)
            return wording.SCRIPT_LEFT.format(code=code), line
        if isinstance(error, EOFError):
            return wording.SCRIPT_ASKS, line
        where = wording.IN_CELL.format(cell=cell.name) if cell.name else ""
        said = _said(error)
        what = f"{type(error).__name__}: {said}" if said else type(error).__name__
        message = wording.FAILED_SCRIPT.format(cell=where, error=what)
        if isinstance(error, ModuleNotFoundError):
            message += wording.MISSING_PACKAGE
        return message, line


class World:
    """What a script may change of its process, and sphinx-gallery puts back between cells.

    ``home`` is the script's folder, where sphinx-gallery goes between cells: it is made again
    meanwhile, if the script removed it, and so are streams that it closed.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.is_homeless = False

    def keep(self) -> None:
        """Note how the script left it."""
        self.streams = sys.stdin, sys.stdout, sys.stderr
        sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
        self.path = sys.path
        try:
            self.folder = os.getcwd()
        except OSError:  # it removed the folder it was in
            self.folder = ""
        if not self.home.is_dir():
            self.home.mkdir(parents=True)
            self.is_homeless = True
        os.chdir(self.home)

    def enter(self) -> None:
        """Go back to it."""
        sys.stdin, sys.stdout, sys.stderr = self.streams
        sys.path = self.path
        if self.is_homeless:
            self.home.rmdir()
            self.is_homeless = False
        if self.folder:
            os.chdir(self.folder)
            return
        gone = tempfile.mkdtemp()
        os.chdir(gone)
        os.rmdir(gone)


def _flush(world: World) -> None:
    for stream in world.streams[1:]:
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):  # closed, or no stream at all
            continue


def _said(error: BaseException) -> str:
    try:
        return str(error).encode(errors="backslashreplace").decode()
    except Exception:  # an exception whose text fails
        return ""
