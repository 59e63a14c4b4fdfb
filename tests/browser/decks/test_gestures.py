"""Every line of the deck's French help, by its key and by its button, does what it says."""

from __future__ import annotations

from typing import Any

import pytest
from course.base import wording
from harness.browsing import Opener
from harness.lectures.gesture_proofs import PROOFS, RANK

PRESS = {
    "→": "ArrowRight",
    "←": "ArrowLeft",
    "Espace": "Space",
    "Début": "Home",
    "Fin": "End",
    "Échap": "Escape",
    "Page ↓": "PageDown",
    "Page ↑": "PageUp",
    "Ctrl+P": "Control+p",
}
KEYS = [(command, key) for command, keys, _ in wording.HELP_KEYS for key in keys]
WITH_CODE = "Reveal.getSlides().findIndex(s => s.querySelector('.highlight-python pre'))"


def open_deck(visit: Opener, chapters: list[str]) -> Any:
    """Open the deck on tensors at its first slide with code."""
    (tensors,) = [chapter for chapter in chapters if chapter.startswith("01-")]
    page = visit(f"slides/chapitres/{tensors}.html", 1280, 720).page
    page.wait_for_function("window.Reveal && Reveal.isReady()")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(f"Reveal.slide({WITH_CODE}, 0, 999)")
    page.wait_for_function("location.hash === '#/' + Reveal.getCurrentSlide().id")  # written late
    return page


@pytest.mark.parametrize(("command", "key"), KEYS)
def test_every_key_of_the_help_does_what_it_says(
    visit: Opener, chapters: list[str], command: str, key: str
) -> None:
    """A line of the help without a proof fails here."""
    page = open_deck(visit, chapters)
    if command == "previous":
        page.evaluate(f"Reveal.slide({RANK}, 0, -1)")
    PROOFS[command](page, lambda: page.keyboard.press(PRESS.get(key, key.lower())))


@pytest.mark.parametrize("command", [command for command, _, _ in wording.HELP_KEYS])
def test_every_button_does_the_same(visit: Opener, chapters: list[str], command: str) -> None:
    """For a lecturer who does not know the keys, or has a mouse in hand."""
    page = open_deck(visit, chapters)
    if command == "previous":
        page.evaluate(f"Reveal.slide({RANK}, 0, -1)")

    def by_button() -> None:
        page.evaluate("document.getElementById('help').open || help.showModal()")
        page.locator(f"#help [data-command={command}]").click()

    PROOFS[command](page, by_button)


def test_typing_in_the_search_box_moves_nothing(visit: Opener, chapters: list[str]) -> None:
    """Letters are letters there."""
    page = open_deck(visit, chapters)
    page.keyboard.press("r")
    page.wait_for_selector("#deck-search input:focus")
    state = f"[{RANK}, document.documentElement.dataset.theme, location.href]"
    before = page.evaluate(state)
    page.keyboard.type("dtspe x+?")
    assert page.locator("#deck-search input").input_value() == "dtspe x+?"
    assert page.evaluate(state) == before
