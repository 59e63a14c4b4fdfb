"""Every line of the deck's French help, by its key and by its button, does what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from course.base import wording
from harness.browsing import Opener
from harness.lectures.gesture_proofs import PROOFS, RANK
from harness.lectures.two_windows import READY
from playwright.sync_api import Browser, Page

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
CODE = "s => !s.dataset.minutes && s.querySelector('.highlight-python pre')"  # no « À vous »
WITH_CODE = f"Reveal.getSlides().findIndex({CODE})"


Tab = Callable[[], Page]


@pytest.fixture(scope="module")
def tab(chromium: Browser, address: str, chapters: list[str]) -> Iterator[Tab]:
    """Open the deck on tensors at its first slide with code, in the same tab each time.

    Nothing is left of the gesture before: no other window, nothing stored.
    """
    (tensors,) = [chapter for chapter in chapters if chapter.startswith("01-")]
    visit = Opener(chromium, address)
    page = visit("slides/index.html", 1280, 720).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    def open_anew() -> Page:
        for other in page.context.pages:
            if other != page:
                other.close()
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.goto("about:blank")
        page.goto(f"{address}/slides/chapitres/{tensors}.html")
        page.wait_for_function(READY)
        page.evaluate(f"Reveal.slide({WITH_CODE}, 0, 999)")
        here = "location.hash.split('/')[1] === Reveal.getCurrentSlide().id"  # written late
        page.wait_for_function(here)
        return page

    yield open_anew
    page.context.close()


@pytest.mark.parametrize(("command", "key"), KEYS)
def test_every_key_of_the_help_does_what_it_says(tab: Tab, command: str, key: str) -> None:
    """A line of the help without a proof fails here."""
    page = tab()
    if command == "previous":
        page.evaluate(f"Reveal.slide({RANK}, 0, -1)")
    PROOFS[command](page, lambda: page.keyboard.press(PRESS.get(key, key.lower())))


@pytest.mark.parametrize("command", [command for command, _, _ in wording.HELP_KEYS])
def test_every_button_does_the_same(tab: Tab, command: str) -> None:
    """For a lecturer who does not know the keys, or has a mouse in hand."""
    page = tab()
    if command == "previous":
        page.evaluate(f"Reveal.slide({RANK}, 0, -1)")

    def by_button() -> None:
        page.evaluate("document.getElementById('help').open || help.showModal()")
        page.locator(f"#help [data-command={command}]").click()

    PROOFS[command](page, by_button)


def test_typing_in_the_search_box_moves_nothing(tab: Tab) -> None:
    """Letters are letters there."""
    page = tab()
    page.keyboard.press("r")
    page.wait_for_selector("#deck-search input:focus")
    state = f"[{RANK}, document.documentElement.dataset.theme, location.href]"
    before = page.evaluate(state)
    page.keyboard.type("dtspe x+?")
    assert page.locator("#deck-search input").input_value() == "dtspe x+?"
    assert page.evaluate(state) == before
