"""A curtain hides a part of a figure on the slide until its step; pages show it whole."""

from __future__ import annotations

import re

import pytest
from course.quotes.curtain import parts_of
from harness.course import SCRIPT, Course

FIGURE = (
    SCRIPT
    + """
# %% panneaux
import matplotlib.pyplot as plt

fig, axes = plt.subplots(1, 2, figsize=(8, 4))
for rang, axe in enumerate(axes):
    axe.plot([1, 2], [1, 2])
    axe.text(1.5, 1.2, "au milieu")
    axe.set_title(f"panneau {rang}")
# Figure : deux droites.
plt.show()
"""
)
QUOTE = ".. snippet:: plot_un\n   :cell: panneaux\n   :show: figure\n   :curtain: "


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory):
    """Three curtains, on the page and in the deck."""
    course = Course(tmp_path_factory.mktemp("rideau"))
    course.script(FIGURE)
    course.chapter(QUOTE + "titles | right, 0 0 10% 10%\n", "01-snippet.rst")
    course.chapter(
        ".. figure:: /rien.png\n   :width: 50%\n   :alt: rien\n   :curtain: left\n\n   Rien.\n",
        "02-figure.rst",
    )
    course.write("source/rien.png", "")
    return {builder: course.build(builder) for builder in ("html", "revealjs")}


def curtain(built, name: str) -> list[list[tuple[float, ...]]]:
    """Return the rectangles of each step of a deck's curtain, in thousandths of the width."""
    html = built["revealjs"].html(f"chapitres/{name}")
    svg = re.search(r'<svg class="curtain".*?</svg>', html)
    assert svg
    return [
        [
            tuple(map(float, re.findall(r'"([\d.]+)"', rect)))
            for rect in re.findall("<rect .*?>", step)
        ]
        for step in re.findall(r'<g class="fragment custom">.*?</g>', svg[0])
    ]


def test_the_titles_of_a_figure_are_found_in_its_drawing(built) -> None:
    """Two titles, high in the figure, one a half; not the text inside the axes."""
    titles, _ = curtain(built, "01-snippet")
    assert len(titles) == 2
    (left, top, width, height), (other, *_) = sorted(titles)
    assert left + width < 500 < other
    assert top + height < 60


def test_a_bar_separates_what_takes_a_key_each(built) -> None:
    """A comma joins what is lifted together."""
    _, parts = curtain(built, "01-snippet")
    assert parts == [(500, 0, 500, 500), (0, 0, 100, 50)]


def test_an_image_has_its_curtain_too(built) -> None:
    """Its width is that of what holds both."""
    html = built["revealjs"].html("chapitres/02-figure")
    assert 'class="curtained" style="width: 50%"' in html
    assert curtain(built, "02-figure") == [[(0, 0, 500, 1000)]]


@pytest.mark.parametrize("name", ["01-snippet", "02-figure"])
def test_pages_show_the_figure_whole(built, name: str) -> None:
    """And nothing was said of either."""
    assert "curtain" not in built["html"].html(f"chapitres/{name}")
    assert {one.warnings for one in built.values()} == {""}


def test_edges_are_percentages() -> None:
    """With or without their sign."""
    assert parts_of("50% 0 100 40%") == [[(50, 0, 100, 40)]]


@pytest.mark.parametrize(
    ("directive", "complaint"),
    [
        (QUOTE + "rigth", "Le plus proche : « right »"),
        (QUOTE + "60% 0 50% 100%", "écrire les bords gauche, haut, droit et bas"),
        (".. snippet:: plot_un\n   :cell: double\n   :curtain: right", "aucune figure à cacher"),
        (QUOTE.replace("figure", "code") + "right", "aucune figure à cacher"),
        (".. image:: /rien.png\n   :alt: rien\n   :curtain: titles", "n'a pas de titre"),
        (".. image:: /rien.png\n   :alt: rien\n   :curtain: haut", "left, right, titles, top"),
    ],
)
def test_a_curtain_that_hides_nothing_names_the_line(
    course: Course, directive: str, complaint: str
) -> None:
    """File, line and the nearest name."""
    course.script(FIGURE)
    course.write("source/rien.png", "")
    course.chapter(f"Un mot.\n\n{directive}\n")
    warnings = course.build("revealjs").warnings
    assert "01-essai.rst:6: WARNING" in warnings
    assert complaint in warnings
