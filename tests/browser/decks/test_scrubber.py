"""The slider of a figure sequence, moved by hand, by keys, and by the steps of a slide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from decks import pdf as print_decks
from harness.browsing import violations
from harness.course import Course
from harness.figure_sequence import FRAMES, QUOTE, SEQUENCE
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

RANK = "Number(document.querySelector('.scrubber input').value)"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page and a deck with a sequence, to be opened from the disk."""
    course = Course(tmp_path_factory.mktemp("sequence"))
    course.script(SEQUENCE)
    course.chapter(QUOTE + "   :show: figure\n   :frames: 3\n\nSuite\n-----\n\nUn mot.\n")
    for builder in ("html", "revealjs"):
        assert course.build(builder).warnings == ""
    return course.root / "build"


@pytest.fixture
def open_page(chromium: Browser, built: Path) -> Iterator[Open]:
    """Open the page (``html``) or the deck (``revealjs``) from the disk."""
    contexts = []

    def open_one(kind: str, end: str = "", **options: Any) -> Page:
        options = {"viewport": {"width": 1280, "height": 720}} | options
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{(built / kind / 'chapitres/01-essai.html').as_uri()}{end}")
        if kind == "revealjs" and options.get("java_script_enabled", True):
            page.wait_for_function("window.Reveal && Reveal.isReady()")
        return page

    yield open_one
    for context in contexts:
        context.close()


def frame(page: Page) -> tuple[str, str]:
    """Return the number in the name of the drawing that is seen, and what is said of it."""
    image = page.locator(".scrubber img:visible")
    name = str(image.get_attribute("src")).rpartition("suite-")[2]
    alt = str(image.get_attribute("alt"))
    said = page.locator(".scrubber input").get_attribute("aria-valuetext")
    assert alt.startswith(f"{said}. Une droite")
    return name.removesuffix(".svg"), page.locator(".scrubber output").inner_text()


def test_the_keyboard_moves_the_slider_on_the_page(open_page: Open) -> None:
    """Arrows, start and end: those of any slider."""
    page = open_page("html")
    page.locator(".scrubber input").focus()
    page.keyboard.press("ArrowRight")
    assert frame(page) == ("2", "étape 1\xa0: hauteur 0.5")
    page.keyboard.press("End")
    assert frame(page)[0] == str(FRAMES)
    page.keyboard.press("Home")
    assert frame(page)[0] == "1"


def test_buttons_go_by_one_and_say_the_frame(open_page: Open) -> None:
    """No further than both ends; the drawing for the dark in the dark."""
    page = open_page("html", color_scheme="dark")
    page.get_by_role("button", name="Image précédente").click()
    assert frame(page)[0] == "1-dark"
    page.get_by_role("button", name="Image suivante").click()
    assert frame(page)[0] == "2-dark"
    assert page.locator(".scrubber output").get_attribute("aria-live") == "polite"


def test_play_starts_when_asked_and_stops_at_the_end(open_page: Open) -> None:
    """And at once when the slider is taken in hand."""
    page = open_page("html")
    page.wait_for_timeout(900)
    assert page.evaluate(RANK) == 0  # nothing moves by itself
    play = page.get_by_role("button", name="Faire défiler")
    play.click()
    page.wait_for_function(f"{RANK} === 1")
    page.locator(".scrubber input").press("End")
    assert play.get_attribute("aria-pressed") == "false"
    play.click()  # again from the start
    page.wait_for_function(f"{RANK} === 1")
    assert play.get_attribute("aria-pressed") == "true"


def test_reduced_motion_has_no_play_button(open_page: Open) -> None:
    """The slider and the two other buttons stay."""
    page = open_page("html", reduced_motion="reduce")
    assert page.locator(".scrubber-bar button:not(.enlarge):visible").count() == 2
    assert page.locator(".scrubber input").is_visible()


@pytest.mark.parametrize("kind", ["html", "revealjs"])
def test_without_script_the_first_frame_is_there_alone(open_page: Open, kind: str) -> None:
    """No control that would do nothing."""
    still = open_page(kind, java_script_enabled=False)
    assert still.locator("figure.scrubber img.only-light").count() == 1
    assert not still.locator(".scrubber-bar").is_visible()
    assert not still.locator(".frames-on-paper").is_visible()


def test_a_printed_deck_has_the_first_frame(open_page: Open) -> None:
    """Its steps are for the room."""
    paper = open_page("revealjs", "?print-pdf")
    paper.emulate_media(media="print")
    assert frame(paper)[0] == "1"
    assert not paper.locator(".scrubber-bar").is_visible()


