"""Where we stand in sphinx-gallery: around the run of a cell, and in place of its pages' maker.

sphinx-gallery runs each cell by one function, which ``wrap_executor`` wraps, so that a
record is made or replayed; ``stand_in`` has our function called when it would make the
pages of the scripts, and ``make_pages`` is what it would have called.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile
from typing import Any

from sphinx.application import Sphinx
from sphinx_gallery import gen_gallery, gen_rst
from sphinx_gallery.py_source_parser import split_code_and_text_blocks

from .contract import Contract, Name

GEN_RST, GEN_GALLERY = "sphinx_gallery.gen_rst", "sphinx_gallery.gen_gallery"
LINKS, CODE_BLOCK = "sphinx_gallery._doctree_links", "code_links_block"
# What its pages hold, and the files beside them.
FOOTER, DOWNLOAD = "sphx-glr-footer", "sphx-glr-download"
NOT_PROSE = {"sphx-glr-download-link-note", FOOTER, "sphx-glr-signature"}
FIRST_CELL = ".. GENERATED FROM PYTHON SOURCE LINES"
NOT_A_SCRIPT = {"index", "sg_execution_times"}
WRAPPED = "execute_code_block"
Executor = Callable[..., str]


def _function(owner: str, name: str, parameters: str, why: str) -> Name:
    return Name("sphinx-gallery", owner, name, why, parameters)


NAMES = Contract(
    __name__,
    _function(
        GEN_RST,
        WRAPPED,
        "compiler block example_globals script_vars gallery_conf file_conf",
        "a record is made or replayed around it",
    ),
    _function(
        GEN_RST,
        "execute_script",
        "script_blocks script_vars gallery_conf file_conf",
        "a script runs as sphinx-gallery runs it, in a process of its own",
    ),
    _function(
        GEN_RST, "executable_script", "src_file gallery_conf", "what it would run, we run before"
    ),
    _function(GEN_RST, "ImagePathIterator", "image_path", "a script that runs alone wants one"),
    _function(
        "sphinx_gallery.py_source_parser",
        "split_code_and_text_blocks",
        "source_file return_node",
        "a script that runs alone is cut as in the build",
    ),
    _function(
        GEN_GALLERY, "generate_gallery_rst", "app", "it reads every script; the dates say enough"
    ),
    _function(
        GEN_GALLERY,
        "_fill_gallery_conf_defaults",
        "sphinx_gallery_conf app check_keys",
        "scripts run outside Sphinx with the settings that a build gives them",
    ),
    _function(
        GEN_GALLERY,
        "_import_matplotlib",
        "",
        "a build that runs nothing can do without (0.4 s)",
    ),
    _function(
        LINKS, "CodeLinksTransform", "", "it comes at priority 5; our links of code come before"
    ),
    _function(LINKS, CODE_BLOCK, "", "the search takes its blocks for code"),
    Name(
        "Sphinx",
        "sphinx.events:EventManager",
        "disconnect",
        why="sphinx-gallery's listener is found among all, and taken out",
        parameters="self listener_id",
    ),
    Name(
        "sphinx-gallery",
        GEN_RST,
        "CODE_DOWNLOAD",
        why="a row of downloads is known by its class",
        holds=DOWNLOAD,
    ),
    Name(
        "sphinx-gallery",
        GEN_RST,
        "DOWNLOAD_LINKS_HEADER",
        why="so are the rows together",
        holds=FOOTER,
    ),
    Name(
        "sphinx-gallery",
        GEN_RST,
        "RST_BLOCK_HEADER",
        why="an exercise's page says what it is above its first cell",
        holds=FIRST_CELL,
    ),
    Name(
        "sphinx-gallery",
        GEN_RST,
        "SPHX_GLR_SIG",
        why="what is no prose is known by its class",
        holds="sphx-glr-signature",
    ),
)


def without_matplotlib() -> None:
    """Keep sphinx-gallery from importing matplotlib in a build that runs nothing."""
    gen_gallery._import_matplotlib = lambda: None


def wrap_executor(wrapper: Callable[[Executor], Executor]) -> None:
    """Stand around sphinx-gallery's executor of a cell, once a process."""
    original = getattr(gen_rst, WRAPPED)
    if not hasattr(original, "__wrapped__"):
        NAMES.check()
        wrapped = wrapper(original)
        wrapped.__wrapped__ = original  # type: ignore[attr-defined]
        setattr(gen_rst, WRAPPED, wrapped)


def would_run(path: Path, settings: dict[str, Any]) -> bool:
    """Tell whether sphinx-gallery would run a script."""
    return bool(gen_rst.executable_script(path, settings))


def run_alone(path: Path, settings: dict[str, Any]) -> None:
    """Run the cells of a script as sphinx-gallery does, and make no page."""
    file_conf, blocks = split_code_and_text_blocks(str(path))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(copyfile(path, Path(folder, path.name)))
        script_vars = {
            "execute_script": True,
            "image_path_iterator": gen_rst.ImagePathIterator(f"{folder}/{{0}}.png"),
            "src_file": str(path),
            "target_file": str(copy),
        }
        gen_rst.execute_script(blocks, script_vars, settings, file_conf)


def offer_thumbnail(script_vars: dict[str, Any], figure: Path) -> None:
    """Put a figure where sphinx-gallery looks for a thumbnail."""
    copyfile(figure, Path(next(script_vars["image_path_iterator"])).with_suffix(".svg"))


def complete(settings: dict[str, Any]) -> dict[str, Any]:
    """Return conf.py's settings with sphinx-gallery's own defaults."""
    NAMES.check()
    return dict(gen_gallery._fill_gallery_conf_defaults(settings))


def forget(pages: Path, name: str) -> None:
    """Have sphinx-gallery make the page of a script again: it kept the hash of its text."""
    (pages / f"{name}.py.md5").unlink(missing_ok=True)


def stand_in(app: Sphinx, ours: Callable[[Sphinx], None]) -> None:
    """Have ``ours`` called in place of what makes the pages of the scripts, at the same time."""
    for listener in list(app.events.listeners["builder-inited"]):
        if listener.handler is gen_gallery.generate_gallery_rst:
            app.disconnect(listener.id)
            app.connect("builder-inited", ours, priority=listener.priority)


def make_pages(app: Sphinx) -> None:
    """Do what ``stand_in`` has put off."""
    gen_gallery.generate_gallery_rst(app)


def setup(app: Sphinx) -> dict[str, Any]:
    """Look before anything is wrapped."""
    NAMES.hold(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
