"""Addresses between the pages and the decks, which lie side by side.

``html/chapitres/01-tenseurs.html`` and ``slides/chapitres/01-tenseurs.html``
have the same parent, in build/ as in build/site/, so relative links hold in
both and from the disk. Usage::

    here = Place(PAGES, "galerie/01_tenseurs/plot_creation")
    here.to_page("chapitres/01-tenseurs", "les-formes")
    here.to_deck("chapitres/01-tenseurs", "les-formes")  # ../../../slides/…#/les-formes
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes

from .settings import settings_of

PAGES, DECKS, PRINTED = "html", "slides", "chapitres-pdf"
DECK_BUILDER = "revealjs"
HOME, NOT_FOUND = "index.html", "404.html"
# Those above the two, by the names under which the build of the pages makes them.
ABOVE = {HOME: "_front.html", NOT_FOUND: "_404.html"}
# What is a script, in a folder of the gallery: it has a page.
SCRIPT_FILE = re.compile(r"(plot|ex)_.*\.py")


def is_chapter(config: Any, docname: str) -> bool:
    """Tell whether a document is a chapter."""
    return docname.startswith(f"{settings_of(config).chapters}/")


def chapter_number(config: Any, docname: str) -> str:
    """Return what is put before a chapter's title: « 02. », nothing for other documents."""
    found = re.match(r"\d+", chapter_name(config, docname)) if is_chapter(config, docname) else None
    return f"{found[0]}." if found else ""


def chapter_name(config: Any, docname: str) -> str:
    """Return the name of a chapter: ``01-tenseurs``."""
    return docname.removeprefix(f"{settings_of(config).chapters}/")


def script_page(config: Any, script: str) -> str:
    """Return the document made of a script."""
    return f"{settings_of(config).generated}/{script}"


def script_shown(config: Any, docname: str) -> str:
    """Return the script of which a document is made, an empty text when it is another one."""
    generated = f"{settings_of(config).generated}/"
    return docname.removeprefix(generated) if docname.startswith(generated) else ""


def published(config: Any, docname: str) -> str:
    """Return where the page of a document is published, '' when conf.py does not say."""
    base = str(config.html_baseurl).rstrip("/")
    return f"{base}/{PAGES}/{docname}.html" if base else ""


def generated_folder(app: Any) -> Path:
    """Return the folder of the pages made of the scripts."""
    return Path(app.srcdir, settings_of(app.config).generated)


@dataclass(frozen=True)
class Place:
    """A document of one side, from which links leave."""

    side: str
    docname: str

    def to_page(self, docname: str, anchor: str = "") -> str:
        """Return the address of a page, at ``anchor``."""
        return self._to(PAGES, docname) + (f"#{anchor}" if anchor else "")

    def to_deck(self, docname: str, slide: str = "", came_from: str = "") -> str:
        """Return the address of a deck, at the slide of that id; ``T`` goes back to where from."""
        query = f"?from={came_from}" if came_from else ""
        return self._to(DECKS, docname) + query + (f"#/{slide}" if slide else "")

    def to_pdf(self, name: str) -> str:
        """Return the address of the PDF of a chapter, by the chapter's name."""
        return self._to(PRINTED, name, "pdf")

    def _to(self, side: str, docname: str, kind: str = "html") -> str:
        here = posixpath.dirname(f"{self.side}/{self.docname}")
        return posixpath.relpath(f"{side}/{docname}.{kind}", here)


def place_of(builder: Any, docname: str = "") -> Place:
    """Return where ``builder`` is writing: its side and its current document."""
    side = DECKS if builder.name == DECK_BUILDER else PAGES
    return Place(side, docname or builder.current_docname)


def page_reference(docname: str, text: str) -> addnodes.pending_xref:
    """Return a reference to a document, resolved with the others."""
    return addnodes.pending_xref(
        "",
        nodes.inline(text, text),
        reftype="doc",
        refdomain="std",
        reftarget=f"/{docname}",
        refexplicit=True,
        refwarn=True,
    )
