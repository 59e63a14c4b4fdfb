"""Slides fill the room, on every screen, and what they hold stays where it was."""

from __future__ import annotations

import pytest
from decks.projection import open_deck
from decks.screens import SCREENS, Screen, cut_on
from harness.course import Course
from harness.quizzes import yes_or_no
from playwright.sync_api import Browser, Page

ITEMS = "\n".join(f"- le point numéro {rank} de la liste" for rank in range(1, 13))
CHAPTER = f"""
Court
-----

- un
- deux

Long
----

{ITEMS}

Par étapes
----------

.. discoverlist::

   - le premier point
   - le second point
   - le troisième

Question
--------

{yes_or_no("Combien ?")}
.. slide::
   :layout: pause
   :minutes: 10
"""
SIZE = "getComputedStyle(Reveal.getCurrentSlide()).fontSize"


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a small deck, on the disk."""
    course = Course(tmp_path_factory.mktemp("tailles"))
    course.chapter(f"Début.\n{CHAPTER}")
    built = course.build("revealjs")
    assert (built.error, built.warnings) == ("", "")
    return (built.folder / "chapitres/01-essai.html").as_uri()


def show(page: Page, slide: str, step: int = -1) -> None:
    """Go to a slide, by its id, at one of its steps."""
    rank = page.evaluate("id => Reveal.getSlides().findIndex(one => one.id === id)", slide)
    page.evaluate(f"Reveal.slide({rank}, 0, {step})")


def test_text_grows_by_steps_until_the_slide_is_full(chromium: Browser, deck: str) -> None:
    """Few words are larger than many; the largest is 40 px."""
    page = open_deck(chromium, deck)
    sizes = []
    for slide in ("court", "long"):
        show(page, slide)
        sizes.append(float(page.evaluate(SIZE).removesuffix("px")))
    page.context.close()
    assert sizes[0] == pytest.approx(40, abs=0.1)
    assert 28 <= sizes[1] < sizes[0]


def test_the_size_is_that_of_the_slide_with_all_its_steps(chromium: Browser, deck: str) -> None:
    """It does not move as they are shown, and none is shown by measuring."""
    page = open_deck(chromium, deck)
    show(page, "par-etapes")
    assert page.evaluate("Reveal.getCurrentSlide().querySelectorAll('.visible').length") == 0
    place = "Reveal.getCurrentSlide().querySelector('li').getBoundingClientRect().toJSON()"
    before = page.evaluate(f"[{SIZE}, {place}]")
    show(page, "par-etapes", 99)
    assert page.evaluate(f"[{SIZE}, {place}]") == before
    page.context.close()


def test_the_same_sizes_on_every_projector(chromium: Browser, deck: str) -> None:
    """Measured in the slide's own pixels; 4K is filled, and its footer is larger."""
    found = []
    for width, height in [(1280, 720), (1024, 768), (3840, 2160)]:
        page = open_deck(chromium, deck, width, height)
        show(page, "long")
        slide = page.locator("section.present").bounding_box()
        footer = page.locator(".deck-footer").bounding_box()
        assert slide is not None
        assert footer is not None
        assert slide["width"] == pytest.approx(width, abs=1)
        assert footer["height"] == pytest.approx(38 * width / 1280, abs=1)
        found.append(page.evaluate(SIZE))
        page.context.close()
    assert len(set(found)) == 1


def test_a_phone_opens_at_the_slide_of_the_address(chromium: Browser, deck: str) -> None:
    """Held upright: text of 16 px at least, and the slide that was asked for."""
    page = open_deck(chromium, f"{deck}#/par-etapes", 390, 844)
    page.wait_for_function("Reveal.getCurrentSlide().id === 'par-etapes'")
    inside = page.evaluate(
        "document.getElementById('par-etapes').getBoundingClientRect().top < innerHeight / 2"
    )
    assert inside
    seen = page.evaluate(
        "parseFloat(getComputedStyle(document.getElementById('par-etapes')).fontSize)"
        " * Reveal.getScale()"
    )
    assert seen >= 16
    page.context.close()


def test_a_countdown_starts_stops_and_goes_back(chromium: Browser, deck: str) -> None:
    """By its buttons, and by the name that other windows call."""
    page = open_deck(chromium, deck)
    show(page, "pause-1")
    face = page.locator("section.present .clock-face")
    assert face.inner_text() == "10:00"
    page.locator("section.present .clock-start").click()
    page.wait_for_function("document.querySelector('.present .clock-face').textContent !== '10:00'")
    page.keyboard.press("m")
    stopped = face.inner_text()
    page.wait_for_timeout(1200)
    assert face.inner_text() == stopped
    page.locator("section.present .clock-reset").click()
    assert face.inner_text() == "10:00"
    page.context.close()


def test_hands_are_counted_beside_the_choices(chromium: Browser, deck: str) -> None:
    """The numbers typed draw bars; digits do not move the deck."""
    page = open_deck(chromium, deck)
    show(page, "question")
    boxes = page.locator("section.present .hands")
    boxes.nth(0).fill("30")
    boxes.nth(0).press("ArrowDown")
    page.keyboard.type("15")
    shares = page.evaluate(
        "[...document.querySelectorAll('.present .quiz-choices li')]"
        ".map(one => +one.style.getPropertyValue('--hands'))"
    )
    assert shares == [1, 0.5]
    assert page.evaluate("Reveal.getCurrentSlide().id") == "question"
    page.context.close()


@pytest.mark.parametrize("screen", [one for one in SCREENS if one.width >= 1024], ids=str)
def test_nothing_is_cut_on_a_room_s_screen(
    chromium: Browser, address: str, chapters: list[str], screen: Screen
) -> None:
    """A slide out of nine of one deck, another for each screen; all, and phones:
    ``check-slides --screens``."""
    chapter = chapters[SCREENS.index(screen) % len(chapters)]
    url = f"{address}/slides/chapitres/{chapter}.html"
    assert list(cut_on(chromium, url, screen, every=9)) == []


def test_a_phone_goes_to_the_slide_of_its_address(chromium: Browser, deck: str) -> None:
    """On arrival and to another one, where the address then stays."""
    page = open_deck(chromium, f"{deck}#/question", width=390, height=844)
    shown = """id => Math.abs(document.getElementById(id).closest(".scroll-page")
        .getBoundingClientRect().top) < 2 && location.hash === `#/${id}`"""
    for slide in ("question", "par-etapes"):
        page.evaluate(
            "id => { if (location.hash !== `#/${id}`) location.hash = `#/${id}`; }", slide
        )
        page.wait_for_function(shown, arg=slide)
        page.wait_for_timeout(600)  # reveal.js writes its address late
        assert page.evaluate(shown, slide)
    page.context.close()
