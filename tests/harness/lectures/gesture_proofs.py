"""What proves each line of the deck's help: the gesture is made, its effect is seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harness.lectures import drawing_proofs as drawing

RANK = "Reveal.getIndices().h"


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


def prove_overview(page: Any, do: Callable[[], None]) -> None:
    """Every slide at once (test_overview.py has the rest)."""
    do()
    page.wait_for_selector("#overview")
    page.keyboard.press("o")
    page.wait_for_selector("#overview", state="detached")


def prove_uncover(page: Any, do: Callable[[], None]) -> None:
    """All that a slide keeps for later, then none of it; the last quiz has an answer."""
    page.evaluate("Reveal.slide(Reveal.getSlides().length - 4, 0, -1)")
    toggles("!Reveal.availableFragments().next")(page, do)


def prove_jump(page: Any, do: Callable[[], None]) -> None:
    """A number, then Enter."""
    do()
    page.wait_for_selector("#deck-jump input:focus")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    assert page.evaluate(RANK) == 2


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
    """The text grows on the screen: this slide is full, beyond it at the third time."""
    height = "Reveal.getCurrentSlide().querySelector('pre').getBoundingClientRect().height"
    before = page.evaluate(height)
    for _ in range(3):
        do()
    page.wait_for_function(f"{height} > {before} * 1.1")


def prove_smaller(page: Any, do: Callable[[], None]) -> None:
    """Back to the size of the projector."""
    page.keyboard.press("+")
    page.wait_for_selector(":root.larger")
    do()
    page.wait_for_selector(":root:not(.larger)")


def prove_notes(page: Any, do: Callable[[], None]) -> None:
    """A second window."""
    with page.expect_popup() as popup:
        do()
    popup.value.wait_for_selector("#notes-text p")


def prove_notes_are_asked_for(page: Any, do: Callable[[], None]) -> None:
    """Without the notes window, the deck says which key opens it (test_notes_window.py)."""
    do()
    page.wait_for_function(
        "document.getElementById('deck-status').textContent.includes('(touche S)')"
    )


def prove_countdown(page: Any, do: Callable[[], None]) -> None:
    """Minutes, then Enter; 0 stops it."""
    do()
    page.wait_for_selector("#countdown-ask input:focus")
    page.keyboard.type("1,5")
    page.keyboard.press("Enter")
    assert page.locator("#countdown").inner_text() in ("1:30", "1:29")
    assert page.locator("#countdown-ask").is_hidden()


def prove_escape(page: Any, do: Callable[[], None]) -> None:
    """What is open closes, and nothing else happens: no overview."""
    page.evaluate("help.close()")
    page.keyboard.press("p")
    page.wait_for_selector("#laser")
    do()
    page.wait_for_selector("#laser", state="detached")
    assert page.locator("dialog[open]").count() == 0


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
    "overview": prove_overview,
    "jump": prove_jump,
    "uncover": prove_uncover,
    "search": prove_search,
    "zoom": toggles("document.documentElement.classList.contains('zoomed')"),
    "larger": prove_larger,
    "smaller": prove_smaller,
    "pointer": prove_pointer,
    "draw": drawing.prove_draw,
    "colour": drawing.prove_colour,
    "width": drawing.prove_width,
    "undo": drawing.prove_undo,
    "taught": drawing.prove_taught,
    "countdown": prove_countdown,
    "erase": drawing.prove_erase,
    "copy": prove_copy,
    "pause": toggles("Reveal.isPaused()"),
    "fullscreen": prove_fullscreen,
    "theme": toggles("document.documentElement.dataset.theme === 'dark'"),
    "notes": prove_notes,
    "notes-larger": prove_notes_are_asked_for,
    "notes-smaller": prove_notes_are_asked_for,
    "clock": prove_notes_are_asked_for,
    "escape": prove_escape,
    "page": prove_page,
    "help": prove_help,
}