def test_a_printed_page_has_four_frames_from_the_first_to_the_last(open_page: Open) -> None:
    """Under their names: what changes from one to the next is what the figure is for."""
    paper = open_page("html")
    paper.emulate_media(media="print")
    shown = paper.locator(".frames-on-paper p:visible")
    names = [name.partition("\u00a0")[0] for name in shown.all_inner_texts()]
    assert names == ["étape 0", "étape 4", "étape 7", "étape 11"]
    assert paper.locator("figure.scrubber:visible").count() == 0


def test_each_step_of_the_slide_shows_a_frame_and_says_it(open_page: Open) -> None:
    """Forward, backward, and coming back to the slide from the next one."""
    page = open_page("revealjs")
    seen = [frame(page)[0]]
    for _ in range(2):
        page.keyboard.press("ArrowRight")
        seen.append(frame(page)[0])
    assert seen == ["1", "7", "12"]  # first, middle, last
    assert "étape 11" in str(page.locator(".aria-status").text_content())
    page.keyboard.press("ArrowRight")
    assert page.evaluate("Reveal.getCurrentSlide().id") == "suite"
    page.keyboard.press("ArrowLeft")
    assert frame(page)[0] == "12"
    page.keyboard.press("ArrowLeft")
    assert frame(page)[0] == "7"


def test_a_slide_is_announced_without_its_steps(open_page: Open) -> None:
    """Otherwise every frame's title would be read on arrival."""
    page = open_page("revealjs", "#/suite")
    page.keyboard.press("Home")
    said = str(page.locator(".aria-status").text_content())
    assert said.startswith("Un chapitre Étape étape")
    assert said.count("hauteur") == 1


def test_a_slider_moved_with_the_mouse_gives_the_keys_back(open_page: Open) -> None:
    """The next arrow is for the deck; with the keyboard on it, for the slider."""
    page = open_page("revealjs")
    slider = page.locator(".scrubber input")
    slider.click()
    chosen = page.evaluate(RANK)
    assert 3 < chosen < 9
    page.keyboard.press("ArrowRight")
    assert page.evaluate(RANK) > chosen
    step = page.evaluate("Reveal.getIndices().f")
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("Reveal.getIndices().f") == step
    page.get_by_role("button", name="Image suivante").focus()
    before = page.evaluate(RANK)
    page.keyboard.press("Space")
    assert page.evaluate(RANK) == before + 1
    assert page.evaluate("Reveal.getIndices().f") == step


def test_the_next_key_goes_on_from_the_frame_that_is_shown(open_page: Open) -> None:
    """After it has been played a while: never back to a step passed by."""
    page = open_page("revealjs")
    page.evaluate("document.querySelector('.scrubber').show(8)")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(RANK) == 11
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(RANK) == 6


def test_the_pdf_has_the_first_frame_and_steps_have_theirs(built: Path, tmp_path: Path) -> None:
    """One page a slide, or one a step."""
    for what in ("pdf", "steps"):
        print_decks.print_all(built / "revealjs", tmp_path, what)
    assert len(PdfReader(tmp_path / "01-essai.pdf").pages) == 2
    assert len(PdfReader(tmp_path / "01-essai-etapes.pdf").pages) == 4


def test_pages_of_steps_show_their_frames(open_page: Open) -> None:
    """As the printing command opens the deck."""
    page = open_page("revealjs", "?print-pdf&pdfSeparateFragments=true")
    page.wait_for_selector(".pdf-page:nth-of-type(4)", state="attached")
    names = page.evaluate(
        "[...document.querySelectorAll('.scrubber img.only-light')].map(one => one.src)"
    )
    assert [name.rpartition("suite-")[2] for name in names] == ["1.svg", "7.svg", "12.svg"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["html", "revealjs"])
def test_axe_has_nothing_to_say(open_page: Open, kind: str, scheme: str) -> None:
    """The slider has its name, its buttons theirs."""
    assert violations(open_page(kind, color_scheme=scheme), ".scrubber") == []


def test_a_phone_moves_it_and_scrolls_through_the_steps(open_page: Open) -> None:
    """reveal.js's scroll view: the steps follow the scroll; nothing is wider than the screen."""
    page = open_page("revealjs", viewport={"width": 390, "height": 844})
    page.wait_for_selector(".reveal-scroll, .scroll-page", state="attached")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.mouse.wheel(0, 900)
    page.wait_for_function(f"{RANK} > 0")
