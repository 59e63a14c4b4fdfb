"""A clicker has two keys: they move on, whatever is open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from harness.lectures.two_windows import Lecture
from playwright.sync_api import Page

RANK = "Reveal.getIndices().h"
OPEN = {
    "r": "#deck-search input:focus",
    "g": "#deck-jump input:focus",
    "m": "#countdown-ask input:focus",
    "?": "#help[open]",
    "o": "#overview",
}


@pytest.mark.parametrize("key", OPEN)
def test_both_keys_move_on_from_a_box(room: Callable[..., Page], key: str) -> None:
    """And give the keyboard back to the deck."""
    page = room("long")
    page.keyboard.press(key)
    page.wait_for_selector(OPEN[key])
    page.keyboard.press("PageDown")
    assert page.evaluate(RANK) == 4
    assert page.locator("dialog[open]").count() == 0
    page.keyboard.press("ArrowRight")
    assert page.evaluate(RANK) == 5
    page.keyboard.press("PageUp")
    assert page.evaluate(RANK) == 4


def test_both_keys_move_on_from_counted_hands(room: Callable[..., Page]) -> None:
    """Once the number is typed."""
    page = room("question")
    page.locator(".present .hands").first.click()
    page.keyboard.type("12")
    page.keyboard.press("PageDown")
    assert page.evaluate("Reveal.getCurrentSlide().querySelector('.answer.visible') !== null")
    page.keyboard.press("PageDown")
    assert page.evaluate(RANK) == 2


@pytest.mark.parametrize("which", ["notes", "projector"])
@pytest.mark.parametrize("key", ["PageDown", "PageUp", "Space"])
def test_the_first_press_ends_a_black_screen(lecture: Lecture, which: str, key: str) -> None:
    """In both windows, and moves nothing; the next one moves."""
    lecture.projector.evaluate("Reveal.slide(4)")
    lecture.notes.wait_for_function(f"{RANK} === 4")
    lecture.type("b")
    lecture.seen("Reveal.isPaused()")
    page: Page = getattr(lecture, which)
    page.keyboard.press(key)
    lecture.seen("!Reveal.isPaused()")
    lecture.notes.wait_for_function("!Reveal.isPaused()")
    assert page.evaluate(RANK) == 4
    page.keyboard.press(key)
    lecture.seen(f"{RANK} !== 4")


def test_arrows_stay_in_the_box_that_has_the_keyboard(room: Callable[..., Page]) -> None:
    """They move in the text there."""
    page = room("long")
    page.keyboard.press("r")
    page.wait_for_selector("#deck-search input:focus")
    page.keyboard.type("abc")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(RANK) == 3
