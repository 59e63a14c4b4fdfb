"""A lecture as it is given: the deck on the projector, the notes window in the lecturer's hands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from harness.browsing import Watched

READY = "window.Reveal && Reveal.isReady()"
STATE = "JSON.stringify([Reveal.getIndices().h, Reveal.getIndices().f])"


@dataclass
class Lecture:
    """Both windows, and what went wrong in them."""

    projector: Page
    notes: Page
    errors: list[str]

    def type(self, *keys: str) -> None:
        """Press keys in the notes window."""
        for key in keys:
            self.notes.keyboard.press(key)

    def slide_in_notes(self) -> dict[str, float]:
        """Return where the notes window shows the slide."""
        box: Any = self.notes.locator(".reveal .slides").first.bounding_box()
        return dict(box)

    def mouse_at(self, x: float, y: float) -> None:
        """Move the lecturer's mouse to a point of the slide, in its 1280 × 720."""
        box = self.slide_in_notes()
        scale = box["width"] / 1280
        self.notes.mouse.move(box["x"] + x * scale, box["y"] + y * scale)

    def draw(self, x: float, y: float) -> None:
        """Draw a line of 200 to the right, in the notes window."""
        self.mouse_at(x, y)
        self.notes.mouse.down()
        self.mouse_at(x + 200, y)
        self.notes.mouse.up()

    def seen(self, condition: str, arg: Any = None) -> None:
        """Wait until the projector shows it."""
        self.projector.wait_for_function(condition, arg=arg, timeout=5000)


def open_lecture(deck: Watched, slide: str = "0", width: int = 1100, height: int = 700) -> Lecture:
    """Open the notes window of a deck, at a slide (an expression)."""
    projector = deck.page
    projector.wait_for_function(READY)
    projector.evaluate(f"Reveal.slide({slide})")
    with projector.expect_popup() as popup:
        projector.keyboard.press("s")
    notes = popup.value
    notes.on("pageerror", lambda error: deck.errors.append(str(error)))
    notes.set_viewport_size({"width": width, "height": height})
    notes.wait_for_selector("#notes-text p")
    projector.wait_for_function("CourseDeck.isAccompanied()")
    return Lecture(projector, notes, deck.errors)
