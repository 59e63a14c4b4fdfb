"""sphinx-gallery executes the cells of a script once; afterwards its record is handed back.

This module stands around sphinx-gallery's one function that executes a cell
(``upstream/gallery_hooks.py``). In the student's process (``keeper.py``) it brings in a real
``__main__`` and writes down what each cell gave; in a build the scripts have their records, and
nothing runs: html and slides share one run.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..records.session import Session
from ..upstream import gallery_hooks
from .script_run import ScriptRun

# A generated page asks for what its n-th cell gave; snippet.py renders it.
RECORDED_RST = "\n.. recorded:: {script}\n   :index: {index}\n\n"
RUN, REPLAY = "course_run", "course_replay"  # in sphinx-gallery's variables of a script


def execute_cells(run: ScriptRun) -> None:
    """Have sphinx-gallery execute the cells of a script, in the student's process."""
    path = Path(str(vars(run.main)["__file__"]))
    vars(run.main)["__doc__"] = docstring_of(path)
    gallery_hooks.wrap_executor(_around(_run_cell))
    run.begin()
    thrown_away = path.parents[1] / "target"
    gallery_hooks.run_alone(path, thrown_away, run.call, record_figures, **{RUN: run})
    run.world.enter()  # what is left runs at the exit: threads, what the script asked for


def replay_records(session: Session) -> None:
    """Have sphinx-gallery be given the records of this session's scripts."""

    def replay_cell(execute: Callable[..., str], script_vars: dict[str, Any]) -> str:
        if REPLAY not in script_vars:
            path = Path(script_vars["src_file"])
            if not path.is_relative_to(session.gallery):  # another gallery's
                return execute()
            name = path.relative_to(session.gallery).with_suffix("").as_posix()
            script_vars[REPLAY] = [session.script(name), 0]
        script, position = script_vars[REPLAY]
        script_vars[REPLAY][1] += 1
        record = session.store.load(script)
        if record and position < len(record.cells):
            figures = record.cells[position].figures
            for figure in figures[-1:] if script.cells[position].sequence else figures:
                gallery_hooks.offer_thumbnail(script_vars, record.folder / figure.light)
        return RECORDED_RST.format(script=script.name, index=position)

    gallery_hooks.wrap_executor(_around(replay_cell))


def record_figures(block: Any, block_vars: dict[str, Any], conf: Any) -> str:
    """Be sphinx-gallery's image scraper: keep the figures in the record."""
    block_vars[RUN].shown.keep_all()
    return ""


def docstring_of(path: Path) -> str | None:
    """Compile a script, which says what Python warns of first; return its docstring."""
    constants = compile(path.read_bytes(), str(path), "exec", dont_inherit=True).co_consts
    return constants[0] if constants and isinstance(constants[0], str) else None


def _run_cell(execute: Callable[..., str], script_vars: dict[str, Any]) -> str:
    run: ScriptRun = script_vars[RUN]
    script_vars[gallery_hooks.MAIN] = run.main
    run.cell(lambda: execute(vars(run.main)))
    return ""


def _around(
    handle: Callable[[Callable[..., str], dict[str, Any]], str],
) -> Callable[[Callable[..., str]], Callable[..., str]]:
    """Return what stands around sphinx-gallery's executor, for the cells of code."""

    def wrapper(original: Callable[..., str]) -> Callable[..., str]:
        def execute_code_block(
            compiler: Any,
            block: Any,
            example_globals: dict[str, Any],
            script_vars: dict[str, Any],
            gallery_conf: dict[str, Any],
            file_conf: dict[str, Any],
        ) -> str:
            def execute(namespace: dict[str, Any] = example_globals) -> str:
                rest = (script_vars, gallery_conf, file_conf)
                return original(compiler, block, namespace, *rest)

            if not script_vars["execute_script"] or block.type == "text":
                return execute()
            return handle(execute, script_vars)

        return execute_code_block

    return wrapper
