"""A telephone shows code and outputs whole, and what is touched is large enough."""

from __future__ import annotations

import pytest
from harness.browsing import Opener
from playwright.sync_api import Page

SMALLEST = 11.5  # pixels; an output whose columns are wider goes to 10.5, then scrolls
SCROLLED = """() => [...document.querySelectorAll("article pre")]
    .filter(pre => pre.getClientRects().length && pre.scrollWidth > pre.clientWidth + 1)
    .filter(pre => getComputedStyle(pre).fontSize !== "10.5px")
    .map(pre => pre.textContent.slice(0, 60))"""
SMALLER = """(smallest) => [...document.querySelectorAll("article pre")]
    .filter(pre => pre.getClientRects().length && !pre.style.getPropertyValue("--kept"))
    .filter(pre => parseFloat(getComputedStyle(pre).fontSize) < smallest)
    .map(pre => pre.textContent.slice(0, 60))"""
SMALL = """() => [...document.querySelectorAll(
    "article :is(button, summary, .quiz-choice, .checklist label), header :is(button, label)")]
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => box.width && box.top >= 0 && (box.height < 43.5 || box.width < 43.5))
    .map(([one]) => one.outerHTML.slice(0, 90))"""


def on_a_phone(visit: Opener, chapter: str, width: int = 390) -> Page:
    """Open a chapter's page under a finger, all of it laid out."""
    context = visit.browser.new_context(
        viewport={"width": width, "height": 844}, has_touch=True, is_mobile=True
    )
    visit.contexts.append(context)
    page = context.new_page()
    page.goto(f"{visit.address}/html/chapitres/{chapter}.html")
    page.evaluate("document.documentElement.classList.add('whole')")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    page.evaluate("""document.fonts.load('16px "Atkinson Hyperlegible Mono"')""")
    return page


@pytest.mark.parametrize("width", [390, 360])
def test_no_code_has_to_be_scrolled(visit: Opener, some_chapters: list[str], width: int) -> None:
    """Nor what it printed, unless it is wide."""
    for chapter in some_chapters:
        page = on_a_phone(visit, chapter, width)
        assert page.evaluate(SCROLLED) == []
        assert page.evaluate(SMALLER, SMALLEST) == []


def test_folded_lines_hang_under_their_start(visit: Opener) -> None:
    """The second row of a line is further right than its first."""
    page = on_a_phone(visit, "02-autograd")
    places = page.evaluate(
        """() => [...document.querySelectorAll(".long")].map(line => {
            const range = document.createRange();
            range.selectNodeContents(line);
            const rows = [...range.getClientRects()].filter(box => box.width > 1);
            const rank = Math.max(...rows.map(box => box.bottom));
            const left = (row) => Math.min(...rows.filter(b => b.bottom === row).map(b => b.left));
            return left(rank) - left(Math.min(...rows.map(box => box.bottom)));
        }).filter(further => further !== 0)"""
    )
    assert len(places) > 10
    assert min(places) > 0


def test_what_is_touched_is_large_enough(visit: Opener, some_chapters: list[str]) -> None:
    """44 pixels in both directions."""
    for chapter in some_chapters:
        assert on_a_phone(visit, chapter).evaluate(SMALL) == []
