"""What the room sees around the slides, and what a lecturer is told."""

from __future__ import annotations

from collections.abc import Callable

from harness.lectures.two_windows import Lecture
from playwright.sync_api import Page

TOOLS = "getComputedStyle(document.querySelector('.deck-tools')).opacity"
STATUS = "document.getElementById('deck-status').textContent"


def test_tools_are_seen_when_the_mouse_moves_or_by_tab(room: Callable[..., Page]) -> None:
    """Not during the lecture; they go when the mouse is still."""
    page = room("long")
    # Some browsers say, as a page opens, where the mouse is.
    page.wait_for_function(f"{TOOLS} === '0'", timeout=5000)
    page.mouse.move(300, 300)
    assert page.evaluate(TOOLS) != "0"
    page.wait_for_function(f"{TOOLS} === '0'", timeout=5000)
    while not page.evaluate("document.activeElement.closest('.deck-tools') !== null"):
        page.keyboard.press("Tab")
    assert page.evaluate(TOOLS) != "0"


def test_a_message_stands_in_the_footer(room: Callable[..., Page]) -> None:
    """Not on the last line of the slide."""
    page = room("code")
    page.keyboard.press("c")
    page.wait_for_function(STATUS)
    box = page.locator("#deck-status").bounding_box()
    assert box is not None
    assert box["y"] >= 682


def test_a_black_screen_is_black(lecture: Lecture) -> None:
    """The way back is in the notes window; on the projector, a touch anywhere."""
    lecture.type("b")
    lecture.seen("Reveal.isPaused()")
    opacity = "getComputedStyle(document.querySelector('.resume-button')).opacity"
    assert lecture.projector.evaluate(opacity) == "0"
    assert lecture.notes.evaluate(opacity) == "1"
    lecture.projector.mouse.click(200, 500)
    lecture.notes.wait_for_function("!Reveal.isPaused()")


def test_results_are_hidden_where_nothing_is_covered(lecture: Lecture) -> None:
    """On both screens, by the key, which says so where there are none."""
    lecture.type("v")
    lecture.notes.wait_for_function(f"{STATUS} === 'Rien à cacher sur cette diapositive'")
    lecture.projector.evaluate("Reveal.slide(4)")
    lecture.notes.wait_for_function("Reveal.getIndices().h === 4")
    output = lecture.projector.locator(".present .snippet-output")
    assert output.is_visible()
    lecture.type("v")
    output.wait_for(state="hidden")
    lecture.type("ArrowRight", "ArrowLeft")
    assert output.is_hidden()
    lecture.type("v")
    output.wait_for(state="visible")


def test_what_acts_in_the_notes_is_said_where_the_key_was_pressed(lecture: Lecture) -> None:
    """H stops the lecturer's clock: not without a word. Its neighbours do nothing."""
    for key, said in (("h", "Horloge"), ("a", "Notes plus"), ("q", "Notes moins")):
        lecture.projector.keyboard.press(key)
        assert said in lecture.projector.evaluate(STATUS)
    for key in "jkln":
        lecture.projector.keyboard.press(key)
    assert lecture.projector.evaluate("Reveal.getIndices().h") == 0


def test_the_pens_leave_with_the_pen(lecture: Lecture) -> None:
    """In the notes window too."""
    lecture.type("e")
    lecture.notes.wait_for_selector("#pens:visible")
    lecture.type("Escape")
    lecture.notes.wait_for_selector("#pens", state="hidden")


def test_the_last_slide_is_the_end(lecture: Lecture) -> None:
    """Instead of the same slide again; a countdown that runs is no slide."""
    shown = "getComputedStyle(document.querySelector('#next-slide div'), '::after').content"
    lecture.type("m")
    lecture.notes.wait_for_selector("#countdown-ask input:focus")
    lecture.type("5", "Enter", "End")
    lecture.notes.wait_for_function(f"{shown} === '\"Fin\"'")
    assert lecture.notes.locator("#ahead").is_hidden()
    lecture.type("ArrowLeft")
    assert lecture.notes.locator("#ahead").is_visible()


def test_a_closed_deck_hides_no_clock(lecture: Lecture) -> None:
    """The sentence stands over the slide, under its title."""
    lecture.projector.close()
    lecture.notes.wait_for_selector("#deck-gone:visible")
    gone = lecture.notes.locator("#deck-gone").bounding_box()
    clock = lecture.notes.locator("#clock").bounding_box()
    assert gone is not None
    assert clock is not None
    assert gone["x"] + gone["width"] <= clock["x"]
    assert gone["y"] > 200


def test_the_clock_is_whole_in_a_narrow_window(lecture: Lecture) -> None:
    """And nothing is printed over the notes."""
    for width in (1100, 1024, 900, 800, 701, 640):
        lecture.notes.set_viewport_size({"width": width, "height": 700})
        cut = lecture.notes.evaluate(
            """[...document.querySelectorAll("#clock dd, #plan td, #plan th")].filter(one =>
            one.getBoundingClientRect().right > innerWidth || one.scrollWidth > one.clientWidth + 1
            || one.getBoundingClientRect().right >
                one.closest("[role]").getBoundingClientRect().right
            ).map(one => one.id || one.textContent)"""
        )
        assert cut == [], width
    paper = "getComputedStyle(document.querySelector('.deck-footer')).backgroundColor"
    assert lecture.notes.evaluate(paper) != "rgba(0, 0, 0, 0)"


def test_code_in_a_question_is_on_one_line(room: Callable[..., Page]) -> None:
    """``x = torch.tensor([21])`` is one expression."""
    page = room("question")
    lines = page.evaluate(
        "[...document.querySelectorAll('.present .quiz-question code')]"
        ".map(one => one.getClientRects().length)"
    )
    assert lines == [1, 1]


def test_the_overview_names_the_slide_under_the_mouse(room: Callable[..., Page]) -> None:
    """Its picture is small."""
    page = room()
    page.keyboard.press("o")
    page.wait_for_selector("#overview")
    assert page.locator("#overview > p").inner_text() == "1. Un chapitre"
    page.locator("#overview > ol > li").nth(3).hover()
    assert page.locator("#overview > p").inner_text() == "4. Long"
