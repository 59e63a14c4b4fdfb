"""Two screens are one lecture: made in the notes window, seen on the projector."""

from __future__ import annotations

import pytest
from harness.browsing import Opener
from harness.lectures.two_windows import READY, STATE, Lecture, open_lecture

ROOT = "document.documentElement"
WITH = "Reveal.getSlides().findIndex(one => one.querySelector('{}'))"


def lecture_with(visit: Opener, chapters: list[str], selector: str) -> Lecture:
    """Open the first deck that has it, at the slide that has it."""
    for chapter in chapters:
        deck = visit(f"slides/chapitres/{chapter}.html", 1280, 720)
        deck.page.wait_for_function(READY)
        rank = deck.page.evaluate(WITH.format(selector))
        if rank >= 0:
            return open_lecture(deck, f"{rank}, 0, -1")
    raise AssertionError(selector)


@pytest.fixture
def lecture(visit: Opener, chapters: list[str]) -> Lecture:
    """The deck on autograd, at its first slide with steps."""
    return lecture_with(visit, chapters[2:], ".fragment")


def same_place(lecture: Lecture) -> bool:
    """Tell whether both windows show the same slide, at the same step."""
    return bool(lecture.notes.evaluate(STATE) == lecture.projector.evaluate(STATE))


def test_slides_and_steps_go_on_together(lecture: Lecture) -> None:
    """Forward and back, from either window; a covered answer is shown in both."""
    before = lecture.projector.evaluate(STATE)
    for window, other in ((lecture.notes, lecture.projector), (lecture.projector, lecture.notes)):
        window.keyboard.press("ArrowRight")
        other.wait_for_function(f"{STATE} !== {before!r}")
        assert same_place(lecture)
        window.keyboard.press("ArrowLeft")
        other.wait_for_function(f"{STATE} === {before!r}")


def test_the_answer_of_a_quiz_is_shown_on_the_projector(visit: Opener, chapters: list[str]) -> None:
    """By the lecturer's key, once the hands are up."""
    lecture = lecture_with(visit, chapters, ".quiz .answer")
    answer = "Reveal.getCurrentSlide().querySelector('.quiz .answer')"
    lecture.seen(f"{answer} && !{answer}.classList.contains('visible')")
    lecture.type("ArrowRight")
    lecture.seen(f"{answer}.classList.contains('visible')")


def test_a_jump_is_followed(lecture: Lecture) -> None:
    """Its box is in the notes window alone."""
    lecture.type("g")
    lecture.notes.wait_for_selector("#deck-jump input:focus")
    lecture.type("9", "Enter")
    lecture.seen("Reveal.getIndices().h === 8")
    assert lecture.projector.locator("#deck-jump").count() == 0


def test_what_is_searched_is_found_and_marked(lecture: Lecture) -> None:
    """The box stays with the lecturer; Escape takes the marks away from both."""
    lecture.type("r")
    lecture.notes.wait_for_selector("#deck-search input:focus")
    lecture.notes.keyboard.type("gradient")
    lecture.type("Enter")
    marked = "CSS.highlights.has('deck-search') && CSS.highlights.get('deck-search').size"
    lecture.seen(f"({marked}) > 0")
    assert same_place(lecture)
    assert lecture.projector.locator("#deck-search").count() == 0
    lecture.type("Escape")
    lecture.seen(f"!({marked})")


def test_what_is_drawn_is_seen_while_it_is_drawn(lecture: Lecture) -> None:
    """At the same place of the slide; undone and erased in both."""
    lecture.type("e")
    lecture.notes.wait_for_selector(":root.drawing")
    lecture.mouse_at(300, 400)
    lecture.notes.mouse.down()
    lecture.mouse_at(500, 400)
    lecture.seen("document.querySelector('section.present .ink polyline')")
    lecture.notes.mouse.up()
    box = lecture.projector.locator("section.present .ink polyline").bounding_box()
    assert box is not None
    assert abs(box["x"] - 300) < 10
    assert abs(box["y"] - 400) < 10
    lecture.draw(300, 500)
    lines = "document.querySelectorAll('section.present .ink polyline').length"
    lecture.seen(f"{lines} === 2")
    lecture.type("u")
    lecture.seen(f"{lines} === 1")
    lecture.type("x")
    lecture.seen(f"{lines} === 0")
    lecture.projector.keyboard.press("u")
    lecture.notes.wait_for_function(f"{lines} === 1")


def test_the_pointer_is_at_the_same_place_of_the_slide(lecture: Lecture) -> None:
    """Whatever the size of the two windows."""
    lecture.type("p")
    lecture.mouse_at(640, 360)
    lecture.seen("document.getElementById('laser')?.style.left === '640px'")
    box = lecture.projector.locator("#laser").bounding_box()
    assert box is not None
    assert abs(box["x"] + box["width"] / 2 - 640) < 4
    lecture.type("p")
    lecture.seen("!document.getElementById('laser')")


