"""Decks on paper: a page and a bookmark a slide, whole code, working links, embedded fonts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from decks import pdf as print_decks
from harness.browsing import Opener
from harness.checkout import linked_decks
from harness.course import Course
from harness.drawn import drawn_chapters
from harness.stress_chapter import SCRIPT, fitted
from pypdf import PdfReader

CODE = re.compile(
    r'<div class="(?:highlight-\w+|snippet-output)[^>]*>.*?<pre[^>]*>(.*?)</pre>', re.DOTALL
)
# In an open deck: [[from, to] inside it, [addresses]], of what is not hidden from the room.
LINKS = """() => {
    const slides = Reveal.getSlides(), inside = [], outside = [];
    const rank = node => slides.indexOf(node.closest('section'));
    for (const link of document.querySelectorAll('.slides a[href]')) {
        if (link.closest('aside.notes') || getComputedStyle(link).display === 'none') { continue; }
        const hash = decodeURIComponent(link.hash.replace('#/', ''));
        if (link.pathname === location.pathname && hash) {
            inside.push([rank(link), rank(document.getElementById(hash))]);
        } else if (link.origin !== location.origin) {
            outside.push(link.href);
        }
    }
    return [inside, outside];
}"""
PRINTED = drawn_chapters("pdf", most=1)
NOTES = re.compile(r'<aside class="notes".*?</aside>', re.DOTALL)


def squeezed(text: str) -> str:
    """Return the text without spaces: a PDF has words placed, not spaces."""
    return re.sub(r"\s|\u200b", "", text)


def text_of(reader: PdfReader) -> str:
    """Return all the text of a PDF."""
    return squeezed("".join(page.extract_text() for page in reader.pages))


def links_of(reader: PdfReader) -> list[str]:
    """Return the addresses that a PDF leads to."""
    found = []
    for page in reader.pages:
        for note in page.get("/Annots") or []:
            action: Any = note.get_object().get("/A", {})
            if "/URI" in action:
                found.append(str(action["/URI"]))
    return found


def destinations_of(reader: PdfReader) -> set[tuple[int, int]]:
    """Return from which page to which other the links inside a PDF lead."""
    pages = {
        name: reader.get_destination_page_number(where)
        for name, where in reader.named_destinations.items()
    }
    notes = (
        (rank, note.get_object())
        for rank, page in enumerate(reader.pages)
        for note in page.get("/Annots") or []
    )
    return {(rank, pages[note["/Dest"]]) for rank, note in notes if "/Dest" in note}  # type: ignore[misc]


def bookmarks_of(reader: PdfReader) -> list[tuple[str, int, int]]:
    """Return the bookmarks of a PDF: their titles, their pages, how deep they are."""

    def read(items: list[Any], depth: int) -> Iterator[tuple[str, int, int]]:
        for item in items:
            if isinstance(item, list):
                yield from read(item, depth + 1)
            else:
                page = reader.get_destination_page_number(item)
                assert page is not None
                yield str(item.title), page, depth

    return list(read(reader.outline, 0))


def fonts_of(reader: PdfReader) -> dict[str, bool]:
    """Return the fonts of a PDF, and whether each is in it."""
    fonts = {}
    for page in reader.pages:
        resources: Any = page["/Resources"].get_object()
        for font in (resources.get("/Font") or {}).values():
            one = font.get_object()
            for part in one.get("/DescendantFonts", [one]):
                part = part.get_object()
                descriptor = part.get("/FontDescriptor", {})
                whole = any(f"/FontFile{suffix}" in descriptor for suffix in ("", "2", "3"))
                # A variable font becomes a Type 3 one: its glyphs are in the file.
                name = str(one.get("/BaseFont") or descriptor.get("/FontName", "/Type3"))
                fonts[name] = whole or one["/Subtype"] == "/Type3"
    return fonts


def missing_lines(deck: Path, reader: PdfReader) -> list[str]:
    """Return the lines of code and output of a deck that its PDF does not have."""
    text = text_of(reader)
    source = NOTES.sub("", deck.read_text(encoding="utf-8"))
    lines = [
        html.unescape(re.sub(r"<[^>]+>", "", line))
        for block in CODE.findall(source)
        for line in block.split("\n")
    ]
    assert lines
    return [line for line in lines if squeezed(line) not in text]


@pytest.fixture(scope="module")
def pdfs(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Real decks, printed."""
    folder = tmp_path_factory.mktemp("pdf")
    decks = linked_decks(site, PRINTED, folder / "slides")
    print_decks.print_all(decks, folder, "pdf")
    return folder


