"""Every line of the deck's French help, by its key and by its button, does what it says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from course.base import wording
from harness.browsing import Opener

PRESS = {"→": "ArrowRight", "←": "ArrowLeft", "Espace": "Space", "Début": "Home", "Fin": "End"}
KEYS = [(command, key) for command, keys, _ in wording.HELP_KEYS for key in keys]
WITH_CODE = "Reveal.getSlides().findIndex(s => s.querySelector('.highlight-python pre'))"
RANK = "Reveal.getIndices().h"


def open_deck(visit: Opener, chapters: list[str]) -> Any:
    """Open the deck on tensors at its first slide with code."""
    (tensors,) = [chapter for chapter in chapters if chapter.startswith("01-")]
    page = visit(f"slides/chapitres/{tensors}.html", 1280, 720).page
    page.wait_for_function("window.Reveal && Reveal.isReady()")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(f"Reveal.slide({WITH_CODE}, 0, 999)")
    return page


def moves(by: str) -> Callable[[Any, Callable[[], None]], None]:
    """Return a proof that the slide becomes ``by``, an expression of the one before."""

    def prove(page: Any, do: Callable[[], None]) -> None:
        before = page.evaluate(RANK)
        expected = page.evaluate(by.replace("BEFORE", str(before)))
        do()
        assert page.evaluate(RANK) == expected != before

    return prove


def toggles(state: str, wait: str = "true") -> Callable[[Any, Callable[[], None]], None]:
    """Return a proof that a state of the page turns on, then off by the same gesture."""

    def prove(page: Any, do: Callable[[], None]) -> None:
        assert not page.evaluate(state)
        do()
        page.wait_for_function(state)
        do()
        page.wait_for_function(f"!({state})")

    return prove


def prove_search(page: Any, do: Callable[[], None]) -> None:
    """Accents do not matter; Enter goes on from slide to slide; Escape leaves."""
    do()
    page.wait_for_selector("#deck-search input:focus")
    page.keyboard.type("MEMOIRE")
    page.keyboard.press("Enter")
    assert "mémoire" in page.locator("section.present").text_content().casefold()
    page.locator("#deck-search input").fill("tenseur")
    ranks = []
    for _ in range(2):
        page.keyboard.press("Enter")
        ranks.append(page.evaluate(RANK))
        assert "tenseur" in page.locator("section.present").text_content().casefold()
    assert ranks[0] != ranks[1]
    assert " sur " in page.locator("#deck-search output").text_content()
    page.locator("#deck-search input").fill("(introuvable")
    page.keyboard.press("Enter")
    assert page.locator("#deck-search output").text_content() == "Introuvable"
    emphasis = page.evaluate("document.querySelectorAll('.slides em').length")
    page.keyboard.press("Escape")
    assert page.locator("#deck-search").is_hidden()
    assert page.evaluate("document.querySelectorAll('.slides em').length") == emphasis


def prove_jump(page: Any, do: Callable[[], None]) -> None:
    """A number, then Enter."""
    do()
    page.wait_for_selector(".jump-to-slide-input:focus")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    assert page.evaluate(RANK) == 2


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


def prove_pointer(page: Any, do: Callable[[], None]) -> None:
    """A red dot follows the mouse."""
    do()
    page.mouse.move(400, 200)
    box = page.locator("#laser").bounding_box()
    assert (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) == (400, 200)
    page.keyboard.press("p")
    assert page.locator("#laser").count() == 0


def prove_copy(page: Any, do: Callable[[], None]) -> None:
    """The code of the slide, as in the script."""
    do()
    page.wait_for_function("document.getElementById('deck-status').textContent === 'Code copié'")
    copied = page.evaluate("navigator.clipboard.readText()")
    shown = page.locator("section.present .highlight-python pre").first.text_content()
    assert copied.startswith(shown.split("\n")[0])
    assert copied.count("\n") >= shown.strip().count("\n")


def prove_larger(page: Any, do: Callable[[], None]) -> None:
    """The text grows on the screen, by steps."""
    height = "Reveal.getCurrentSlide().querySelector('pre').getBoundingClientRect().height"
    before = page.evaluate(height)
    do()
    page.wait_for_function(f"{height} > {before} * 1.1")


def prove_smaller(page: Any, do: Callable[[], None]) -> None:
    """Back to the size of the projector."""
    page.keyboard.press("+")
    assert page.evaluate("document.documentElement.classList.contains('larger')")
    do()
    assert not page.evaluate("document.documentElement.classList.contains('larger')")


def prove_notes(page: Any, do: Callable[[], None]) -> None:
    """A second window."""
    with page.expect_popup() as popup:
        do()
    popup.value.wait_for_selector("#current-slide iframe")


def prove_uncover(page: Any, do: Callable[[], None]) -> None:
    """All that a slide keeps for later, then none of it; the last quiz has an answer."""
    page.evaluate("Reveal.slide(Reveal.getSlides().length - 4, 0, -1)")
    toggles("!Reveal.availableFragments().next")(page, do)


def prove_page(page: Any, do: Callable[[], None]) -> None:
    """The page, at the section of this slide."""
    name = page.evaluate("Reveal.getCurrentSlide().id")
    do()
    page.wait_for_url(f"**/html/chapitres/*.html#{name}")


def prove_fullscreen(page: Any, do: Callable[[], None]) -> None:
    """The whole screen."""
    do()
    page.wait_for_function("document.fullscreenElement")


def prove_help(page: Any, do: Callable[[], None]) -> None:
    """The dialog closes by its key as well."""
    page.evaluate("help.close()")
    page.keyboard.press("?")
    assert page.evaluate("help.open && !Reveal.isPaused()")
    page.keyboard.press("?")
    assert not page.evaluate("help.open")


PROOFS: dict[str, Callable[[Any, Callable[[], None]], None]] = {
    "next": moves("BEFORE + 1"),
    "previous": moves("BEFORE - 1"),
    "first": moves("0"),
    "last": moves("Reveal.getTotalSlides() - 1"),
    "overview": toggles("Reveal.isOverview()"),
    "jump": prove_jump,
    "search": prove_search,
    "uncover": prove_uncover,
    "zoom": toggles("document.documentElement.classList.contains('zoomed')"),
    "larger": prove_larger,
    "smaller": prove_smaller,
    "pointer": prove_pointer,
    "draw": prove_draw,
    "erase": prove_erase,
    "copy": prove_copy,
    "pause": toggles("Reveal.isPaused()"),
    "fullscreen": prove_fullscreen,
    "theme": toggles("document.documentElement.dataset.theme === 'dark'"),
    "notes": prove_notes,
    "page": prove_page,
    "help": prove_help,
}


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
