"""A name of the code, under the mouse or a finger, says what it was once its cell had run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from harness.browsing import Opener, violations
from harness.course import Course
from playwright.sync_api import Browser, Locator, Page, expect

SCRIPT = '''"""
Un script
=========

Un mot.
"""

# %% calcul
import numpy as np

tableau = np.zeros((2, 3))
nombre = 12
print(tableau.sum(), nombre)

# %% suite
nombre = 13
print(nombre)
'''
CHAPTER = """Un mot.

.. snippet:: plot_un
   :cell: calcul

Un autre.

.. snippet:: plot_un
   :cell: suite
"""


DOCUMENTED = {"np.zeros": "numpy.zeros", "numpy": "numpy"}  # the page, then what it is
PAGES = ("chapitres/01-essai.html", "galerie/01_essai/plot_un.html")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a small course."""
    course = Course(tmp_path_factory.mktemp("noms"))
    course.script(SCRIPT)
    course.chapter(CHAPTER)
    built = course.build()
    assert (built.error, built.warnings) == ("", "")
    return built.folder


def point_at(page: Page, word: str, block: int = 0, *, click: bool = False) -> Locator:
    """Put the mouse on a word of a block; return the box that says what it is."""
    x, y = page.evaluate(
        """([word, block]) => {
            const pre = document.querySelectorAll("[data-program] .highlight > pre")[block];
            const walker = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(word);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + word.length);
                const box = range.getBoundingClientRect();
                return [box.left + box.width / 2, box.top + box.height / 2];
            }
        }""",
        [word, block],
    )
    page.mouse.move(x, y)
    if click:
        page.mouse.click(x, y)
    return page.locator(".look-box")


def test_a_name_shows_its_shape_and_its_type(reader: Opener) -> None:
    """As recorded at the last build."""
    page = reader("chapitres/01-essai.html").page
    expect(point_at(page, "tableau")).to_have_text("tableau ndarray (2, 3) float64")


def test_a_name_shows_what_it_was_at_the_end_of_its_own_cell(reader: Opener) -> None:
    """Another cell may change it."""
    page = reader("chapitres/01-essai.html").page
    expect(point_at(page, "nombre")).to_have_text("nombre int = 12")
    expect(point_at(page, "nombre", 1)).to_have_text("nombre int = 13")


def test_a_word_that_is_no_variable_shows_nothing(reader: Opener) -> None:
    """Nor does the code around."""
    page = reader("chapitres/01-essai.html").page
    expect(point_at(page, "tableau")).to_be_visible()
    expect(point_at(page, "import")).to_be_hidden()


def test_a_finger_does_as_the_mouse(reader: Opener) -> None:
    """At a touch; Escape puts it away."""
    page = reader("chapitres/01-essai.html").page
    box = point_at(page, "nombre", click=True)
    expect(box).to_be_visible()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()


def test_it_works_from_the_disk(chromium: Browser, small: Path) -> None:
    """Without a server."""
    page = chromium.new_page()
    page.goto((small / "chapitres/01-essai.html").as_uri())
    expect(point_at(page, "tableau")).to_have_text("tableau ndarray (2, 3) float64")
    page.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("text", DOCUMENTED)
def test_a_finger_asks_before_it_leaves_for_the_documentation(
    reader: Opener, path: str, text: str
) -> None:
    """The whole name, then a link, large enough, that opens elsewhere; whichever page shows it."""
    seen = reader(path, 390, 844, "dark", touch=True)
    page, address = seen.page, seen.page.url
    for fold in page.locator("details").all():
        fold.evaluate("one => { one.open = true; }")
    page.locator(".highlight > pre a", has_text=re.compile(f"^{text}$")).first.tap()
    box = page.locator(".look-box")
    expect(box.locator("b")).to_have_text(DOCUMENTED[text])
    link = box.get_by_role("link", name="Documentation, en anglais")
    assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener")
    size = link.bounding_box()
    assert size
    assert size["height"] >= 44
    assert violations(page, ".look-box") == []
    assert (page.url, seen.errors) == (address, [])
    page.locator("h1").tap()
    expect(box).to_be_hidden()


def test_with_a_mouse_or_a_key_a_documented_name_is_a_link(reader: Opener) -> None:
    """It leads there at once."""
    for act in ("click", "press"):
        page = reader(PAGES[0]).page
        page.context.route("https://numpy.org/**", lambda route: route.fulfill(body="Là-bas"))
        link = page.locator(".highlight > pre a", has_text="np.zeros").first
        link.click() if act == "click" else link.press("Enter")
        page.wait_for_url("https://numpy.org/**numpy.zeros.html")


@pytest.mark.parametrize("touch", [False, True])
def test_the_bubbles_of_names_and_terms_stay_within_the_width(reader: Opener, touch: bool) -> None:
    """Wherever the name stands."""
    page = reader(PAGES[0], 360, 740, touch=touch).page
    page.evaluate(
        """() => { const box = document.querySelector(".look-box");
        box.hidden = false; box.textContent = "mot ".repeat(90);
        coursePage.putBeside(box, new DOMRect(340, 400, 10, 20)); }"""
    )
    place = page.locator(".look-box").bounding_box()
    assert place
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= 360
