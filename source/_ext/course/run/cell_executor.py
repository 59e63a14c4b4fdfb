"""sphinx-gallery executes the cells of a script once; afterwards its record is handed back.

This module stands around sphinx-gallery's one function that executes a cell. In the student's
process (``keeper.py``) it brings in a real ``__main__`` and writes down what each cell gave; in
a build the scripts have their records, and nothing runs: html and slides share one run.

The wrapped function is private to sphinx-gallery: pinned, and ``check_contract`` stops the
build if it changes.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile
from typing import Any

import sphinx_gallery
from sphinx.errors import ExtensionError
from sphinx_gallery import gen_gallery, gen_rst
from sphinx_gallery.py_source_parser import split_code_and_text_blocks

from ..records.session import Session
from .script_run import ScriptRun

WRAPPED = "execute_code_block"
PARAMETERS = "compiler block example_globals script_vars gallery_conf file_conf"
# A generated page asks for what its n-th cell gave; snippet.py renders it.
RECORDED_RST = "\n.. recorded:: {script}\n   :index: {index}\n\n"
RUN, REPLAY = "course_run", "course_replay"  # in sphinx-gallery's variables of a script
# How the cells are executed, whatever conf.py says of the pages.
SETTINGS = {
    "reset_modules": (),
    "capture_repr": (),
    "abort_on_example_error": True,
    "plot_gallery": True,
}


def record_figures(block: Any, block_vars: dict[str, Any], conf: Any) -> str:
    """Be sphinx-gallery's image scraper: keep the figures in the record."""
    if RUN in block_vars:
        block_vars[RUN].keep_figures()
    return ""


def execute_cells(run: ScriptRun) -> None:
    """Have sphinx-gallery execute the cells of a script, in the student's process."""
    wrap(None)
    path = str(vars(run.main)["__file__"])
    file_conf, blocks = split_code_and_text_blocks(path)
    vars(run.main)["__doc__"] = docstring_of(Path(path).read_text(encoding="utf-8"))
    conf = {**gen_gallery.DEFAULT_GALLERY_CONF, **SETTINGS}
    conf |= {
        "image_scrapers": (record_figures,),
        "reset_argv": lambda conf, script_vars: [],
        "show_memory": run.call,
        "src_dir": str(run.folder),
    }
    target = Path(path).parents[1] / "target"  # it hashes it: one of the files thrown away
    target.touch()
    script_vars = {
        "execute_script": True,
        "image_path_iterator": gen_rst.ImagePathIterator(str(run.folder / "{0}.png")),
        "src_file": path,
        "target_file": str(target),
        RUN: run,
    }
    run.begin()
    gen_rst.execute_script(blocks, script_vars, conf, file_conf)


def docstring_of(text: str) -> str | None:
    """Return what Python takes as the docstring of a script."""
    constants = compile(text, "script", "exec", dont_inherit=True).co_consts
    return constants[0] if constants and isinstance(constants[0], str) else None


def _around(original: Any, session: Session | None) -> Callable[..., str]:
    """Stand around sphinx-gallery's executor of one block."""

    def execute_code_block(
        compiler: Any,
        block: Any,
        example_globals: dict[str, Any],
        script_vars: dict[str, Any],
        gallery_conf: dict[str, Any],
        file_conf: dict[str, Any],
    ) -> str:
        rest = (script_vars, gallery_conf, file_conf)
        if not script_vars["execute_script"] or block.type == "text":
            return original(compiler, block, example_globals, *rest)
        run: ScriptRun | None = script_vars.get(RUN)
        if run is not None:
            script_vars["fake_main"] = run.main
            run.cell(lambda: original(compiler, block, vars(run.main), *rest))
            return ""
        assert session is not None
        return _replayed(script_vars, session)

    execute_code_block.__wrapped__ = original  # type: ignore[attr-defined]
    return execute_code_block


def _replayed(script_vars: dict[str, Any], session: Session) -> str:
    """Return the reST that shows what the next cell of a script gave."""
    if REPLAY not in script_vars:
        path = Path(script_vars["src_file"])
        name = path.relative_to(session.gallery).with_suffix("").as_posix()
        script_vars[REPLAY] = [session.script(name), 0, session.store]
    script, position, store = script_vars[REPLAY]
    script_vars[REPLAY][1] += 1
    record = store.load(script)
    if record and position < len(record.cells):
        cell, figures = script.cells[position], record.cells[position].figures
        for figure in figures[-1:] if cell.sequence else figures:  # for a thumbnail
            target = Path(next(script_vars["image_path_iterator"])).with_suffix(".svg")
            copyfile(record.folder / figure.light, target)
    return RECORDED_RST.format(script=script.name, index=position)


def wrap(session: Session | None) -> None:
    """Stand around sphinx-gallery's executor, for the scripts of this build."""
    original = getattr(gen_rst, WRAPPED, None)
    original = getattr(original, "__wrapped__", original)
    check_contract(original)
    setattr(gen_rst, WRAPPED, _around(original, session))


def check_contract(original: Any) -> None:
    """Refuse a sphinx-gallery whose executor is not the one this module knows."""
    found = list(inspect.signature(original).parameters) if original else []
    if found != PARAMETERS.split():
        raise ExtensionError(
            f"sphinx-gallery {sphinx_gallery.__version__}: gen_rst.{WRAPPED} changed "
            f"({', '.join(found)}); course.run.cell_executor knows ({PARAMETERS})."
        )
