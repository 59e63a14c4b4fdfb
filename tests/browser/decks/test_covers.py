"""What the room guesses first, in a real browser: hidden, then shown by a key or a tap."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from decks import pdf, projection
from decks.remarks import remarks_on
from harness.browsing import violations
from harness.course import SCRIPT, Course
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

FIGURE = (
    SCRIPT
    + """
# %% panneaux
import matplotlib.pyplot as plt

fig, axes = plt.subplots(1, 2, figsize=(8, 4))
for rang, axe in enumerate(axes):
    axe.plot([1, 2], [1, 2])
    axe.set_title(f"panneau {rang}")
axes[0].text(1.5, 1.2, "minuscule", fontsize=8)
# Figure : deux droites.
plt.show()
"""
)
CHAPTER = """
Bloc
----

.. cover:: Quelle forme ?

   Une réponse.

Table
-----

.. cover::
   :columns: 2
   :each: row

   ===== =====
   A     B
   ===== =====
   1     12
   3     14
   ===== =====

Figure
------

.. snippet:: plot_un
   :cell: panneaux
   :show: figure
   :curtain: titles | right

Étapes
------

.. snippet:: plot_un
   :cell: double
   :steps: 1|2-3

Écrire
------

.. snippet:: plot_un
   :cell: double
   :steps: 1|3
   :uncover:

Prévoir
-------

.. snippet:: plot_un
   :cell: double
   :output: predict
"""
SEEN = "one => getComputedStyle(one).visibility === 'visible'"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A deck with one of each."""
    course = Course(tmp_path_factory.mktemp("deviner"))
    course.script(FIGURE)
    course.chapter(f"Un chapitre\n===========\n\nUn mot.\n{CHAPTER}")
    made = course.build("revealjs")
    assert (made.error, made.warnings) == ("", "")
    return made.folder


@pytest.fixture
def deck(chromium: Browser, built: Path) -> Iterator[Page]:
    """The deck, open."""
    with projection.served(built) as address:
        page = projection.open_deck(chromium, f"{address}/chapitres/01-essai.html")
        yield page
        page.context.close()


def go(page: Page, slide: str) -> None:
    """Show a slide, none of its steps."""
    rank = f"Reveal.getSlides().findIndex(one => one.id === {slide!r})"
    page.evaluate(f"Reveal.slide({rank}, 0, -1)")


def seen(page: Page, selector: str) -> list[bool]:
    """Tell, for what matches on the current slide, whether it is seen."""
    found = page.evaluate(
        f"[...Reveal.getCurrentSlide().querySelectorAll({selector!r})].map({SEEN})"
    )
    return list(found)


def test_a_key_lifts_the_veil(deck: Page) -> None:
    """The place is kept: nothing moves."""
    go(deck, "bloc")
    height = "Reveal.getCurrentSlide().querySelector('.veil').offsetHeight"
    before = deck.evaluate(height)
    assert seen(deck, ".veil > p") == [False]
    deck.keyboard.press("ArrowRight")
    assert seen(deck, ".veil > p") == [True]
    assert deck.evaluate(height) == before


def test_a_tap_lifts_it_too(deck: Page) -> None:
    """Where the finger is; on a row, what comes before it as well."""
    go(deck, "bloc")
    deck.locator(".present .veil").click()
    assert seen(deck, ".veil > p") == [True]
    go(deck, "table")
    assert seen(deck, "td.covered > *") == [False, False]
    deck.locator(".present td.covered").nth(0).click()
    assert seen(deck, "td.covered > *") == [True, False]
    deck.locator(".present td.covered").nth(1).click()
    assert seen(deck, "td.covered > *") == [True, True]


def test_one_key_shows_all_that_a_slide_hides_and_hides_it_again(deck: Page) -> None:
    """For the question asked twice."""
    go(deck, "figure")
    deck.keyboard.press("v")
    assert seen(deck, ".curtain rect") == [False, False, False]
    deck.keyboard.press("v")
    assert seen(deck, ".curtain rect") == [True, True, True]


