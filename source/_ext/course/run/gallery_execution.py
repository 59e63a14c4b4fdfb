"""Run a gallery script once, record what each cell gave, replay it afterwards.

sphinx-gallery runs the cells; this module stands around its one function that
does so. Before it makes its pages, the scripts without a record are run by
``processes.py``; then every record is handed back and nothing runs: a change to a
comment or a text cell costs no run, and html and slides share one. In conf.py::

    sphinx_gallery_conf = {
        "image_scrapers": ("course.run.gallery_execution.record_figures",),
        "reset_modules": (),  # a script that runs starts from ``reset_state``
    }

The wrapped function is private to sphinx-gallery: pinned, and ``_check_contract``
fails loudly if it changes.
"""

from __future__ import annotations

import inspect
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from shutil import copyfile
from typing import Any

import sphinx_gallery
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx_gallery import gen_gallery, gen_rst
from sphinx_gallery.py_source_parser import split_code_and_text_blocks

from ..base.settings import settings_of
from ..records.profiles import same_as_last_build
from ..records.session import Session, begin, current_session, is_ours
from ..records.store import RecordStore
from ..scripts.script import Script, read_script
from .gallery_pages import state_kept, state_of_gallery
from .processes import run_missing
from .script_run import ScriptRun

WRAPPED = "execute_code_block"
PARAMETERS = "compiler block example_globals script_vars gallery_conf file_conf"

# Another process may run the scripts while Sphinx gets ready here (scripts/script_job.py).
wait_for_scripts: Callable[[], object] | None = None


def record_figures(block: Any, block_vars: dict[str, Any], conf: Any) -> str:
    """Be sphinx-gallery's image scraper: keep the figures in the record."""
    block_vars["course_run"].keep_figures()
    return ""


def _recorded(original: Any) -> Callable[..., str]:
    """Wrap sphinx-gallery's executor of one block."""

    def execute_code_block(
        compiler: Any,
        block: Any,
        example_globals: dict[str, Any],
        script_vars: dict[str, Any],
        gallery_conf: dict[str, Any],
        file_conf: dict[str, Any],
    ) -> str:
        arguments = (compiler, block, example_globals, script_vars, gallery_conf, file_conf)
        path = Path(script_vars["src_file"])
        if not is_ours(path) or not script_vars["execute_script"] or block.type == "text":
            return original(*arguments)
        run = script_vars.get("course_run")
        if run is None:
            session = current_session()
            name = path.relative_to(session.gallery).with_suffix("").as_posix()
            script = read_script(session.gallery, name)
            run = script_vars["course_run"] = ScriptRun(script, session.store)
        rst = run.cell(lambda: original(*arguments), example_globals)
        _offer_thumbnail(run, script_vars)
        return rst

    execute_code_block.__wrapped__ = original  # type: ignore[attr-defined]
    return execute_code_block


def _offer_thumbnail(run: ScriptRun, script_vars: dict[str, Any]) -> None:
    """Put the script's figures where sphinx-gallery looks for a thumbnail."""
    figures = run.record.cells[run.position - 1].figures
    is_sequence = run.script.cells[run.position - 1].sequence
    for figure in figures[-1:] if is_sequence else figures:
        target = Path(next(script_vars["image_path_iterator"])).with_suffix(".svg")
        copyfile(run.record.folder / figure.light, target)


def start_session(app: Sphinx) -> None:
    """Before sphinx-gallery: wrap its executor, forget what it thinks is current."""
    settings = settings_of(app.config)
    gallery = (app.srcdir / settings.gallery).resolve()
    store = RecordStore(
        (app.srcdir / settings.records).resolve(),
        (app.srcdir / settings.lock_file).resolve(),
        Path(__file__).with_name("figures.py"),
    )
    begin(Session(gallery, store))
    _wrap()
    app.course_gallery_state = state_kept(app) or _bring_up_to_date(app)  # type: ignore[attr-defined]


def _bring_up_to_date(app: Sphinx) -> str:
    """Run what has no record, or wait for who runs it; return the state of the gallery."""
    session, conf = current_session(), app.config.sphinx_gallery_conf
    store, pages = session.store, Path(app.srcdir, conf["gallery_dirs"])
    scripts = [read_script(session.gallery, name) for name in session.names]
    same = same_as_last_build(pages)
    for script in scripts:
        if not same or store.load(script) is None:
            (pages / f"{script.name}.py.md5").unlink(missing_ok=True)
    if wait_for_scripts:
        wait_for_scripts()
    run_wanted(scripts, store, conf, settings_of(app.config).time_limit)
    store.remember_codes(scripts)
    return state_of_gallery(app, [store.key(script) for script in scripts])


def run_wanted(
    scripts: Iterable[Script], store: RecordStore, conf: dict[str, Any], time_limit: float
) -> None:
    """Run those of ``scripts`` that sphinx-gallery would run, and that have no record."""
    wanted = [script for script in scripts if gen_rst.executable_script(script.path, conf)]
    run_missing(wanted, store, run_script, conf, time_limit)


def run_script(script: Script, store: RecordStore, conf: dict[str, Any]) -> None:
    """Run a script as sphinx-gallery does and keep its record; in a process of its own."""
    begin(Session(script.path.parent.parent, store))
    _wrap()
    file_conf, blocks = split_code_and_text_blocks(str(script.path))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(copyfile(script.path, Path(folder, script.path.name)))
        images = gen_rst.ImagePathIterator(f"{folder}/{{0}}.png")
        script_vars = {
            "execute_script": True,
            "image_path_iterator": images,
            "src_file": str(script.path),
            "target_file": str(copy),
        }
        gen_rst.execute_script(blocks, script_vars, conf, file_conf)


def _wrap() -> None:
    """Stand around sphinx-gallery's executor, once a process."""
    original = getattr(gen_rst, WRAPPED, None)
    if not hasattr(original, "__wrapped__"):
        _check_contract(original)
        setattr(gen_rst, WRAPPED, _recorded(original))


def _check_contract(original: Any) -> None:
    """Refuse a sphinx-gallery whose executor is not the one this module knows."""
    found = list(inspect.signature(original).parameters) if original else []
    if found != PARAMETERS.split():
        raise ExtensionError(
            f"sphinx-gallery {sphinx_gallery.__version__}: gen_rst.{WRAPPED} changed "
            f"({', '.join(found)}); course.run.gallery_execution knows ({PARAMETERS})."
        )


def _without_matplotlib() -> None:
    """Keep sphinx-gallery from importing matplotlib (0.4 s) in a build that runs nothing."""
    if hasattr(gen_gallery, "_import_matplotlib"):
        gen_gallery._import_matplotlib = lambda: None


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the wrapper."""
    _without_matplotlib()
    app.connect("builder-inited", start_session, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
