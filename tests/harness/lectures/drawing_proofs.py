"""What proves the lines of the help that are about drawing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

RANK = "Reveal.getIndices().h"


def prove_draw(page: Any, do: Callable[[], None]) -> None:
    """A stroke of the mouse stays on its slide, there again after a visit to the page."""
    do()
    page.wait_for_selector(":root.drawing")
    draw_a_line(page)
    here = page.evaluate(RANK)
    assert page.locator("section.present .ink polyline").count() == 1
    page.evaluate(f"Reveal.slide({here} + 1)")
    assert page.locator("section.present .ink").count() == 0
    page.reload()
    page.wait_for_selector(f"section:nth-of-type({here + 1}) > .ink polyline", state="attached")


def prove_erase(page: Any, do: Callable[[], None]) -> None:
    """What was drawn on this slide goes; the other slides keep theirs."""
    page.keyboard.press("e")
    page.wait_for_selector(":root.drawing")
    draw_a_line(page)
    page.evaluate("Reveal.next()")
    draw_a_line(page)
    do()
    page.wait_for_function("!Reveal.getCurrentSlide().querySelector('.ink')")
    assert page.locator(".slides .ink polyline").count() == 1


def draw_a_line(page: Any) -> None:
    """Draw with the mouse on the current slide."""
    page.mouse.move(300, 300)
    page.mouse.down()
    page.mouse.move(500, 350, steps=4)
    page.mouse.up()


def prove_colour(page: Any, do: Callable[[], None]) -> None:
    """The pen is in hand, its colour shown (test_drawing.py has the rest)."""
    do()
    page.wait_for_selector("#pens [data-tool=colour][aria-pressed=true]")
    assert page.evaluate("document.documentElement.classList.contains('drawing')")


def prove_width(page: Any, do: Callable[[], None]) -> None:
    """The same for its width."""
    do()
    page.wait_for_selector("#pens [data-tool=width][aria-pressed=true]")
    assert page.evaluate("document.documentElement.classList.contains('drawing')")


def prove_undo(page: Any, do: Callable[[], None]) -> None:
    """The last stroke goes."""
    page.keyboard.press("e")
    page.wait_for_selector(":root.drawing")
    draw_a_line(page)
    draw_a_line(page)
    do()
    page.wait_for_function(
        "Reveal.getCurrentSlide().querySelectorAll('.ink polyline').length === 1"
    )


def prove_taught(page: Any, do: Callable[[], None]) -> None:
    """The deck for print, in another tab (test_drawing.py sees what it prints)."""
    with page.context.expect_page() as opened:
        do()
    expect(opened.value).to_have_url(re.compile(r"\?print-pdf&taught"))
    opened.value.close()
