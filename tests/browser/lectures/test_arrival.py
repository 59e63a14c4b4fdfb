"""No answer before its time: on arrival, after a jump, in the overview."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

QUESTION = "Reveal.getCurrentSlide().id === 'question'"
STEPS = "Reveal.getCurrentSlide().querySelectorAll('.fragment.visible').length"
# What the room would see of an answer, one picture after the other, for half a second.
WATCH = """() => {
    window.seen = [];
    const answer = document.querySelector('#question .answer');
    const start = performance.now();
    (function look() {
        const style = getComputedStyle(answer);
        const shown = answer.closest('section').classList.contains('present');
        if (shown) { seen.push(style.visibility === 'hidden' ? 0 : Number(style.opacity)); }
        window.watched = performance.now() - start > 700;
        if (!window.watched) { requestAnimationFrame(look); }
    })();
}"""


def most_seen(page: Page, go: str) -> float:
    """Return how visible the answer was at most, in the pictures after a key."""
    page.evaluate("window.watched = false")
    page.evaluate(WATCH)
    page.keyboard.press(go)
    page.wait_for_function("window.watched && seen.length > 5")
    return float(page.evaluate("Math.max(...seen)"))


def test_the_answer_is_not_seen_on_arrival(room: Callable[..., Page]) -> None:
    """Measuring the slide shows all its steps for a moment: never to the room."""
    page = room()
    page.evaluate("delete document.getElementById('question').dataset.fitted")
    assert most_seen(page, "ArrowRight") == 0
    assert page.evaluate(QUESTION)


def test_the_answer_is_not_seen_when_fonts_come_late(room: Callable[..., Page]) -> None:
    """The slide is measured again, before the room."""
    page = room("question")
    page.evaluate(WATCH)
    page.evaluate("document.dispatchEvent(new Event('slides-resized'))")
    page.wait_for_function("window.watched")
    assert page.evaluate("Math.max(...seen)") == 0


def test_an_answer_that_is_asked_for_comes_at_the_speed_of_steps(room: Callable[..., Page]) -> None:
    """It may fade in: it is its time."""
    page = room("question")
    assert most_seen(page, "ArrowRight") == 1


def jump_by_number(page: Page) -> None:
    """G, its number, Enter."""
    page.keyboard.press("g")
    page.wait_for_selector("#deck-jump input:focus")
    page.keyboard.type("2")
    page.keyboard.press("Enter")


def jump_by_overview(page: Page) -> None:
    """O, a click."""
    page.keyboard.press("o")
    page.locator("#overview > ol > li").nth(1).click()


def jump_by_search(page: Page) -> None:
    """R, a word, Enter."""
    page.keyboard.press("r")
    page.wait_for_selector("#deck-search input:focus")
    page.keyboard.type("combien")
    page.keyboard.press("Enter")


def jump_by_address(page: Page) -> None:
    """A link to the slide."""
    page.evaluate("location.hash = '#/question'")


@pytest.mark.parametrize(
    "jump", [jump_by_number, jump_by_overview, jump_by_search, jump_by_address]
)
@pytest.mark.parametrize("start", ["End", "étape suivante"])
def test_a_jump_lands_on_the_first_step(
    room: Callable[..., Page], jump: Callable[[Page], None], start: str
) -> None:
    """From the end of the deck, never asked; or once answered, from two slides on."""
    page = room()
    for key in ["End"] if start == "End" else ["ArrowRight"] * 6:
        page.keyboard.press(key)
    jump(page)
    page.wait_for_function(QUESTION)
    assert page.evaluate(STEPS) == 0


def test_one_step_back_shows_what_was_shown(room: Callable[..., Page]) -> None:
    """As everywhere: the last step of the slide before."""
    page = room("etapes")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(QUESTION)
    assert page.evaluate(STEPS) == 1


def test_the_overview_prints_no_answer_that_was_not_shown(room: Callable[..., Page]) -> None:
    """After a jump ahead; once it was shown it stays."""
    page = room()
    answer = page.locator("#overview > ol > li").nth(1).locator(".answer")
    page.keyboard.press("End")
    page.keyboard.press("o")
    page.wait_for_selector("#overview")
    assert not answer.is_visible()
    page.keyboard.press("Escape")
    jump_by_number(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("End")
    page.keyboard.press("o")
    page.wait_for_selector("#overview")
    assert answer.is_visible()
