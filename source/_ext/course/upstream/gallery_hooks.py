"""Where we stand in sphinx-gallery: around the run of a cell, and in place of its pages' maker.

sphinx-gallery runs each cell by one function, which ``wrap_executor`` wraps, so that a
record is made or replayed; ``stand_in`` has our function called when it would make the
pages of the scripts, and ``make_pages`` is what it would have called.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import chdir
from functools import wraps
from pathlib import Path
from shutil import copyfile
from typing import Any

from sphinx.application import Sphinx
from sphinx_gallery import gen_gallery, gen_rst

from .contract import Contract, Name
from .gallery_sources import split_code_and_text_blocks

GEN_RST, GEN_GALLERY = "sphinx_gallery.gen_rst", "sphinx_gallery.gen_gallery"
LINKS, CODE_BLOCK = "sphinx_gallery._doctree_links", "code_links_block"
# What its pages hold, and the files beside them.
FOOTER, DOWNLOAD = "sphx-glr-footer", "sphx-glr-download"
NOT_PROSE = {"sphx-glr-download-link-note", FOOTER, "sphx-glr-signature"}
FIRST_CELL = ".. GENERATED FROM PYTHON SOURCE LINES"
NOT_A_SCRIPT = {"index", "sg_execution_times"}
WRAPPED = "execute_code_block"
FOLDER = Path(gen_rst.__file__).parent
MAIN, LAST_VALUE = "fake_main", "___"  # its names for a script's module and last expression
Executor = Callable[..., str]
Caller = Callable[[Callable[[], object]], tuple[float, object]]


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
        "sphinx_gallery.scrapers:ImagePathIterator",
        "next",
        "self",
        "it formats a whole path: folders may have braces in their names",
    ),
    _function(
        GEN_RST,
        "save_thumbnail",
        "image_path_template src_file script_vars file_conf gallery_conf",
        "it formats a whole path: folders may have braces in their names",
    ),
    _function(
        GEN_GALLERY, "generate_gallery_rst", "app", "it reads every script; the dates say enough"
    ),
    _function(
        GEN_RST,
        "_exec_once",
        "code fake_main",
        "a cell runs in the module that the variables call fake_main: we give the real one",
    ),
    _function(GEN_GALLERY, "DEFAULT_GALLERY_CONF", "", "a script that runs alone has no conf.py"),
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
    """Stand around sphinx-gallery's executor of a cell; the last one who asks does."""
    NAMES.check()
    found = getattr(gen_rst, WRAPPED)
    original = getattr(found, "__wrapped__", found)
    wrapped = wrapper(original)
    wrapped.__wrapped__ = original  # type: ignore[attr-defined]
    setattr(gen_rst, WRAPPED, wrapped)


def would_run(path: Path, settings: dict[str, Any]) -> bool:
    """Tell whether sphinx-gallery would run a script."""
    return bool(gen_rst.executable_script(path, settings))


def run_alone(path: Path, target: Path, call: Caller, scraper: Any, **variables: Any) -> None:
    """Execute the cells of a script as sphinx-gallery does, and make no page.

    ``call`` runs each piece of a cell: that is ``show_memory``, which sphinx-gallery documents.
    """
    file_conf, blocks = split_code_and_text_blocks(str(path))
    settings = {
        **gen_gallery.DEFAULT_GALLERY_CONF,
        "abort_on_example_error": True,
        "capture_repr": (),
        "image_scrapers": (scraper,),
        "plot_gallery": True,
        "reset_argv": lambda conf, script_vars: [],
        "reset_modules": (),
        "show_memory": call,
        "src_dir": str(path.parent),
    }
    target.touch()  # it hashes what it takes for the copy of the script beside its page
    script_vars = {
        "execute_script": True,
        "image_path_iterator": gen_rst.ImagePathIterator(f"{as_format(target)}-{{0}}.png"),
        "src_file": str(path),
        "target_file": str(target),
        **variables,
    }
    gen_rst.execute_script(blocks, script_vars, settings, file_conf)


def offer_thumbnail(script_vars: dict[str, Any], figure: Path) -> None:
    """Put a figure where sphinx-gallery looks for a thumbnail."""
    paths = script_vars["image_path_iterator"]
    folder = Path(script_vars["target_file"]).parent / "images"
    paths.image_path = f"{as_format(folder)}/{Path(paths.image_path).name}"
    copyfile(figure, Path(next(paths)).with_suffix(".svg"))


def as_format(path: Path) -> str:
    """Return a path that ``str.format`` leaves as it is."""
    return str(path).replace("{", "{{").replace("}", "}}")


def save_thumbnails_anywhere() -> None:
    """Have thumbnails saved by a path that holds nothing but the image's own name."""
    found = gen_rst.save_thumbnail
    original = getattr(found, "__wrapped__", found)

    @wraps(original)
    def save_thumbnail(image_path_template: Any, src_file: Any, *others: Any) -> None:
        images, source = Path(image_path_template).parent, Path(src_file).absolute()
        with chdir(images.parent):
            original(f"{images.name}/{Path(image_path_template).name}", source, *others)

    gen_rst.save_thumbnail = save_thumbnail


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
    save_thumbnails_anywhere()
    return {"parallel_read_safe": True, "parallel_write_safe": True}
