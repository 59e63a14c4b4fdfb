"""``cover`` hides any block, or cells of a table, until the slide's next step."""

from __future__ import annotations

import re

import pytest
from harness.course import Course

TITLE = "Un chapitre\n===========\n\n"
TABLE = """
   ===== =====
   A     B
   ===== =====
   1     2
   3     4
   ===== =====
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory):
    """A block in each format, a folded one, and tables."""
    course = Course(tmp_path_factory.mktemp("couvrir"))
    course.chapter(".. cover:: Quelle forme ?\n\n   (3, 2)\n", "01-bloc.rst")
    course.chapter(":::{cover} Quelle forme ?\n(3, 2)\n:::\n", "02-myst.md")
    course.chapter(".. cover:: Avant de lire\n   :page: folded\n\n   (3, 2)\n", "03-plie.rst")
    course.chapter(f"{TITLE}.. cover::\n   :columns: 2\n{TABLE}", "04-colonne.rst")
    course.chapter(f"{TITLE}.. cover::\n   :columns: 2\n   :each: row\n{TABLE}", "05-lignes.rst")
    course.chapter(f"{TITLE}.. cover::\n   :rows: 2\n   :each: cell\n{TABLE}", "06-cases.rst")
    return {builder: course.build(builder) for builder in ("html", "revealjs")}


@pytest.mark.parametrize("name", ["01-bloc", "02-myst"])
def test_a_block_is_a_step_of_the_slide_and_plain_on_the_page(built, name: str) -> None:
    """In both formats, under its label."""
    deck = built["revealjs"].html(f"chapitres/{name}")
    assert '<div class="fragment custom covered veil" data-label="Quelle forme' in deck
    page = built["html"].html(f"chapitres/{name}")
    assert "(3, 2)" in page
    assert "Quelle forme" not in page
    assert {one.warnings for one in built.values()} == {""}


def test_a_block_may_be_folded_on_the_page(built) -> None:
    """Where a reader alone should think first."""
    page = built["html"].html("chapitres/03-plie")
    assert '<p class="predict-label">Avant de lire</p><details class="predict"><summary>' in page


def test_a_column_is_covered_at_once(built) -> None:
    """Its head aside; one key shows it."""
    deck = built["revealjs"].html("chapitres/04-colonne")
    assert deck.count('class="covered"') == 2
    assert '<div class="covered-cells fragment custom">' in deck
    assert "covered" not in built["html"].html("chapitres/04-colonne")


def test_a_row_or_a_cell_may_take_a_key_each(built) -> None:
    """The steps are in the table itself."""
    by_row = built["revealjs"].html("chapitres/05-lignes")
    assert len(re.findall('<tr class="[^"]*fragment custom', by_row)) == 2
    by_cell = built["revealjs"].html("chapitres/06-cases")
    assert by_cell.count('<td class="fragment custom covered">') == 2


@pytest.mark.parametrize(
    ("directive", "complaint"),
    [
        (".. cover::", "« cover » est vide"),
        (".. cover::\n   :columns: 2\n\n   Un mot.", "n'en contient pas"),
        (f".. cover::\n   :columns: 3\n{TABLE}", "cette table n'en a que 2"),
        (f".. cover::\n   :each: rows\n{TABLE}", "Le plus proche : « row »"),
        (".. cover::\n   :colums: 2\n\n   Un mot.", "Le plus proche : « columns »"),
    ],
)
def test_bad_input_names_the_line(course: Course, directive: str, complaint: str) -> None:
    """And the nearest name."""
    course.chapter(f"{TITLE}Un mot.\n\n{directive}\n")
    warnings = course.build().warnings
    assert "01-essai.rst:6: WARNING" in warnings
    assert complaint in warnings
