"""« + » for the back of the room: as large as the slide holds, then beyond, to be scrolled."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from harness.lectures.two_windows import Lecture
from playwright.sync_api import Page

SLIDE = "Reveal.getCurrentSlide()"
RANK = "Reveal.getIndices().h"
SIZE = f"Number({SLIDE}.style.getPropertyValue('--size'))"
SPILLS = f"{SLIDE}.scrollHeight > {SLIDE}.clientHeight + 2"
HEIGHT = f"{SLIDE}.querySelector('h2').getBoundingClientRect().height"
MARK = "#more-below:visible"


def larger(page: Page, times: int) -> None:
    """Press the key, and wait for what it does."""
    for _ in range(times):
        page.keyboard.press("+")
        page.wait_for_function("document.getElementById('deck-status').textContent")
    page.wait_for_timeout(100)


@pytest.mark.parametrize("slide", ["question", "etapes", "long", "code", "fin"])
def test_text_grows_as_far_as_the_slide_holds_it(room: Callable[..., Page], slide: str) -> None:
    """Nothing leaves the screen, nor is a line of code folded."""
    page = room(slide)
    before = page.evaluate(HEIGHT)
    larger(page, 1)
    assert not page.evaluate(SPILLS)
    assert page.evaluate(HEIGHT) == pytest.approx(before * page.evaluate(SIZE), rel=0.03)
    assert page.evaluate(SIZE) > 1 or slide in ("question", "long")  # full already
    assert page.locator(MARK).count() == 0


def test_a_full_slide_says_so(room: Callable[..., Page]) -> None:
    """With the key that goes on."""
    page = room("long")
    larger(page, 1)
    assert "pleine" in page.locator("#deck-status").inner_text()
    assert page.evaluate(SIZE) == 1


@pytest.mark.parametrize("key", ["PageDown", "ArrowDown", "Space"])
def test_what_is_below_is_scrolled_to_before_the_next_slide(lecture: Lecture, key: str) -> None:
    """A mark says that there is more; the way back likewise."""
    lecture.projector.evaluate("Reveal.slide(3)")
    lecture.notes.wait_for_function(f"{RANK} === 3")
    larger(lecture.notes, 4)
    for page in (lecture.projector, lecture.notes):
        page.wait_for_selector(MARK)
    presses = 0
    while lecture.notes.evaluate(RANK) == 3 and presses < 9:
        seen = lecture.notes.evaluate(
            f"{SLIDE}.scrollTop + {SLIDE}.clientHeight + 9 > {SLIDE}.scrollHeight"
        )
        lecture.type(key)
        presses += 1
    assert seen
    assert 1 < presses < 9
    lecture.type("PageUp")
    assert lecture.notes.evaluate(RANK) == 3
    assert lecture.notes.evaluate(f"{SLIDE}.scrollTop") > 0
    lecture.type("PageUp")
    assert lecture.notes.evaluate(RANK) == 3


def test_the_footer_hides_what_passes_under_it(room: Callable[..., Page]) -> None:
    """Two texts on top of each other are read by none."""
    page = room("long")
    larger(page, 4)
    paper = "getComputedStyle(document.querySelector('.deck-footer')).backgroundColor"
    assert page.evaluate(paper) == "rgb(251, 250, 247)"


def test_folded_code_keeps_its_indentation(room: Callable[..., Page]) -> None:
    """What is folded hangs under the start of its line; the code is copied as it was."""
    page = room("code")
    code = f"{SLIDE}.querySelector('.highlight-python pre').textContent"
    page.evaluate(
        f"""{SLIDE}.querySelector('.highlight-python pre').innerHTML =
        '<span class="k">def</span> f(x):\\n    <span class="n">' + 'très_long, '.repeat(20)
        + '</span>\\n    <span class="s">"a\\n    b"</span>\\n'"""
    )
    before = page.evaluate(code)
    larger(page, 4)
    page.wait_for_selector(".present .row")
    assert page.evaluate(code).rstrip() == before.rstrip()
    lefts = page.evaluate(
        f"""(() => {{
            const range = new Range();
            range.selectNodeContents({SLIDE}.querySelectorAll('.row')[1].querySelector('.n'));
            return [...range.getClientRects()].map(one => Math.round(one.left));
        }})()"""
    )
    assert len(lefts) > 1
    assert all(left > lefts[0] for left in lefts[1:])


def test_a_step_that_comes_is_in_sight(room: Callable[..., Page]) -> None:
    """An answer below the screen would be shown to no one."""
    page = room("question")
    larger(page, 4)
    page.evaluate(f"{SLIDE}.scrollTop = 0")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    box = page.locator(".present .answer").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 690
