"""Every slide at once, in a grid with the sections' names."""

from __future__ import annotations

from typing import Any

import pytest
from harness.browsing import Opener
from harness.lectures.two_windows import READY

CELLS = "#overview > ol > li"


@pytest.fixture
def overview(visit: Opener, chapters: list[str]) -> Any:
    """The deck on tensors, over 40 slides, at its fourth."""
    (tensors,) = [chapter for chapter in chapters if chapter.startswith("01-")]
    deck = visit(f"slides/chapitres/{tensors}.html", 1280, 720)
    deck.page.wait_for_function(READY)
    deck.page.evaluate("Reveal.slide(3)")
    deck.page.keyboard.press("o")
    deck.page.wait_for_selector("#overview")
    yield deck.page
    assert deck.errors == []


def test_all_slides_are_on_the_screen(overview: Any) -> None:
    """None below the edge, each large enough to be told apart, the current one marked."""
    boxes = [one.bounding_box() for one in overview.locator(f"{CELLS} > .thumb").all()]
    assert len(boxes) == overview.evaluate("Reveal.getTotalSlides()") >= 40
    assert max(box["y"] + box["height"] for box in boxes) <= 720
    assert max(box["x"] + box["width"] for box in boxes) <= 1280
    assert min(box["width"] for box in boxes) >= 120
    assert overview.locator(f"{CELLS} > button[aria-current]").get_attribute("data-rank") == "4"


def test_sections_are_named_where_they_start(overview: Any) -> None:
    """As the deck names them."""
    shown = overview.evaluate(
        f"[...document.querySelectorAll('{CELLS}')].map(one => one.dataset.name).filter(Boolean)"
    )
    wanted = overview.evaluate(
        "Reveal.getSlides().filter(one => 'section' in one.dataset)"
        ".map(one => one.querySelector('h1, h2').textContent)"
    )
    assert shown == wanted
    assert len(shown) > 5


def test_the_title_slide_is_the_one_of_the_deck(overview: Any) -> None:
    """Its colours and its own place, in small; the deck around keeps its paper."""
    thumb = overview.locator(f"{CELLS} section.layout-title").first
    deck = overview.locator("main section.layout-title")
    for style in ("backgroundColor", "color", "display", "fontSize"):
        read = f"one => getComputedStyle(one).{style}"
        assert thumb.evaluate(read) == deck.evaluate(read).replace("none", "flex")
    title, box = thumb.locator("h1").bounding_box(), thumb.bounding_box()
    assert 0 < title["y"] - box["y"] < box["height"]


@pytest.mark.parametrize(
    ("keys", "slide"),
    [
        (["ArrowRight", "Enter"], 4),
        (["ArrowLeft", "Enter"], 2),
        (["ArrowDown", "Enter"], "3 + across"),
        (["ArrowDown", "ArrowUp", "ArrowRight", "Enter"], 4),
        (["End", "Enter"], "last"),
        (["Home", "Enter"], 0),
        (["ArrowDown", "Escape"], 3),
    ],
)
def test_arrows_and_enter_go_to_a_slide(overview: Any, keys: list[str], slide: int | str) -> None:
    """Up and down by rows; the deck itself does not move before Enter."""
    across = overview.evaluate("Number(overview.style.getPropertyValue('--across'))")
    wanted: dict[Any, int] = {
        "3 + across": 3 + across,
        "last": overview.evaluate("Reveal.getTotalSlides()") - 1,
    }
    for key in keys:
        assert overview.evaluate("Reveal.getIndices().h") == 3
        overview.keyboard.press(key)
    overview.wait_for_selector("#overview", state="detached")
    assert overview.evaluate("Reveal.getIndices().h") == wanted.get(slide, slide)


def test_a_click_goes_to_a_slide(overview: Any) -> None:
    """On its picture."""
    overview.locator(CELLS).nth(20).click()
    assert overview.evaluate("Reveal.getIndices().h") == 20
    assert overview.locator("#overview").count() == 0


def test_what_is_not_shown_yet_is_not_given_away(overview: Any) -> None:
    """An answer stays covered in the overview of the projector."""
    step = f"{CELLS} .fragment:not(.visible)"
    hidden = overview.locator(f"{step}:not(.custom), {step} td.covered > *, {step}.veil > *")
    assert hidden.count() > 3
    assert not any(one.is_visible() for one in hidden.all())
    curtains = overview.locator(f"{CELLS} g.fragment:not(.visible)").all()
    assert all(one.is_visible() for one in curtains)


def test_it_works_on_a_phone(visit: Opener, chapters: list[str]) -> None:
    """Three a row, to scroll; a tap leads to the slide of the scroll view."""
    page = visit(f"slides/chapitres/{chapters[1]}.html", 390, 844).page
    page.wait_for_selector(".scroll-page", state="attached")
    page.locator("#open-overview").click()
    cells = page.locator(CELLS)
    box = cells.nth(0).bounding_box()
    assert box is not None
    assert 100 <= box["width"] <= 130
    assert page.evaluate("overview.scrollWidth") <= 390
    cells.nth(12).locator("button").click()
    page.wait_for_function("Reveal.getIndices().h === 12")
