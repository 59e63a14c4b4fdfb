"""One countdown at a time, which follows the lecturer from slide to slide."""

from __future__ import annotations

from collections.abc import Callable

from harness.lectures.two_windows import Lecture
from playwright.sync_api import Page

FACE = ".present .clock-face"


def start(page: Page, minutes: str) -> None:
    """Ask for a countdown."""
    page.keyboard.press("m")
    page.wait_for_selector("#countdown-ask input:focus")
    page.keyboard.type(minutes)
    page.keyboard.press("Enter")


def test_the_clock_of_a_slide_follows_to_the_next_ones(lecture: Lecture) -> None:
    """In the corner of both screens; on its own slide it is not said twice."""
    lecture.type("End", "ArrowLeft", "m")
    lecture.seen(f"/^9:5/.test(document.querySelector('{FACE}').textContent)")
    assert lecture.projector.locator("#countdown").is_hidden()
    lecture.type("ArrowRight")
    for page in (lecture.projector, lecture.notes):
        page.wait_for_selector("#countdown:visible")
        assert page.locator("#countdown").inner_text().startswith("9:5")
    lecture.type("ArrowLeft")
    lecture.projector.wait_for_selector("#countdown", state="hidden")
    lecture.type("m")  # stopped where it runs
    lecture.type("ArrowRight")
    lecture.projector.wait_for_selector("#countdown", state="detached")


def test_the_clock_of_a_slide_takes_the_place_of_the_one_that_ran(
    room: Callable[..., Page],
) -> None:
    """And the other way round: never two."""
    page = room("fin")
    start(page, "5")
    page.keyboard.press("ArrowLeft")
    assert page.locator("#countdown").inner_text() in ("5:00", "4:59")
    page.locator(".present .clock-start").click()
    page.wait_for_selector("#countdown", state="hidden")
    page.keyboard.press("ArrowRight")
    assert page.locator("#countdown").inner_text() in ("10:00", "9:59", "9:58")
    assert page.locator("#countdown").count() == 1
    start(page, "5")
    page.keyboard.press("ArrowLeft")
    assert page.locator("#countdown").inner_text() in ("5:00", "4:59")
    assert page.locator(".present .clock-start").inner_text() == "Lancer"


def test_the_key_asks_for_the_one_that_runs(room: Callable[..., Page]) -> None:
    """On a slide with a clock of its own, where it could not be stopped; the box is not over it."""
    page = room("fin")
    start(page, "5")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("m")
    page.wait_for_selector("#countdown-ask input:focus")
    box, clock = (page.locator(one).bounding_box() for one in ("#countdown-ask", "#countdown"))
    assert box is not None
    assert clock is not None
    assert box["y"] > clock["y"] + clock["height"]
    page.locator("#countdown-ask button").last.click()
    assert page.locator("#countdown").count() == 0


def test_what_is_over_is_cleared_by_escape_a_click_or_the_next_slide(lecture: Lecture) -> None:
    """On both screens."""
    for clear in (
        lambda: lecture.type("Escape"),
        lambda: lecture.projector.locator("#countdown").click(),
        lambda: lecture.type("ArrowRight"),
    ):
        start(lecture.notes, "0,01")
        lecture.projector.wait_for_selector("#countdown.over")
        lecture.notes.wait_for_selector("#countdown.over")
        clear()
        for page in (lecture.projector, lecture.notes):
            page.wait_for_selector("#countdown", state="detached")


def test_a_pause_is_in_the_plan_of_the_lecture(lecture: Lecture) -> None:
    """What is left counts it: ten minutes, and the two of the notes."""
    left = lecture.notes.locator("#clock-left").inner_text()
    assert left.startswith(("12:00", "11:5"))
