"""Boxes that lead elsewhere in the deck: by number or title (G), by a word (R)."""

from __future__ import annotations

from collections.abc import Callable

from harness.lectures.two_windows import Lecture
from playwright.sync_api import Page

RANK = "Reveal.getIndices().h"
NAMED = "#deck-jump output"


def ask(page: Page, key: str, box: str, text: str) -> None:
    """Open a box and type."""
    page.keyboard.press(key)
    page.wait_for_selector(f"#{box} input:focus")
    page.keyboard.type(text)


def test_the_target_is_named_while_one_types(room: Callable[..., Page]) -> None:
    """By number, by title, or not found; Escape goes nowhere."""
    page = room("question")
    ask(page, "g", "deck-jump", "4")
    assert page.locator(NAMED).inner_text() == "4. Long"
    for typed, name in (("etap", "3. Étapes"), ("99", "Introuvable"), ("zzz", "Introuvable")):
        page.locator("#deck-jump input").fill(typed)
        assert page.locator(NAMED).inner_text() == name
        page.keyboard.press("Enter") if name == "Introuvable" else None
    assert page.evaluate(RANK) == 1
    page.keyboard.press("Escape")
    assert page.locator("#deck-jump").is_hidden()
    assert page.evaluate(RANK) == 1


def test_the_room_sees_the_slide_once_it_is_confirmed(lecture: Lecture) -> None:
    """Nothing moves while the lecturer types."""
    ask(lecture.notes, "g", "deck-jump", "4")
    lecture.notes.wait_for_timeout(400)
    assert lecture.projector.evaluate(RANK) == 0
    lecture.type("Enter")
    lecture.seen(f"{RANK} === 3")
    assert lecture.notes.locator("#deck-jump").is_hidden()
    assert lecture.projector.locator("#deck-jump").count() == 0


def test_search_counts_while_one_types_and_starts_after_the_slide(
    room: Callable[..., Page],
) -> None:
    """« mérite » is on the third slide and on the last."""
    page = room("long")
    said = page.locator("#deck-search output")
    ask(page, "r", "deck-search", "merite")
    assert said.inner_text() == "Diapositives : 2"
    assert page.evaluate(RANK) == 3
    page.keyboard.press("Enter")
    assert page.evaluate("Reveal.getCurrentSlide().id") == "fin"
    assert said.inner_text().startswith("2 sur 2")
    page.keyboard.press("Enter")
    assert page.evaluate("Reveal.getCurrentSlide().id") == "etapes"
    page.locator("#deck-search input").fill("zzz")
    assert said.inner_text() == "Introuvable"


def test_escape_goes_back_to_where_the_search_began(room: Callable[..., Page]) -> None:
    """At its step; whoever moves on stays there."""
    page = room("question")
    page.keyboard.press("ArrowRight")
    before = page.evaluate("JSON.stringify(Reveal.getIndices())")
    ask(page, "r", "deck-search", "merite")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert page.evaluate("JSON.stringify(Reveal.getIndices())") == before
    ask(page, "r", "deck-search", "numero")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    assert page.locator("#deck-search").is_hidden()
    page.keyboard.press("Escape")
    assert page.evaluate("Reveal.getCurrentSlide().id") == "code"
