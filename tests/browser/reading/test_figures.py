"""A figure fills the screen at a click, its texts legible; larger, or whole, at another one."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.browsing import Opener, violations
from harness.course import SCRIPT, Course
from playwright.sync_api import Browser, Page, expect

DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="200" viewBox="0 0 600 200">'
    '<path d="M0 100H600" stroke="#888"/></svg>'
)
FIGURES = (
    SCRIPT
    + """
# %% courbe
import matplotlib.pyplot as plt

fig, ax = plt.subplots(figsize=(9, 4), layout="constrained")
ax.plot([1, 2], [1, 2])
ax.set_title("une droite")
# Figure : une droite.
plt.show()

# %% suite
for rang in range(3):
    fig, ax = plt.subplots(figsize=(9, 4), layout="constrained")
    ax.plot([1, 2], [1, rang])
    ax.set_title(f"rang {rang}")
    # Séquence : rang
    # Figure : une droite qui monte.
    plt.show()
"""
)
QUOTE = "Un mot.\n\n.. snippet:: plot_un\n   :cell: {}\n   :show: figure\n\n"
PAGE = "chapitres/01-essai.html"
OPENED = "document.querySelector('.figure-viewer').open"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a course with a figure, a sequence, and a figure of the author's."""
    course = Course(tmp_path_factory.mktemp("figures"))
    course.script(FIGURES)
    course.write("source/trait.svg", DRAWN)
    drawn = ".. figure:: /trait.svg\n   :alt: un trait\n\n   Un trait.\n\n"
    course.chapter(QUOTE.format("courbe") + QUOTE.format("suite") + drawn + "Un mot.\n\n" * 60)
    built = course.build()
    assert (built.error, built.warnings) == ("", "")
    return built.folder


def opened(reader: Opener, width: int, height: int, rank: int = 0, *, touch: bool = True) -> Page:
    """Touch a figure of the chapter."""
    page = reader(PAGE, width, height, "dark", touch=touch).page
    image = page.locator("article figure").nth(rank).locator("img:visible")
    image.scroll_into_view_if_needed()
    image.click()
    expect(page.locator(".figure-viewer img")).to_be_visible()
    return page


def width_of(page: Page) -> float:
    """Return how wide the open figure is."""
    box = page.locator(".figure-viewer img").bounding_box()
    assert box
    return box["width"]


@pytest.mark.parametrize("rank", [0, 1])
@pytest.mark.parametrize("width", [390, 360])
def test_on_a_telephone_the_texts_of_a_figure_are_legible(
    reader: Opener, width: int, rank: int
) -> None:
    """It starts at its left, and one is told that it goes on; so does a sequence's."""
    page = opened(reader, width, 844, rank)
    image = page.locator(".figure-viewer img")
    assert "dark" in str(image.get_attribute("src"))
    assert image.get_attribute("alt")
    legible = float(str(page.locator("article figure").nth(rank).get_attribute("data-legible")))
    assert width_of(page) == pytest.approx(legible, abs=1)
    assert page.evaluate("document.querySelector('.figure-viewer > div').scrollLeft") == 0
    assert "faites glisser" in page.locator(".figure-viewer").inner_text()
    assert violations(page, ".figure-viewer") == []


def test_the_smallest_text_of_a_figure_decides(reader: Opener) -> None:
    """At that width, it has 12 pixels or more."""
    page = reader(PAGE, 390, 844, touch=True).page
    figure = page.locator("article figure").first
    svg = page.evaluate(
        "async (url) => (await fetch(url)).text()",
        figure.locator("img").first.evaluate("i => i.src"),
    )
    least = min(float(part.split()[0]) for part in svg.split("scale(")[1:] if " -" in part[:14])
    drawn = float(svg.split('viewBox="0 0 ')[1].split()[0])
    assert 100 * least * float(str(figure.get_attribute("data-legible"))) / drawn >= 12