def test_a_curtain_lies_on_its_part_of_the_picture(deck: Page) -> None:
    """The right half, to the pixel, wherever the figure stands."""
    go(deck, "figure")
    deck.wait_for_function("[...document.querySelectorAll('.present img')].some(i => i.complete)")
    picture, half = deck.evaluate(
        """() => {
            const slide = Reveal.getCurrentSlide();
            const image = slide.querySelector("img:not(.only-dark)").getBoundingClientRect();
            const ratio = Math.min(image.width / 8, image.height / 4);
            const box = [...slide.querySelectorAll(".curtain rect")].at(-1).getBoundingClientRect();
            const left = image.left + (image.width - 8 * ratio) / 2;
            const top = image.top + (image.height - 4 * ratio) / 2;
            return [[left + 4 * ratio, top, 4 * ratio, 4 * ratio],
                    [box.left, box.top, box.width, box.height]];
        }"""
    )
    assert half == pytest.approx(picture, abs=2)


def test_each_part_of_a_curtain_takes_a_key(deck: Page) -> None:
    """Both titles together, then the half."""
    go(deck, "figure")
    assert seen(deck, ".curtain rect") == [True, True, True]
    deck.keyboard.press("ArrowRight")
    assert seen(deck, ".curtain rect") == [False, False, True]


def test_code_is_whole_then_stepped_then_whole_and_its_output_comes_in_time(deck: Page) -> None:
    """The output with the step that prints it."""
    go(deck, "etapes")
    dim = "Reveal.getCurrentSlide().querySelectorAll('.ln.dim').length"
    walked = []
    for _ in range(4):
        walked.append((deck.evaluate(dim), seen(deck, ".snippet-output")[0]))
        deck.keyboard.press("ArrowRight")
    assert walked == [(0, False), (2, False), (1, True), (0, True)]


def test_lines_that_come_in_turn_wait_for_their_step(deck: Page) -> None:
    """What no step names is there from the start, and all of it at the end."""
    go(deck, "ecrire")
    walked = []
    for _ in range(4):
        walked.append(seen(deck, ".ln"))
        deck.keyboard.press("ArrowRight")
    assert walked == [[False, True, False], [True, True, False], [True] * 3, [True] * 3]


@pytest.mark.parametrize("slide", ["bloc", "table", "figure", "prevoir"])
def test_a_handout_without_answers_keeps_them_hidden(deck: Page, slide: str) -> None:
    """The class that its print sets; all the steps are shown otherwise."""
    go(deck, slide)
    deck.evaluate("Reveal.slide(Reveal.getIndices().h, 0, 999)")
    hidden = ".veil > *, td.covered > *, .snippet-predict .snippet-results"
    assert all(seen(deck, hidden))
    deck.evaluate("document.documentElement.classList.add('without-answers')")
    assert not any(seen(deck, hidden))
    assert all(seen(deck, ".curtain rect"))


def test_covered_slides_are_accessible(deck: Page) -> None:
    """Covered, then shown."""
    for slide in ("bloc", "table", "figure", "prevoir"):
        go(deck, slide)
        assert violations(deck) == []
        deck.keyboard.press("v")
        assert violations(deck) == []


def test_small_texts_of_a_figure_are_named_with_the_size_that_is_wanted(deck: Page) -> None:
    """The script, the cell, the text, its pixels and its points."""
    go(deck, "figure")
    (remark,) = [one for one in remarks_on(deck, "01-essai") if one.kind == "figures"]
    assert "source/chapitres/01-essai.rst:" in str(remark)
    assert "01_essai/plot_un:panneaux" in str(remark)
    assert "« minuscule », en 8 points" in str(remark)
    shown = deck.evaluate(
        "document.querySelector('.present img:not(.only-dark)').getBoundingClientRect().height"
    )
    assert f"{8 * shown / 288:.1f}".replace(".", ",").removesuffix(",0") in str(remark)


def test_a_printed_deck_shows_what_it_covers(
    chromium: Browser, built: Path, tmp_path: Path
) -> None:
    """One page a slide; the figure whole, under no curtain."""
    with projection.served(built) as address:
        page = f"{address}/chapitres/01-essai.html"
        pdf.print_deck(chromium, page, tmp_path / "deck.pdf", "", steps=False)
    texts = [one.extract_text() for one in PdfReader(tmp_path / "deck.pdf").pages]
    assert "Une réponse." in texts[1]
    assert "14" in texts[2]
    assert "le double de 21" in texts[5]
