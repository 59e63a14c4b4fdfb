"""Decks on paper: a page a slide, whole code, working links, embedded fonts."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from decks import pdf as print_decks
from harness.course import Course
from harness.stress_chapter import SCRIPT, fitted
from pypdf import PdfReader

CODE = re.compile(
    r'<div class="(?:highlight-\w+|snippet-output)[^>]*>.*?<pre[^>]*>(.*?)</pre>', re.DOTALL
)
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
    """The real decks, printed."""
    out = tmp_path_factory.mktemp("pdf")
    print_decks.print_all(site / "slides", out, "pdf")
    return out


@pytest.fixture(scope="module")
def handouts(site: Path, chapters: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the command gives for the first chapter."""
    decks = tmp_path_factory.mktemp("decks") / "slides"
    (decks / "chapitres").mkdir(parents=True)
    for name in ("_static", "_images"):
        (decks / name).symlink_to(site / "slides" / name)
    chapter = f"chapitres/{chapters[0]}.html"
    (decks / chapter).write_bytes((site / "slides" / chapter).read_bytes())
    print_decks.print_all(decks, decks.parent, "handout")
    return decks.parent


def test_a_pdf_has_a_page_for_each_slide_and_every_line_of_code(
    site: Path, pdfs: Path, chapters: list[str]
) -> None:
    """Nothing is cut, nothing is twice."""
    for chapter in chapters:
        deck = site / f"slides/chapitres/{chapter}.html"
        reader = PdfReader(pdfs / f"{chapter}.pdf")
        assert len(reader.pages) == deck.read_text(encoding="utf-8").count("<section ")
        assert missing_lines(deck, reader) == []


def test_fonts_are_in_the_pdf_and_links_lead_somewhere(pdfs: Path, chapters: list[str]) -> None:
    """A PDF read elsewhere, without this machine's server."""
    for chapter in chapters:
        reader = PdfReader(pdfs / f"{chapter}.pdf")
        fonts = fonts_of(reader)
        assert fonts
        assert all(fonts.values()), fonts
        assert [url for url in links_of(reader) if "127.0.0.1" in url or "file:" in url] == []


def test_only_the_lecturer_has_the_notes(pdfs: Path, handouts: Path, chapters: list[str]) -> None:
    """Two documents for each chapter; all the slides in both."""
    lecturer = PdfReader(handouts / f"{chapters[0]}-enseignant.pdf")
    students = PdfReader(handouts / f"{chapters[0]}-etudiants.pdf")
    slides = len(PdfReader(pdfs / f"{chapters[0]}.pdf").pages)
    planned = re.compile(r"min,[\d,]+sur\d+")
    assert len(planned.findall(text_of(lecturer))) > slides / 2
    assert planned.findall(text_of(students)) == []
    for reader in (lecturer, students):
        assert reader.pages[0].mediabox.height == pytest.approx(842, abs=1)
        assert slides / 3 <= len(reader.pages) <= slides


def test_long_code_is_whole_and_steps_have_their_pages(course: Course, tmp_path: Path) -> None:
    """The stress chapter: split, scrolled and shrunk slides are printed whole."""
    course.script(SCRIPT)
    course.chapter(fitted(), "01-tient.rst")
    course.chapter("Un mot.\n\n.. discoverlist::\n\n   - un\n   - deux\n   - trois\n", "02-pas.rst")
    folder = course.build("revealjs").folder
    print_decks.print_all(folder, tmp_path / "pdf", "pdf")
    print_decks.print_all(folder, tmp_path / "pdf", "steps")
    deck = folder / "chapitres/01-tient.html"
    reader = PdfReader(tmp_path / "pdf/01-tient.pdf")
    assert len(reader.pages) == deck.read_text(encoding="utf-8").count("<section ")
    exempt = "un nom un nom"
    assert [line for line in missing_lines(deck, reader) if exempt not in line] == []
    assert text_of(reader).count("Unephraseassezlongue") == 20
    assert len(PdfReader(tmp_path / "pdf/02-pas.pdf").pages) == 1
    assert len(PdfReader(tmp_path / "pdf/02-pas-etapes.pdf").pages) == 4


def test_links_to_pages_lead_to_the_published_site(course: Course, tmp_path: Path) -> None:
    """When conf.py has its address."""
    course.configure(html_baseurl="https://cours.example/pt")
    course.script()
    course.chapter("Voir :doc:`/galerie/01_essai/plot_un` et `ailleurs <https://a.example>`_.\n")
    folder = course.build("revealjs").folder
    print_decks.print_all(folder, tmp_path, "pdf")
    links = links_of(PdfReader(tmp_path / "01-essai.pdf"))
    assert "https://cours.example/pt/html/galerie/01_essai/plot_un.html" in links
    assert "https://a.example/" in links
