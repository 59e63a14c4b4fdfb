"""The lecturer's window: notes with formulas, minutes, timer, in French."""

from __future__ import annotations

import re

from browsing import Opener


def test_the_window_has_the_notes_the_plan_and_the_time(visit: Opener, chapters: list[str]) -> None:
    """It follows the deck, and every note of the course is seen whole."""
    page = visit(f"slides/chapitres/{chapters[1]}.html", 1280, 720).page
    page.wait_for_function("window.Reveal && Reveal.isReady()")
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    speaker = popup.value
    speaker.set_viewport_size({"width": 1100, "height": 700})
    speaker.wait_for_selector(".value .planned")
    assert re.search(r"min, 1 sur \d+", speaker.locator(".value .planned").inner_text())
    assert "Rythme" in speaker.locator(".pacing-title").inner_text()
    for english in ("Upcoming", "Time", "Reset", "Pacing", "Layout"):
        assert english not in speaker.locator("body").inner_text()
    formula = speaker.locator(".value .katex").first
    assert "KaTeX" in formula.evaluate("node => getComputedStyle(node).fontFamily")
    hidden = []
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
        bottom = speaker.evaluate("document.querySelector('.value').getBoundingClientRect().bottom")
        if bottom > 700:
            hidden.append((page.evaluate("Reveal.getCurrentSlide().id"), bottom))
    assert hidden == []
