"""Slides, as the room sees them."""

from __future__ import annotations

import pytest
from decks.check import VISIBLE_CONTENT
from harness.browsing import Opener, Watched


def open_deck(visit: Opener, chapter: str, scheme: str = "light") -> Watched:
    """Open a deck at 1280 × 720 and wait for reveal.js."""
    deck = visit(f"slides/chapitres/{chapter}.html", 1280, 720, scheme)
    deck.page.wait_for_function("window.Reveal && Reveal.isReady()")
    deck.page.evaluate("document.fonts.ready")
    return deck


def test_the_list_of_decks_fits_its_slide(visit: Opener) -> None:
    """The first thing that a lecturer projects."""
    deck = visit("slides/index.html", 1280, 720)
    deck.page.wait_for_function("window.Reveal && Reveal.isReady()")
    assert deck.page.evaluate(VISIBLE_CONTENT) == []


def test_the_keyboard_goes_through_every_step_without_an_error(
    visit: Opener, some_chapters: list[str]
) -> None:
    """From the first slide to the last by one key; nothing is asked from outside."""
    for chapter in some_chapters:
        deck = open_deck(visit, chapter)
        for _ in range(400):
            if deck.page.evaluate("Reveal.isLastSlide() && !Reveal.availableFragments().next"):
                break
            deck.page.keyboard.press("ArrowRight")
        assert deck.page.evaluate("Reveal.isLastSlide()")
        assert deck.errors == []
        assert deck.outside(visit.address) == []


def test_line_steps_light_the_lines_they_name(visit: Opener, chapters: list[str]) -> None:
    """At rest the whole is lit; each key lights the lines of its step, the last the whole."""
    deck = open_deck(visit, chapters[0])
    slide = deck.page.evaluate(
        "Reveal.getSlides().findIndex(slide => slide.querySelector('[data-steps]'))"
    )
    assert slide > 0
    deck.page.evaluate(f"Reveal.slide({slide}, 0, -1)")
    lines = "[...Reveal.getCurrentSlide().querySelectorAll('.ln')]"
    lit = f"{lines}.filter(l => !l.matches('.dim')).map(l => l.dataset.line)"
    steps = deck.page.evaluate(
        "[...Reveal.getCurrentSlide().querySelectorAll('.code-step')].map(s => s.dataset.lines)"
    )
    whole = deck.page.evaluate(f"{lines}.map(l => l.dataset.line)")
    assert len(steps) > 1
    assert deck.page.evaluate(lit) == whole
    for step in steps:
        deck.page.keyboard.press("ArrowRight")
        assert deck.page.evaluate(lit) == (step.split() or whole)
    assert steps[-1] == ""


def test_an_answer_waits_for_a_key(visit: Opener, chapters: list[str]) -> None:
    """The question is alone at first."""
    deck = open_deck(visit, chapters[0])
    slide = deck.page.evaluate(
        "Reveal.getSlides().findIndex(slide => slide.querySelector('.answer'))"
    )
    deck.page.evaluate(f"Reveal.slide({slide}, 0, -1)")
    answer = deck.page.locator("section.present .answer").first
    assert answer.evaluate("node => getComputedStyle(node).visibility") == "hidden"
    deck.page.keyboard.press("ArrowRight")
    assert answer.evaluate("node => getComputedStyle(node).visibility") == "visible"


@pytest.mark.parametrize("key", ["?", "d"])
def test_keys_of_the_help_work_and_close(visit: Opener, chapters: list[str], key: str) -> None:
    """The help opens and closes by its key; D changes the theme and back."""
    page = open_deck(visit, chapters[0]).page
    before = page.evaluate("[document.documentElement.dataset.theme, help.open]")
    page.keyboard.press(key)
    assert page.evaluate("[document.documentElement.dataset.theme, help.open]") != before
    page.keyboard.press(key)
    assert page.evaluate("[document.documentElement.dataset.theme, help.open]") == before


def test_the_speaker_view_opens_with_the_notes(visit: Opener, chapters: list[str]) -> None:
    """In French, with the formulas and code of the notes."""
    page = open_deck(visit, chapters[0]).page
    page.evaluate("Reveal.slide(5)")
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    popup.value.wait_for_selector("#notes-text p")
    assert "Upcoming" not in popup.value.content()


def test_the_choice_of_light_or_dark_is_the_same_on_page_and_deck(
    visit: Opener, chapters: list[str]
) -> None:
    """Chosen once, kept on both sides."""
    deck = open_deck(visit, chapters[0])
    deck.page.keyboard.press("d")
    assert deck.page.evaluate("document.documentElement.dataset.theme") == "dark"
    deck.page.goto(f"{visit.address}/html/chapitres/{chapters[0]}.html")
    assert deck.page.evaluate("document.body.dataset.theme") == "dark"


def test_figures_follow_the_theme(visit: Opener, chapters: list[str]) -> None:
    """One of the two drawings is seen, the right one."""
    deck = open_deck(visit, chapters[0], "dark")
    slide = deck.page.evaluate("Reveal.getSlides().findIndex(slide => slide.querySelector('img'))")
    deck.page.evaluate(f"Reveal.slide({slide})")
    assert deck.page.locator("section.present img.only-dark").first.is_visible()
    assert not deck.page.locator("section.present img.only-light").first.is_visible()