def test_a_second_touch_shows_it_whole_and_a_button_says_so(reader: Opener) -> None:
    """Or larger again; the last part of a figure has nothing after it."""
    page = opened(reader, 390, 844)
    legible = width_of(page)
    page.get_by_role("button", name="Voir en entier").tap()
    assert width_of(page) == 390
    assert "faites glisser" not in page.locator(".figure-viewer").inner_text()
    page.locator(".figure-viewer img").tap()
    assert width_of(page) == legible
    page.evaluate("document.querySelector('.figure-viewer > div').scrollLeft = 9999")
    expect(page.locator(".figure-viewer > div")).not_to_have_class("more")


def test_with_a_mouse_it_is_whole_then_twice_as_large(reader: Opener) -> None:
    """The place that one clicks on comes to the middle."""
    page = opened(reader, 1360, 900, touch=False)
    assert width_of(page) == pytest.approx(1360, abs=2)
    page.locator(".figure-viewer img").click(position={"x": 1200, "y": 300})
    assert width_of(page) == pytest.approx(2720, abs=4)
    assert page.evaluate("document.querySelector('.figure-viewer > div').scrollLeft") > 1000


def test_a_figure_of_the_authors_has_the_size_that_he_gave(reader: Opener) -> None:
    """Nobody knows its texts; its caption stays on the page."""
    page = opened(reader, 390, 844, rank=2)
    assert width_of(page) == 600


def test_the_browsers_back_closes_it(reader: Opener, chromium: Browser, small: Path) -> None:
    """One stays in the chapter, at the same place; from the disk too."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    on_disk = context.new_page()
    on_disk.goto((small / PAGE).as_uri())
    for page in (reader(PAGE, 390, 844, touch=True).page, on_disk):
        page.evaluate("scrollTo(0, 300)")
        page.locator("article figure img:visible").nth(1).tap()
        page.wait_for_function(OPENED)
        page.go_back()
        page.wait_for_function(f"!{OPENED}")
        assert page.url.endswith(PAGE)
        assert page.evaluate("scrollY") > 200
    context.close()


@pytest.mark.parametrize("way", ["Escape", "Fermer"])
def test_the_cross_and_escape_leave_no_step_behind(reader: Opener, way: str) -> None:
    """Back then leaves the chapter, at once."""
    page = reader("index.html", 390, 844, touch=True).page
    page.goto(page.url.replace("index.html", PAGE))
    page.locator("article figure img:visible").first.tap()
    page.wait_for_function(OPENED)
    if way == "Escape":
        page.keyboard.press(way)
    else:
        page.get_by_role("button", name=way).tap()
    page.wait_for_function(f"!{OPENED} && !history.state")
    page.go_back()
    page.wait_for_url("**/index.html")


def test_the_keyboard_has_a_button(reader: Opener) -> None:
    """Its name says what it does, the figure comes back to where one was."""
    page = reader(PAGE, 1360, 900).page
    button = page.get_by_role("button", name="Agrandir la figure").first
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Fermer").click()
    expect(button).to_be_focused()


@pytest.mark.parametrize("touch", [False, True])
def test_the_button_covers_nothing_of_the_figure(reader: Opener, touch: bool) -> None:
    """It is under it, large enough for a finger; the figure does not move as it comes."""
    page = reader(PAGE, 390 if touch else 1360, 844, touch=touch).page
    page.wait_for_selector(".enlarge")
    for figure in page.locator("article figure").all():
        button = figure.locator(".enlarge").bounding_box()
        image = figure.locator("img:visible").bounding_box()
        assert button
        assert image
        assert button["y"] >= image["y"] + image["height"] - 0.5
        assert not touch or min(button["width"], button["height"]) >= 44
        if not figure.locator(".scrubber-bar").count():
            height = figure.evaluate("one => one.offsetHeight")
            figure.locator(".enlarge").evaluate("one => one.remove()")
            assert figure.evaluate("one => one.offsetHeight") == height
