"""The site's front page: what the course is, and each chapter as page or as deck.

Written by the html build as ``_front.html``; ``python scripts build`` publishes it as
``build/site/index.html``, beside ``html/`` and ``slides/``. What it shows comes
from the chapters' own front matter and from the build.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ..assets.page_files import FONT, PRELOAD
from ..base import wording
from ..base.addresses import DECKS, PAGES, chapter_name, is_chapter, script_page
from ..slides.versions.shown import shown_slides
from .downloads import archive_name

FILE = "_front.html"
SLIDES = "course-slides"  # among a document's metadata


def count_slides(app: Sphinx, doctree: nodes.document) -> None:
    """Note how many slides a chapter has as it is read: to ask each build costs reading all."""
    docname = app.env.current_document.docname
    if is_chapter(app.config, docname):
        app.env.metadata[docname][SLIDES] = len(shown_slides(doctree, app.config))


def chapters(env: BuildEnvironment) -> list[dict[str, Any]]:
    """List the chapters in the order of the table of contents."""
    found = []
    for docname in env.toctree_includes.get(env.config.root_doc, []):
        if not is_chapter(env.config, docname):
            continue
        metadata = env.metadata[docname]
        found.append(
            {
                "number": chapter_name(env.config, docname).partition("-")[0],
                "title": env.titles[docname].astext(),
                "description": metadata.get("description", ""),
                "minutes": metadata.get("minutes", ""),
                "slides": metadata.get(SLIDES, 0),
                "page": f"{PAGES}/{docname}.html",
                "deck": f"{DECKS}/{docname}.html",
            }
        )
    return found


def write_front_page(app: Sphinx, exception: Exception | None) -> None:
    """Render the template next to the pages."""
    if exception is not None or app.builder.name != "html":
        return
    folder = Path(__file__).with_name("front")
    templates = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined
    )
    text = templates.get_template("index.html").render(
        course=app.config.project,
        description=app.env.metadata[app.config.root_doc].get("description", ""),
        chapters=chapters(app.env),
        scripts=f"{PAGES}/{script_page(app.config, 'index')}.html",
        pages=f"{PAGES}/index.html",
        decks=f"{DECKS}/index.html",
        archive=f"{PAGES}/{archive_name(app.config)}",
        static=f"{PAGES}/_static",
        preload=PRELOAD.format(font=f"{PAGES}/{FONT}"),
        wording=wording,
    )
    Path(app.outdir, FILE).write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Write the page once the others are."""
    app.connect("doctree-read", count_slides)
    app.connect("build-finished", write_front_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
