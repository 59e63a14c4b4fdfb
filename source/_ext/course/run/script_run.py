"""The passage of sphinx-gallery through one script: each cell run, or replayed.

Usage, from the function that stands around sphinx-gallery's executor::

    run = ScriptRun(script, store)            # at the first cell
    rst = run.cell(execute, namespace)        # at each one
"""

from __future__ import annotations

import re
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

from ..base import wording
from ..base.errors import CourseError
from ..records.classes import VariableClasses
from ..records.profiles import origin_of
from ..records.store import CellRecord, Record, RecordStore
from ..records.values import recordable_values
from ..scripts.script import Script
from .figures import kept_when_shown, save_open_figures, use_course_style

# A generated page asks for what its n-th cell gave; quotes/snippet.py renders it.
RECORDED_RST = "\n.. recorded:: {script}\n   :index: {index}\n\n"
ANSI_ESCAPE = re.compile(r"\x1B(?:[@-Z\\-_]|\[[0-?]*[ -/]*[@-~])")


class ScriptRun:
    """The passage of sphinx-gallery through one script, cell after cell."""

    def __init__(self, script: Script, store: RecordStore) -> None:
        self.script = script
        self.store = store
        found = store.load(script)
        self.replayed = found is not None
        self.record: Record = found or store.new(script)
        self.position = 0
        self.classes = VariableClasses()
        self.started = time.process_time()
        if not self.replayed:
            reset_state()

    def cell(self, execute: Callable[[], object], namespace: dict[str, Any]) -> str:
        """Run or replay the next cell; return the reST that shows its results."""
        cell = self.script.cells[self.position]
        if not self.replayed:
            self._run(execute, namespace)
        self.position += 1
        return RECORDED_RST.format(script=self.script.name, index=cell.index)

    def _run(self, execute: Callable[[], object], namespace: dict[str, Any]) -> None:
        self.record.cells.append(CellRecord())
        captured: Any = sys.stdout  # sphinx-gallery's tee while a cell runs
        try:
            with kept_when_shown(self.keep_figures):
                execute()
        except Exception as error:
            raise self._failure(error) from error
        text = captured.output.getvalue().expandtabs().rstrip()
        text = text.replace(str(self.script.path), self.script.path.name)
        self.record.cells[-1].stdout = ANSI_ESCAPE.sub("", text)
        self.record.cells[-1].classes = self.classes.changes(namespace)
        if self.position == len(self.script.cells) - 1:
            self.record.seconds = round(time.process_time() - self.started, 3)
            self.record.values = recordable_values(namespace)
            self.record.origin = origin_of(namespace, self.script.imports)
            self.store.save(self.script, self.record)

    def keep_figures(self) -> None:
        """Save the figures that the running cell shows, or left open."""
        cell = self.script.cells[self.position]
        prefix = f"{self.script.name.replace('/', '-')}-{cell.name or cell.index}"
        kept = self.record.cells[-1].figures
        figures = save_open_figures(self.record.folder, prefix, first=len(kept) + 1)
        if figures and not cell.figure_alt:
            line = cell.line + cell.source.count("\n")
            raise CourseError(wording.FIGURE_WITHOUT_ALT, self.script.path, line)
        kept += figures

    def _failure(self, error: Exception) -> CourseError:
        if isinstance(error, CourseError):
            return error
        cell = self.script.cells[self.position]
        path = self.script.path
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == str(path)]
        message = wording.FAILED_SCRIPT.format(
            cell=wording.IN_CELL.format(cell=cell.name) if cell.name else "",
            error=f"{type(error).__name__}: {error}",
        )
        return CourseError(message, path, (lines or [None])[-1] or cell.line)


def reset_state() -> None:
    """Give each script the state of a fresh interpreter (torch, matplotlib)."""
    use_course_style()
    torch = sys.modules.get("torch")
    if torch is None:
        return
    torch.set_default_dtype(torch.float32)
    torch.set_grad_enabled(True)
    torch.set_num_threads(1)
    torch.set_printoptions(profile="default")
    if torch.are_deterministic_algorithms_enabled():  # setting it imports torch's compiler: 1.3 s
        torch.use_deterministic_algorithms(False)
    torch.manual_seed(0)
