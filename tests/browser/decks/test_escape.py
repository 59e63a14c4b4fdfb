"""Escape closes what is open, the last one first, in either window."""

from __future__ import annotations

import pytest
from harness.browsing import Opener
from harness.lectures.two_windows import STATE, open_lecture

ROOT = "document.documentElement"


@pytest.mark.parametrize("which", ["notes", "projector"])
def test_escape_closes_what_is_open_and_nothing_else(
    visit: Opener, chapters: list[str], which: str
) -> None:
    """Help, overview, search, drawing, pointer, magnifier, black screen: one at a time."""
    deck = visit(f"slides/chapitres/{chapters[2]}.html", 1280, 720)
    page = getattr(open_lecture(deck, "2"), which)
    page.mouse.move(200, 200)
    before = page.evaluate(STATE)
    for key, is_open in (
        ("?", "help.open"),
        ("o", "!!document.getElementById('overview')"),
        ("r", "document.getElementById('deck-search')?.hidden === false"),
        ("m", "document.getElementById('countdown-ask')?.hidden === false"),
        ("e", f"{ROOT}.classList.contains('drawing')"),
        ("p", f"{ROOT}.classList.contains('pointing')"),
        ("z", f"{ROOT}.classList.contains('zoomed')"),
        ("b", "Reveal.isPaused()"),
    ):
        page.keyboard.press(key)
        page.wait_for_function(is_open)
        page.keyboard.press("Escape")
        page.wait_for_function(f"!({is_open})")
        assert page.locator("dialog[open]").count() == 0
    page.keyboard.press("p")
    page.wait_for_selector("#laser")
    page.keyboard.press("?")
    page.keyboard.press("Escape")
    assert page.evaluate(f"!help.open && {ROOT}.classList.contains('pointing')")
    assert page.evaluate(STATE) == before
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
