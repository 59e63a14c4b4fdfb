"""The lecturer's window: notes with formulas, minutes, time, in French, whichever window closes."""

from __future__ import annotations

import re

import pytest
from harness.browsing import Opener
from harness.drawn import drawn_chapters
from harness.lectures.two_windows import READY, STATE, Lecture, open_lecture


@pytest.fixture
def lecture(visit: Opener, chapters: list[str]) -> Lecture:
    """The deck on autograd, at its first slide that has notes and no steps."""
    (name,) = [chapter for chapter in chapters if chapter.startswith("02-")]
    first = (
        "Reveal.getSlides().findIndex(one => one.dataset.timing > 0"
        " && one.querySelector('aside.notes p') && !one.querySelector('.fragment'))"
    )
    return open_lecture(visit(f"slides/chapitres/{name}.html", 1280, 720), first)


def seconds(text: str) -> int:
    """Read a time: 1:02:03 or 02:03."""
    total = 0
    for part in re.sub(r"[^\d:]", "", text).split(":"):
        total = 60 * total + int(part)
    return total


def test_the_window_has_the_notes_the_plan_and_the_time(lecture: Lecture) -> None:
    """In French, formulas included."""
    page, speaker = lecture.projector, lecture.notes
    assert re.search(r"min, \d+ sur \d+", speaker.locator("#notes-text .planned").inner_text())
    text = speaker.locator("body").inner_text()
    for french in ("Écoulé", "Reste", "Ici", "Heure", "À suivre", "Prévu", "Passé", "Pause"):
        assert french in text
    assert "sur" in speaker.locator("#clock-here").inner_text()
    rank = "Reveal.getSlides().findIndex(one => one.querySelector('aside.notes .katex'))"
    page.evaluate(f"Reveal.slide({rank})")
    formula = speaker.locator("#notes-text .katex").first
    assert "KaTeX" in formula.evaluate("node => getComputedStyle(node).fontFamily")


def test_every_note_is_seen_whole(visit: Opener) -> None:
    """A lecturer has no hand free to scroll; the window follows the deck."""
    hidden = []
    for chapter in drawn_chapters("notes", most=1):
        lecture = open_lecture(visit(f"slides/chapitres/{chapter}.html", 1280, 720))
        for rank in range(lecture.projector.evaluate("Reveal.getTotalSlides()")):
            lecture.projector.evaluate(f"Reveal.slide({rank})")
            wanted = lecture.projector.evaluate(
                "Reveal.getCurrentSlide().querySelector('aside.notes')?.textContent || ''"
            )
            if not wanted:
                continue
            lecture.notes.wait_for_function(
                "text => document.getElementById('notes-text').textContent.startsWith(text)",
                arg=wanted,
            )
            pane = "document.getElementById('notes-pane')"
            if lecture.notes.evaluate(f"{pane}.scrollHeight > {pane}.clientHeight"):
                hidden.append((chapter, rank))
        lecture.notes.close()
    assert hidden == []


def test_notes_grow_and_shrink_and_have_the_height(lecture: Lecture) -> None:
    """By keys in either window, and by buttons; the size is there the next time."""
    size = "parseFloat(document.getElementById('notes-text').style.fontSize)"
    pane = lecture.notes.locator("#notes-pane").bounding_box()
    assert pane is not None
    assert pane["height"] > 0.6 * 700
    before = lecture.notes.evaluate(size)
    lecture.type("a")
    assert lecture.notes.evaluate(size) > before
    lecture.notes.locator("#notes-smaller").click()
    assert lecture.notes.evaluate(size) == before
    lecture.projector.keyboard.press("q")
    lecture.notes.wait_for_function(f"{size} < {before}")
    lecture.notes.locator("#notes-larger").click()
    lecture.notes.locator("#notes-larger").click()
    chosen = lecture.notes.evaluate(size)
    lecture.notes.reload()
    lecture.notes.wait_for_function(f"{size} === {chosen}")


def test_the_clock_pauses_and_starts_again(lecture: Lecture) -> None:
    """By its key in either window, and by its button; reset to nothing."""
    spent = lecture.notes.locator("#clock-spent")
    lecture.notes.wait_for_function("document.getElementById('clock-spent').textContent >= '00:02'")
    lecture.type("h")
    assert lecture.notes.locator("#clock-pause").inner_text() == "Reprendre"
    stopped = spent.inner_text()
    lecture.notes.wait_for_timeout(1500)
    assert spent.inner_text() == stopped
    lecture.notes.locator("#clock-pause").click()
    lecture.notes.wait_for_function(
        "text => document.getElementById('clock-spent').textContent > text", arg=stopped
    )
    lecture.projector.keyboard.press("h")
    lecture.notes.wait_for_selector("#clock.stopped")
    lecture.notes.locator("#clock-reset").click()
    assert seconds(spent.inner_text()) == 0


