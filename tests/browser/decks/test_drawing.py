"""What is drawn on a slide: colours, widths, undo, kept, printed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from harness.browsing import Opener
from harness.lectures.colours import contrast, difference, seen_by
from harness.lectures.drawing_proofs import draw_a_line
from harness.lectures.two_windows import READY
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

LINES = "section.present .ink polyline"
STYLE = "getComputedStyle(document.querySelector('section.present .ink polyline:last-child'))"


@pytest.fixture
def page(visit: Opener, chapters: list[str]) -> Iterator[Page]:
    """The deck on tensors, at a slide with code."""
    (name,) = [chapter for chapter in chapters if chapter.startswith("01-")]
    deck = visit(f"slides/chapitres/{name}.html", 1280, 720)
    deck.page.wait_for_function(READY)
    deck.page.evaluate("Reveal.slide(5)")
    yield deck.page
    assert deck.errors == []


def take_pen(page: Page, *keys: str) -> None:
    """Press keys of drawing, the first of which takes the pen."""
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_selector("#pens:visible")


def test_three_colours_and_two_widths_by_key_and_by_button(page: Page) -> None:
    """Digits, with Shift on a French keyboard."""
    drawn = []
    for key in ("1", "2", "3", "5"):
        take_pen(page, key)
        draw_a_line(page)
        drawn.append(tuple(page.evaluate(f"[{STYLE}.stroke, {STYLE}.strokeWidth]")))
    assert len({stroke for stroke, _ in drawn}) == 3
    assert [width for _, width in drawn] == ["5px", "5px", "5px", "12px"]
    page.locator("#pens .colour-1").click()
    page.locator("#pens .width-1").click()
    draw_a_line(page)
    assert tuple(page.evaluate(f"[{STYLE}.stroke, {STYLE}.strokeWidth]")) == drawn[0]
    page.locator("#pens .tool-draw").click()
    assert page.locator("#pens").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colour_blind_people_tell_the_colours_apart_on_either_paper(
    page: Page, scheme: str
) -> None:
    """Contrast of 3 with what is under them, and a clear difference for each kind of sight."""
    page.evaluate(f"document.documentElement.dataset.theme = '{scheme}'")
    read = "name => getComputedStyle(document.documentElement).getPropertyValue(name).trim()"
    pens = [page.evaluate(read, f"--pen-{rank}") for rank in (1, 2, 3)]
    papers = [page.evaluate(read, name) for name in ("--paper", "--code", "--output")]
    assert min(contrast(pen, paper) for pen in pens for paper in papers) >= 3
    for sight in ("normal", "deuteranopia", "protanopia", "tritanopia"):
        seen = [seen_by(sight, pen) for pen in pens]
        assert min(difference(*two) for two in combinations(seen, 2)) > 15, sight


def test_strokes_and_erasing_are_undone_one_by_one(page: Page) -> None:
    """On the slide that is shown, and only there."""
    take_pen(page, "e")
    for _ in range(3):
        draw_a_line(page)
    page.keyboard.press("Control+z")
    assert page.locator(LINES).count() == 2
    page.keyboard.press("x")
    assert page.locator(LINES).count() == 0
    page.keyboard.press("u")
    assert page.locator(LINES).count() == 2
    page.keyboard.press("u")
    assert page.locator(LINES).count() == 1
    page.evaluate("Reveal.slide(6)")
    page.keyboard.press("u")
    assert "Rien à annuler" in page.locator("#deck-status").inner_text()


def test_drawings_are_there_when_the_tab_was_closed(page: Page) -> None:
    """Of this deck, slide by slide, with their colours."""
    take_pen(page, "2", "5")
    draw_a_line(page)
    here = "location.hash.split('/')[1] === Reveal.getCurrentSlide().id"
    page.wait_for_function(here)  # it is put off
    address, context = page.url, page.context
    page.close()
    again = context.new_page()
    again.goto(address)
    again.wait_for_selector(f"{LINES}.pen-2.width-2")
    other = context.new_page()
    other.goto(address.replace("01-tenseurs", "02-autograd"))
    other.wait_for_function(READY)
    assert other.locator(".ink").count() == 0


def test_the_deck_is_printed_as_it_was_taught(page: Page) -> None:
    """One page a slide on light paper, with what was drawn; the browser's dialog opens."""
    page.keyboard.press("d")
    page.context.add_init_script("window.print = () => { window.printed = true; }")
    take_pen(page, "2")
    draw_a_line(page)
    with page.context.expect_page() as opened:
        page.keyboard.press("i")
    print_view = opened.value
    print_view.wait_for_function("window.printed")
    print_view.wait_for_selector(".pdf-page .ink polyline", state="attached")
    drawn = PdfReader(io.BytesIO(print_view.pdf(prefer_css_page_size=True, print_background=True)))
    assert len(drawn.pages) == page.evaluate("Reveal.getTotalSlides()")
    blue = ".1216 .3098 .8157 RG"
    content: list[Any] = [one.get_contents() for one in drawn.pages]
    stroked = [rank for rank, one in enumerate(content) if blue in one.get_data().decode("latin1")]
    assert stroked == [5]
    assert print_view.evaluate("document.documentElement.dataset.theme") == "light"


def test_the_print_without_drawings_has_none(chromium: Browser, page: Page) -> None:
    """`make pdf` prints in a browser where nobody drew."""
    context = chromium.new_context()
    clean = context.new_page()
    clean.goto(page.url.partition("#")[0] + "?print-pdf")
    clean.wait_for_selector(".pdf-page", state="attached")
    assert clean.locator(".ink").count() == 0
    context.close()
