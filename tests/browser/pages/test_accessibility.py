"""axe finds nothing to reproach, in light and in dark."""

from __future__ import annotations

import pytest
from harness.browsing import Opener, violations
from harness.drawn import drawn_chapters

SCHEMES = ["light", "dark"]
# reveal.js hides from readers of the screen the slides that are not the current one.
UNCOVER = """() => {
    for (const slide of document.querySelectorAll('.pdf-page section')) {
        slide.removeAttribute('hidden');
        slide.removeAttribute('aria-hidden');
    }
}"""
PLANT = """() => {
    const slide = document.querySelectorAll('.pdf-page section')[20];
    slide.insertAdjacentHTML('beforeend', '<p style="color: #bbb8b4; background: #fff">Pâle</p>');
    slide.append(document.createElement('img'));
}"""
PAGES = [
    "index.html",
    "html/index.html",
    "html/glossaire.html",
    "html/galerie/index.html",
    "html/galerie/01_tenseurs/index.html",
    "html/galerie/01_tenseurs/plot_creation.html",
    "html/galerie/erreurs/plot_sans_zero_grad.html",
    "html/progression.html",
    "html/search.html?q=tenseur",
    "slides/index.html",
]


@pytest.mark.parametrize("path", PAGES)
def test_pages_have_no_violation(visit: Opener, path: str) -> None:
    """The kinds of pages there are; in the dark, what depends on colours."""
    page = visit(path).page
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, rules=["color-contrast"]) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_chapters_have_no_violation(visit: Opener, scheme: str) -> None:
    """Down to the tables and figures that one alone has."""
    for chapter in drawn_chapters(f"page {scheme}", most=1):
        page = visit(f"html/chapitres/{chapter}.html", scheme=scheme).page
        page.wait_for_load_state("networkidle")
        assert (chapter, violations(page)) == (chapter, [])


@pytest.mark.parametrize("scheme", SCHEMES)
def test_slides_have_no_violation(visit: Opener, scheme: str) -> None:
    """Every slide in its final state, all seen at once: as laid out for the PDF."""
    for chapter in drawn_chapters(f"slides {scheme}", most=1):
        page = visit(f"slides/chapitres/{chapter}.html?print-pdf", 1280, 720, scheme).page
        page.wait_for_selector(".pdf-page section", state="attached")
        page.evaluate(UNCOVER)
        count = page.evaluate("document.querySelectorAll('.pdf-page').length")
        assert page.locator(".pdf-page section:visible").count() == count
        assert violations(page) == []


def test_the_whole_deck_is_really_looked_at(visit: Opener, chapters: list[str]) -> None:
    """A pale text and an image without description are found on a slide far from the first."""
    page = visit(f"slides/chapitres/{chapters[0]}.html?print-pdf", 1280, 720).page
    page.wait_for_selector(".pdf-page section", state="attached")
    page.evaluate(UNCOVER)
    page.evaluate(PLANT)
    assert {one.split()[0] for one in violations(page)} == {"color-contrast", "image-alt"}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_surrounds_a_slide_has_no_violation(
    visit: Opener, chapters: list[str], scheme: str
) -> None:
    """Footer, tools, help and search, on the title and on a slide with code, on the screen."""
    page = visit(f"slides/chapitres/{chapters[0]}.html", 1280, 720, scheme).page
    page.wait_for_function("window.Reveal && Reveal.isReady()")
    assert violations(page) == []
    page.evaluate("Reveal.slide(Reveal.getSlides().findIndex(s => s.querySelector('pre')), 0, 99)")
    assert violations(page) == []
    page.keyboard.press("r")
    page.wait_for_selector("#deck-search input:focus")
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.evaluate("help.open")
    assert violations(page) == []
    page.keyboard.press("Escape")
    for key, opened in (("o", "#overview"), ("m", "#countdown-ask input"), ("e", "#pens")):
        page.keyboard.press(key)
        page.wait_for_selector(opened)
        assert (key, violations(page)) == (key, [])
        page.keyboard.press("Escape")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_notes_window_has_no_violation(visit: Opener, chapters: list[str], scheme: str) -> None:
    """Notes, plan, time; and what it says when the deck is closed."""
    page = visit(f"slides/chapitres/{chapters[1]}.html", 1280, 720, scheme).page
    page.wait_for_function("window.Reveal && Reveal.isReady()")
    page.evaluate("Reveal.slide(3)")
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    popup.value.wait_for_selector("#plan-rows tr.current")
    assert violations(popup.value) == []
    page.close()
    popup.value.wait_for_selector("#deck-gone:visible")
    assert violations(popup.value) == []
