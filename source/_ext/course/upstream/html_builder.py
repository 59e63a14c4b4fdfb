"""Sphinx's writer of HTML, where our visitors and handlers count on more than it promises.

What visitors of our nodes call on the translator, where the builder keeps the images
that a page shows, its templates, how it colours code and copies files.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote as quote_url

from jinja2 import Environment
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from .contract import BUILDER, Contract, Name

HTML = "sphinx.builders.html:StandaloneHTMLBuilder"
WRITER = "sphinx.writers.html5:HTML5Translator"
DOCUTILS_WRITER = "docutils.writers._html_base:HTMLTranslator"
# What it writes around inline code, and around a word of it.
INLINE_CODE, CODE_WORD = "docutils literal notranslate", "pre"
DOWNLOADS, IMAGES = "_downloads", "_images"
STATIC_COPIED = "course-static-copied"  # the event that follows


def _sphinx(owner: str, name: str, why: str, parameters: str = "") -> Name:
    return Name("Sphinx", owner, name, why, parameters)


def _docutils(name: str) -> Name:
    return Name("docutils", DOCUTILS_WRITER, name, "visitors of our nodes write with it")


NAMES = Contract(
    __name__,
    _sphinx(HTML, "copy_download_files", "what did not change is not copied", "self"),
    _sphinx(HTML, "copy_static_files", "those that are there are not copied", "self"),
    _sphinx(HTML, "create_pygments_style_file", "pages name it with a hash of it", "self"),
    _sphinx(HTML, "get_outfilename", "files of removed documents are removed", "self pagename"),
    _sphinx(HTML, "render_partial", "titles of the sidebar hold code and formulas", "self node"),
    _sphinx(HTML, "add_permalinks", "titles of slides have no link"),
    _sphinx(BUILDER, "current_docname", "links leave from the document that is written"),
    _sphinx(BUILDER, "images", "figures are written with their size"),
    _sphinx(BUILDER, "imgpath", "figures are written with their size"),
    _sphinx(BUILDER, "templates", "templates are translated, and compiled once"),
    _sphinx(BUILDER, "highlighter", "what was coloured before is not coloured again"),
    _sphinx(
        "sphinx.highlighting:PygmentsBridge",
        "highlight_block",
        "lines to put in order are coloured one by one",
        "self source lang opts force location kwargs",
    ),
    _sphinx(
        "sphinx.jinja2glue:BuiltinTemplateLoader",
        "init",
        "it makes the templates' environment, which keeps what is compiled",
        "self builder theme dirs",
    ),
    _sphinx(WRITER, "visit_literal_block", "code is linked and stepped once written", "self node"),
    _sphinx(WRITER, "add_permalink_ref", "a numbered formula has its link", "self node title"),
    _docutils("depart_literal_block"),
    _docutils("starttag"),
    _docutils("attval"),
    _docutils("encode"),
)


def templates_of(builder: Any) -> Environment | None:
    """Return the environment of a builder's templates, None for one that has none."""
    found: Environment | None = getattr(getattr(builder, "templates", None), "environment", None)
    return found


def image_name(translator: Any, uri: str) -> str:
    """Return the name of an image as pages write it."""
    return quote_url(translator.builder.images[uri])


def image_folder(translator: Any) -> str:
    """Return where the images are, from the document that is written."""
    return str(translator.builder.imgpath)


def copied(app: Sphinx, name: str) -> Path:
    """Return where a file to download is copied."""
    return Path(app.outdir, DOWNLOADS, name)


def copy_downloads(app: Sphinx, is_wanted: Callable[[str, str], bool]) -> None:
    """Have Sphinx copy the files to download that are wanted, given their source and name."""
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    builder: Any = app.builder
    copy_all = builder.copy_download_files

    def copy_download_files() -> None:
        files = builder.env.dlfiles
        builder.env.dlfiles = {
            source: given for source, given in files.items() if is_wanted(source, given[1])
        }
        try:
            copy_all()
        finally:
            builder.env.dlfiles = files

    builder.copy_download_files = copy_download_files


def keep_static_files(app: Sphinx, are_there: Callable[[], bool]) -> None:
    """Have Sphinx leave the static files, when it is time to copy them, if they are there."""
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    builder: Any = app.builder
    copy_all = builder.copy_static_files

    def copy_static_files() -> None:
        if are_there():  # lean_html.py and furo wrote another sheet of colours since
            builder.create_pygments_style_file()
        else:
            copy_all()
            app.emit(STATIC_COPIED)

    builder.copy_static_files = copy_static_files


def colour_python_with(app: Sphinx, known: Callable[[str], str | None]) -> None:
    """Have Python code coloured by ``known``, where it knows the code and nothing else is asked."""
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    highlighter: Any = app.builder.highlighter
    colour = highlighter.highlight_block

    def highlight_block(
        source: str, lang: str, opts: Any = None, force: bool = False, **given: Any
    ) -> str:
        asked = [value for name, value in given.items() if name != "location"]
        is_plain = lang.lower() == "python" and not any([opts, force, *asked])
        return (known(source) if is_plain else None) or str(
            colour(source, lang, opts, force, **given)
        )

    highlighter.highlight_block = highlight_block


def setup(app: Sphinx) -> dict[str, Any]:
    """Look before anything is written."""
    NAMES.hold(app)
    app.add_event(STATIC_COPIED)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