def test_a_pdf_has_a_page_for_each_slide_and_every_line_of_code(site: Path, pdfs: Path) -> None:
    """Nothing is cut, nothing is twice."""
    for chapter in PRINTED:
        deck = site / f"slides/chapitres/{chapter}.html"
        reader = PdfReader(pdfs / f"{chapter}.pdf")
        assert len(reader.pages) == deck.read_text(encoding="utf-8").count("<section ")
        assert missing_lines(deck, reader) == []


def test_fonts_are_in_the_pdf_and_links_lead_somewhere(pdfs: Path) -> None:
    """A PDF read elsewhere, without this machine's server."""
    for chapter in PRINTED:
        reader = PdfReader(pdfs / f"{chapter}.pdf")
        fonts = fonts_of(reader)
        assert fonts
        assert all(fonts.values()), fonts
        assert [url for url in links_of(reader) if "127.0.0.1" in url or "file:" in url] == []


def test_a_pdf_has_a_bookmark_for_each_slide_under_its_section(site: Path, pdfs: Path) -> None:
    """In order, with the slides' titles; a section's is that of the slide that opens it."""
    for chapter in PRINTED:
        deck = BeautifulSoup(
            (site / f"slides/chapitres/{chapter}.html").read_bytes(), "html.parser"
        )
        slides = deck.select(".slides > section")
        opening = [rank for rank, slide in enumerate(slides) if slide.has_attr("data-section")]
        reader = PdfReader(pdfs / f"{chapter}.pdf")
        found = bookmarks_of(reader)
        assert [page for _, page, _ in found] == list(range(len(slides)))
        for slide, (title, rank, depth) in zip(slides, found, strict=True):
            assert slide.h1 or slide.h2
            drawn = BeautifulSoup(str(slide.h1 or slide.h2), "html.parser")
            for formula in drawn.select(".katex-html"):
                formula.decompose()
            assert squeezed(title) == squeezed(drawn.get_text())
            assert depth == int(rank not in opening and rank > opening[0])
        assert reader.page_mode == "/UseOutlines"


def test_every_link_of_a_deck_works_in_its_pdf(visit: Opener, pdfs: Path) -> None:
    """From its slide to the slide of the deck, or to the address; none more, none less."""
    for chapter in PRINTED:
        page = visit(f"slides/chapitres/{chapter}.html", 1280, 720).page
        page.wait_for_function("window.Reveal && Reveal.isReady()")
        inside, outside = page.evaluate(LINKS)
        reader = PdfReader(pdfs / f"{chapter}.pdf")
        assert {tuple(link) for link in inside} == destinations_of(reader)
        assert set(outside) == set(links_of(reader))
        assert inside or chapter.startswith("00-")


def test_long_code_is_whole_and_steps_have_their_pages(course: Course, tmp_path: Path) -> None:
    """The stress chapter: split, scrolled and shrunk slides are printed whole."""
    course.script(SCRIPT)
    course.chapter(fitted(), "01-tient.rst")
    course.chapter("Un mot.\n\n.. discoverlist::\n\n   - un\n   - deux\n   - trois\n", "02-pas.rst")
    folder = course.build("revealjs").folder
    print_decks.print_all(folder, tmp_path / "pdf", "pdf")
    deck = folder / "chapitres/01-tient.html"
    reader = PdfReader(tmp_path / "pdf/01-tient.pdf")
    assert len(reader.pages) == deck.read_text(encoding="utf-8").count("<section ")
    exempt = "un nom un nom"
    assert [line for line in missing_lines(deck, reader) if exempt not in line] == []
    assert text_of(reader).count("Unephraseassezlongue") == 20
    assert len(PdfReader(tmp_path / "pdf/02-pas.pdf").pages) == 1
    deck.unlink()
    print_decks.print_all(folder, tmp_path / "pdf", "steps")
    steps = PdfReader(tmp_path / "pdf/02-pas-etapes.pdf")
    assert len(steps.pages) == 4
    assert [page for _, page, _ in bookmarks_of(steps)] == [0]


def test_links_to_pages_lead_to_the_published_site(course: Course, tmp_path: Path) -> None:
    """When conf.py has its address; the links left as text are counted otherwise."""
    course.script()
    course.chapter("Voir :doc:`/galerie/01_essai/plot_un` et `ailleurs <https://a.example>`_.\n")
    folder = course.build("revealjs").folder
    assert list(print_decks.print_all(folder, tmp_path, "pdf").values()) == [1]
    course.configure(html_baseurl="https://cours.example/pt")
    folder = course.build("revealjs").folder
    assert list(print_decks.print_all(folder, tmp_path, "pdf").values()) == [0]
    links = links_of(PdfReader(tmp_path / "01-essai.pdf"))
    assert "https://cours.example/pt/html/galerie/01_essai/plot_un.html" in links
    assert "https://a.example/" in links