def test_the_magnifier_shows_the_same_part(lecture: Lecture) -> None:
    """It leaves with the slide."""
    lecture.mouse_at(200, 200)
    lecture.type("z")
    zoomed = f"{ROOT}.classList.contains('zoomed')"
    lecture.seen(zoomed)
    for page in (lecture.notes, lecture.projector):
        shape = "getComputedStyle(document.querySelector('.reveal')).scale"
        assert page.evaluate(shape) == "2"
    place = "document.querySelector('.reveal .slides').getBoundingClientRect().left"
    assert abs(lecture.projector.evaluate(place) + 200) < 4
    lecture.notes.evaluate("Reveal.slide(Reveal.getIndices().h + 1)")
    lecture.seen(f"!{zoomed}")


@pytest.mark.parametrize(
    ("key", "state"),
    [
        ("b", "Reveal.isPaused()"),
        ("d", f"{ROOT}.dataset.theme === 'dark'"),
        ("+", f"{ROOT}.classList.contains('larger')"),
    ],
)
def test_black_screen_colours_and_size_of_text_are_those_of_the_lecture(
    lecture: Lecture, key: str, state: str
) -> None:
    """There, and back by the same key or its opposite."""
    assert not lecture.projector.evaluate(state)
    lecture.type(key)
    lecture.seen(state)
    assert lecture.notes.evaluate(state)
    lecture.type({"+": "-"}.get(key, key))
    lecture.seen(f"!({state})")


def test_the_projector_goes_full_screen_from_the_notes(lecture: Lecture) -> None:
    """The browser lets the window that was touched allow it to the other."""
    lecture.type("f")
    lecture.seen("document.fullscreenElement")


def test_a_sequence_of_figures_moved_by_hand_moves_on_the_projector(
    visit: Opener, chapters: list[str]
) -> None:
    """By its buttons, without its steps."""
    lecture = lecture_with(visit, chapters, ".scrubber")
    shown = "Number(Reveal.getCurrentSlide().querySelector('.scrubber input').value)"
    before = lecture.projector.evaluate(shown)
    lecture.notes.locator("section.present .scrubber button").last.click()
    lecture.seen(f"{shown} === {before + 1}")
    slider = lecture.notes.locator("section.present .scrubber input")
    slider.fill("0")
    lecture.seen(f"{shown} === 0")


def test_a_long_slide_is_scrolled_in_both(lecture: Lecture) -> None:
    """When the text was made larger than the slide."""
    lecture.notes.evaluate(f"Reveal.slide({WITH.format('pre')}, 0, 99)")
    lecture.type("+", "+", "+")
    lecture.notes.wait_for_selector("#more-below:visible")
    lecture.notes.evaluate("Reveal.getCurrentSlide().scrollTop = 30")
    top = lecture.notes.evaluate("Reveal.getCurrentSlide().scrollTop")
    assert top > 0
    lecture.seen(f"Reveal.getCurrentSlide().scrollTop === {top}")


def test_a_countdown_is_on_both_screens(lecture: Lecture) -> None:
    """With a comma; what is not a number is refused with an example; stopped by its button."""
    lecture.type("m")
    lecture.notes.wait_for_selector("#countdown-ask input:focus")
    lecture.notes.keyboard.type("cinq")
    lecture.type("Enter")
    assert "1,5" in lecture.notes.locator("#deck-status").inner_text()
    lecture.notes.keyboard.type("1,5")
    lecture.type("Enter")
    lecture.seen("/1:(30|29|28)/.test(document.getElementById('countdown')?.textContent)")
    assert "1:" in lecture.notes.locator("#countdown").inner_text()
    lecture.type("m")
    lecture.notes.locator("#countdown-ask button").last.click()
    lecture.seen("!document.getElementById('countdown')")


def test_a_countdown_proposes_the_minutes_of_the_slide(lecture: Lecture) -> None:
    """Those that its notes plan; at 0 it says so and stays."""
    planned = lecture.notes.evaluate(
        "(() => { const slide = Reveal.getSlides().find(one => one.dataset.timing >= 60"
        " && !one.dataset.minutes); Reveal.slide(Reveal.getSlides().indexOf(slide));"
        " return slide.dataset.timing / 60; })()"
    )
    lecture.type("m")
    assert lecture.notes.locator("#countdown-ask input").input_value() == str(int(planned))
    lecture.type("Escape")
    lecture.type("m")
    lecture.notes.wait_for_selector("#countdown-ask input:focus")
    lecture.notes.locator("#countdown-ask input").fill("0,02")
    lecture.type("Enter")
    lecture.seen("document.querySelector('#countdown.over')?.textContent === '0:00'")


def test_no_gesture_of_the_notes_window_leaves_the_deck(lecture: Lecture) -> None:
    """T, the footer's link and links of the slides open beside; the remote stays in hand."""
    # reveal.js puts the address off.
    lecture.seen("location.hash === `#/${Reveal.getCurrentSlide().id}`")
    here = lecture.projector.url
    context = lecture.notes.context
    for do in (
        lambda: lecture.type("t"),
        lambda: lecture.notes.locator("#to-page").click(),
        lambda: lecture.projector.keyboard.press("t"),
        lambda: lecture.notes.locator(".deck-course").click(),
    ):
        with context.expect_page() as opened:
            do()
        opened.value.wait_for_load_state()
        assert opened.value.url.partition("#")[0] != here.partition("#")[0]
        opened.value.close()
    assert lecture.projector.url == here
    assert "?notes" in lecture.notes.url
    lecture.type("ArrowRight")
    lecture.notes.wait_for_timeout(200)
    assert same_place(lecture)
    assert lecture.errors == []
