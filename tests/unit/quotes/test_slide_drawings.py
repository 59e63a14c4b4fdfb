"""A comment has a figure drawn once more for slides, smaller, so that its texts are larger."""

from __future__ import annotations

import re

import pytest
from course.base.errors import CourseError
from course.scripts.comments import alt_of, sequence_of, slide_size_of, without_comments
from harness.course import SCRIPT, Course
from harness.figure_sequence import QUOTE, SEQUENCE

FIGURE = (
    SCRIPT
    + """
# %% courbe
import matplotlib.pyplot as plt

fig, axe = plt.subplots(figsize=(8, 4))
axe.plot([1, 2], [1, 2])
axe.set_title("une droite")
# Diapositive : 6 × 3,5
# Figure : une droite
# qui monte.
plt.show()
"""
)
COURBE = ".. snippet:: plot_un\n   :cell: courbe\n"


def images(html: str) -> list[tuple[str, int, int]]:
    """Return the light images of a document: name, width, height."""
    found = re.findall(r'only-light" src="[^"]*/([^"/]+)" .*?width="(\d+)" height="(\d+)"', html)
    return [(name, int(width), int(height)) for name, width, height in found]


def test_slides_show_their_own_drawing_and_pages_the_other(course: Course) -> None:
    """One code, two sizes; the comment is not part of it."""
    course.script(FIGURE)
    course.chapter(COURBE)
    page, deck = (course.build(one) for one in ("html", "revealjs"))
    name = "01_essai-plot_un-courbe-1"
    assert images(page.html("chapitres/01-essai")) == [(f"{name}.svg", 640, 320)]
    assert images(deck.html("chapitres/01-essai")) == [(f"{name}-slide.svg", 480, 280)]
    assert "# Diapositive" not in page.html("chapitres/01-essai")
    assert 'alt="une droite qui monte."' in deck.html("chapitres/01-essai")
    assert (page.warnings, deck.warnings) == ("", "")
    assert not list(page.folder.glob("_images/*-slide*"))


def test_the_titles_of_its_curtain_are_those_of_the_drawing_that_is_seen(course: Course) -> None:
    """They are lower in a smaller figure."""
    course.script(FIGURE)
    course.chapter(f"{COURBE}   :curtain: titles\n")
    deck = course.build("revealjs").html("chapitres/01-essai")
    assert f'viewBox="0 0 1000 {1000 * 280 / 480:.4g}"' in deck


def test_a_sequence_is_drawn_for_slides_too(course: Course) -> None:
    """Frame by frame."""
    course.script(SEQUENCE.replace("    # Séquence", "    # Diapositive : 3 × 2\n    # Séquence"))
    course.chapter(f"{QUOTE}   :show: figure\n")
    page, deck = (course.build(one).html("chapitres/01-essai") for one in ("html", "revealjs"))
    assert {size[1:] for size in images(page)} == {(320, 160)}
    assert [size[1:] for size in images(deck)] == [(240, 160)]
    assert deck.count("-slide.svg") > page.count("-slide.svg") == 0


def test_another_size_draws_again(course: Course) -> None:
    """A comment that runs: the record is not that of before."""
    course.script(FIGURE)
    course.chapter(COURBE)
    course.build("revealjs")
    course.script(FIGURE.replace("6 × 3,5", "5 × 3"))
    assert images(course.build("revealjs").html("chapitres/01-essai"))[0][1:] == (400, 240)


@pytest.mark.parametrize("size", ["", "6", "6 × haut", "0 × 3", "60 × 3"])
def test_a_size_that_is_none_names_the_line_of_the_script(course: Course, size: str) -> None:
    """With the form that is wanted."""
    path = course.script(FIGURE.replace("6 × 3,5", size))
    line = [one.rstrip() for one in path.read_text().split("\n")].index(
        f"# Diapositive : {size}".rstrip()
    )
    course.chapter(COURBE)
    error = course.build("revealjs").error
    assert f"plot_un.py:{line + 1}: « # Diapositive : " in error
    assert "comme 6 × 3.5" in error


def test_comments_are_read_in_any_order() -> None:
    """A description over several lines ends where another comment starts."""
    source = "# Figure : une\n# suite\n# Diapositive : 6 x 3.5\n# Séquence : pas\nplt.show()"
    assert alt_of(source) == "une suite"
    assert slide_size_of(source) == (6, 3.5)
    assert sequence_of(source) == ("pas", 3)
    assert without_comments(source) == "plt.show()"
    with pytest.raises(CourseError):
        slide_size_of("# Diapositive : grande")
