"""The bookmarks of a printed deck: one a slide, with its title, under that of its section.

Chromium makes bookmarks of headings, and of a deck finds the first alone; these are made of
the deck's own slides. A section's bookmark is that of the slide that opens it::

    write_outline(Path("01-tenseurs.pdf"), slides_of(page))
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from course.base.files import write_whole
from playwright.sync_api import Page
from pypdf import PdfWriter

# In a deck opened with ?print-pdf, a page each, and one more for each step of a slide.
SLIDES = """() => [...document.querySelectorAll('.pdf-page')].map(page => {
    const slide = page.querySelector('section'), title = slide.querySelector('h1, h2');
    const words = title ? title.cloneNode(true) : null;
    words?.querySelectorAll('.katex-html').forEach(one => one.remove());
    const text = words ? words.textContent.trim().replace(/\\s+/g, ' ') : '';
    return [slide.id, text || slide.id, 'section' in slide.dataset];
})"""


class Slide(NamedTuple):
    """A page of the PDF: the slide it shows, and whether it opens a section."""

    id: str
    title: str
    opens: bool


def slides_of(page: Page) -> list[Slide]:
    """Return what each page shows, of a deck ready to be printed."""
    return [Slide(*found) for found in page.evaluate(SLIDES)]


def write_outline(path: Path, slides: Iterable[Slide], per_page: int = 1) -> None:
    """Put the bookmarks in a PDF, which opens with them."""
    writer = PdfWriter(clone_from=path)
    section: Any = None
    seen: set[str] = set()
    for number, slide in enumerate(slides):
        if slide.id in seen:  # another step
            continue
        seen.add(slide.id)
        under = None if slide.opens else section
        mark = writer.add_outline_item(
            title=slide.title, page_number=number // per_page, parent=under
        )
        section = mark if slide.opens else section
    writer.page_mode = "/UseOutlines"
    made = io.BytesIO()
    writer.write(made)
    write_whole(path, made.getvalue())
