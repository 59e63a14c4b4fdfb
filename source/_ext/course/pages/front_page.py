"""The course's one home: its chapters as cards, where one was, the decks, the zip.

The html build writes it as its ``index.html``, in the place of the bare list of its documents,
and as ``_front.html``, which ``python scripts build`` publishes as ``build/site/index.html``
beside ``html/`` and ``slides/``. What it shows comes from the chapters' own front matter, from
their first figure and from the build; what the student has done, from their browser
(``assets/browser/front.js``).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.i18n import format_date

from ..assets.page_files import FONT, PRELOAD
from ..base import wording
from ..base.addresses import ABOVE, DECKS, HOME, PAGES, chapter_number, is_chapter, script_page
from ..base.files import write_if_new
from ..base.settings import settings_of
from ..base.state import WAITS
from ..quizzes.progress import PAGE as PROGRESS
from ..quotes.figure_nodes import snippet_figure
from ..records.session import session_of
from ..slides.versions.shown import shown_slides
from .downloads import archive_name
from .provenance import manners_of, versions_shown
from .sidebar import TOCTREES

SLIDES, FIGURE = "course-slides", "course-figure"  # among a document's metadata


def note_chapter(app: Sphinx, doctree: nodes.document) -> None:
    """Note the slides and the first figure of a chapter as it is read: to ask costs reading all."""
    docname = app.env.current_document.docname
    if not is_chapter(app.config, docname):
        return
    metadata = app.env.metadata[docname]
    metadata[SLIDES] = len(shown_slides(doctree, app.config))
    figure = next(iter(doctree.findall(snippet_figure)), None)
    images = [one for one in figure.children if isinstance(one, nodes.image)] if figure else []
    metadata[FIGURE] = [(one["uri"], one["classes"][0], one["pixels"]) for one in images]


def parts(env: BuildEnvironment, to_pages: str, to_decks: str) -> list[dict[str, Any]]:
    """List the parts of the course with their chapters, in the order of the contents."""
    found = []
    for caption, docnames in env.metadata[env.config.root_doc].get(TOCTREES, []):
        chapters = [
            _chapter(env, docname, to_pages, to_decks)
            for docname in docnames
            if is_chapter(env.config, docname) and docname in env.titles
        ]
        if chapters:
            found.append({"title": caption or wording.FRONT_CHAPTERS, "chapters": chapters})
    return found


def _chapter(env: BuildEnvironment, docname: str, to_pages: str, to_decks: str) -> dict[str, Any]:
    metadata = env.metadata[docname]
    images = [
        {"src": f"{to_pages}/_images/{env.images[uri][1]}", "theme": theme, "pixels": pixels}
        for uri, theme, pixels in metadata.get(FIGURE, [])
        if uri in env.images
    ]
    return {
        "number": chapter_number(env.config, docname).rstrip("."),
        "title": env.titles[docname].astext(),
        "description": metadata.get("description", ""),
        "minutes": metadata.get("minutes", ""),
        "slides": metadata.get(SLIDES, 0),
        "images": images,
        "page": f"{to_pages}/{docname}.html",
        "deck": f"{to_decks}/{docname}.html",
    }


@cache
def template(name: str = HOME) -> Template:
    """Return what it is made with, compiled; or another page of ``front/``."""
    loader = FileSystemLoader(Path(__file__).with_name("front"))
    templates = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return templates.get_template(name)


def get_ready(app: Sphinx) -> None:
    """Compile the template, and load what dates are written with."""
    template()
    _said(app)


def write_front_page(app: Sphinx, exception: Exception | None) -> None:
    """Write it where the pages are, and for above them."""
    if exception is not None or app.builder.name != PAGES:
        return
    said, out = _said(app), Path(app.outdir)
    for name, to_pages, to_decks in (
        (f"{app.config.root_doc}.html", ".", f"../{DECKS}"),
        (ABOVE[HOME], PAGES, DECKS),
    ):
        there = places(app, to_pages, to_decks)
        write_if_new(out / name, template().render(**said, **there, wording=wording))


def _said(app: Sphinx) -> dict[str, Any]:
    """Return what the home says of the course, wherever it lies."""
    settings, session = settings_of(app.config), session_of(app.config)
    manners = manners_of(session, sorted(session.names))
    versions = versions_shown(manners[0].origin.versions, settings.packages) if manners else []
    return {
        "course": app.config.project,
        "description": app.env.metadata[app.config.root_doc].get("description", ""),
        "date": format_date(wording.DATE, language=app.config.language),
        "versions": ", ".join(versions),
        "authors": ", ".join(settings.authors),
        "licence": settings.licence,
    }


def places(app: Sphinx, to_pages: str, to_decks: str) -> dict[str, Any]:
    """Return where it leads, from where the pages and the decks are there."""
    glossary = settings_of(app.config).glossary
    return {
        "parts": parts(app.env, to_pages, to_decks),
        "scripts": f"{to_pages}/{script_page(app.config, 'index')}.html",
        "glossary": f"{to_pages}/{glossary}.html" if glossary in app.env.titles else "",
        "progress": f"{to_pages}/{PROGRESS}.html",
        "decks": f"{to_decks}/index.html",
        "archive": f"{to_pages}/{archive_name(app.config)}",
        "static": f"{to_pages}/_static",
        "preload": PRELOAD.format(font=f"{to_pages}/{FONT}"),
    }


def setup(app: Sphinx) -> dict[str, Any]:
    """Write the page once the others are."""
    app.setup_extension("course.base.state")
    app.connect("doctree-read", note_chapter, priority=900)  # the images have their names
    app.connect(WAITS, get_ready)
    app.connect("build-finished", write_front_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