def test_minutes_are_planned_and_spent_by_section(lecture: Lecture) -> None:
    """The sections' minutes add up to the lecture; time goes to the section that is shown."""
    rows = lecture.notes.locator("#plan-rows tr")
    planned = [int(one) for one in rows.locator("td:nth-child(2)").all_inner_texts()]
    total = lecture.notes.evaluate(
        "Reveal.getSlides().reduce((sum, one) => sum + Number(one.dataset.timing), 0)"
    )
    assert sum(planned) == total / 60
    left, spent = (
        seconds(lecture.notes.locator(f"#clock-{one}").inner_text()) for one in ("left", "spent")
    )
    assert abs(left + spent - total) <= 2
    assert lecture.notes.locator("#plan-rows tr.current").count() == 1
    # Two minutes go by, told to the window as the deck keeps them.
    lecture.projector.evaluate(
        """CourseDeck.share("clock", {spent: Reveal.getSlides().map((one, rank) =>
            rank === Reveal.getIndices().h ? 900 : 0), at: Date.now(), runs: false})"""
    )
    lecture.notes.wait_for_selector("#plan-rows tr.current.over")
    assert lecture.notes.locator("tr.current td").last.inner_text() == "15"
    assert "de retard" in lecture.notes.locator("#clock-pace").inner_text()


def test_the_deck_goes_on_without_the_notes_and_they_come_back(lecture: Lecture) -> None:
    """With the clock where it would be."""
    lecture.projector.evaluate(
        """CourseDeck.share("clock", {spent: Reveal.getSlides().map(() => 10), at: Date.now(),
            runs: true})"""
    )
    lecture.notes.wait_for_function("document.getElementById('clock-spent').textContent >= '05:00'")
    lecture.notes.close()
    before = lecture.projector.evaluate(STATE)
    for key in ("d", "p", "p", "ArrowRight"):
        lecture.projector.keyboard.press(key)
    assert lecture.projector.evaluate(STATE) != before
    with lecture.projector.expect_popup() as popup:
        lecture.projector.keyboard.press("s")
    popup.value.wait_for_function("document.getElementById('clock-spent')?.textContent >= '05:00'")
    assert popup.value.evaluate(STATE) == lecture.projector.evaluate(STATE)
    assert popup.value.evaluate("document.documentElement.dataset.theme") == "dark"
    assert lecture.errors == []


def test_the_notes_say_that_the_deck_is_closed_and_open_it_again(lecture: Lecture) -> None:
    """Where it was, with its countdown and what was drawn; the remote works again."""
    lecture.type("m")
    lecture.notes.wait_for_selector("#countdown-ask input:focus")
    lecture.type("5", "Enter", "e")
    lecture.notes.wait_for_selector(":root.drawing")
    lecture.draw(300, 300)
    lecture.type("Escape")
    assert lecture.notes.locator("#deck-gone").is_hidden()
    lecture.projector.close()
    lecture.notes.wait_for_selector("#deck-gone:visible")
    assert "Le diaporama est fermé" in lecture.notes.locator("#deck-gone").inner_text()
    lecture.type("ArrowRight")
    with lecture.notes.expect_popup() as popup:
        lecture.notes.locator("#reopen-deck").click()
    deck = popup.value
    deck.wait_for_function(READY)
    deck.wait_for_selector("#countdown")
    deck.wait_for_selector(".ink polyline", state="attached")
    assert deck.evaluate(STATE) == lecture.notes.evaluate(STATE)
    lecture.notes.wait_for_selector("#deck-gone", state="hidden")
    lecture.type("ArrowRight")
    deck.wait_for_function(f"{STATE} === {lecture.notes.evaluate(STATE)!r}")


@pytest.mark.parametrize("which", ["projector", "notes"])
def test_a_window_that_is_reloaded_finds_the_other(lecture: Lecture, which: str) -> None:
    """F5 by mistake."""
    lecture.type("+", "ArrowRight")
    lecture.projector.wait_for_selector(":root.larger")  # the key's file has come
    page = getattr(lecture, which)
    page.reload()
    page.wait_for_function(READY)
    page.wait_for_selector(":root.larger")
    lecture.type("ArrowRight")
    lecture.seen(f"{STATE} === {lecture.notes.evaluate(STATE)!r}")


def test_what_comes_next_is_one_step_ahead(lecture: Lecture) -> None:
    """The slide alone, without tools."""
    frame = lecture.notes.frame_locator("#ahead")
    rank = lecture.projector.evaluate("Reveal.getIndices().h")
    frame.locator(f"section:nth-of-type({rank + 2}).present").wait_for(timeout=5000)
    assert frame.locator(".deck-footer").is_hidden()
