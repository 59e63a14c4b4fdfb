"""The lecturer's window: notes with formulas, minutes, timer, in French."""

from __future__ import annotations

import re

from harness.browsing import Opener
from playwright.sync_api import Page


def open_speaker_view(visit: Opener, chapter: str) -> tuple[Page, Page]:
    """Open a deck, and its lecturer's window at the size of a laptop's half."""
    page = visit(f"slides/chapitres/{chapter}.html", 1280, 720).page
    page.wait_for_function("window.Reveal && Reveal.isReady()")
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    speaker = popup.value
    speaker.set_viewport_size({"width": 1100, "height": 700})
    speaker.wait_for_selector(".value .planned")
    return page, speaker


def test_the_window_has_the_notes_the_plan_and_the_time(visit: Opener, chapters: list[str]) -> None:
    """In French, formulas included."""
    (autograd,) = [chapter for chapter in chapters if chapter.startswith("02-")]
    page, speaker = open_speaker_view(visit, autograd)
    assert re.search(r"min, 1 sur \d+", speaker.locator(".value .planned").inner_text())
    assert "Rythme" in speaker.locator(".pacing-title").inner_text()
    for english in ("Upcoming", "Time", "Reset", "Pacing", "Layout"):
        assert english not in speaker.locator("body").inner_text()
    rank = "Reveal.getSlides().findIndex(one => one.querySelector('aside.notes .katex'))"
    page.evaluate(f"Reveal.slide({rank})")
    formula = speaker.locator(".value .katex").first
    assert "KaTeX" in formula.evaluate("node => getComputedStyle(node).fontFamily")


def test_every_note_of_the_course_is_seen_whole(visit: Opener, chapters: list[str]) -> None:
    """A lecturer has no hand free to scroll; the window follows the deck."""
    hidden = []
    for chapter in chapters:
        page, speaker = open_speaker_view(visit, chapter)
        for rank in range(page.evaluate("Reveal.getTotalSlides()")):
            page.evaluate(f"Reveal.slide({rank})")
            wanted = page.evaluate(
                "Reveal.getCurrentSlide().querySelector('aside.notes')?.textContent || ''"
            )
            if not wanted:
                continue
            speaker.wait_for_function(
                "text => document.querySelector('.value').textContent.startsWith(text)", arg=wanted
            )
            place = "document.querySelector('.value').getBoundingClientRect().bottom"
            bottom = speaker.evaluate(place)
            if bottom > 700:
                hidden.append((chapter, page.evaluate("Reveal.getCurrentSlide().id"), bottom))
        speaker.close()
    assert hidden == []
