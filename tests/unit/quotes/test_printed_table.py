"""What a script prints in rows becomes a table; its numbers are written as in prose."""

from __future__ import annotations

import pytest
from course.base.errors import CourseError
from course.quotes.printed_table import printed_table, recorded_table
from docutils import nodes
from harness.course import SCRIPT, Course


def cells(table: nodes.table) -> list[list[str]]:
    """Return the texts of a table, its head first."""
    return [[one.astext() for one in row.children] for row in table.findall(nodes.row)]


def head(table: nodes.table) -> list[str]:
    """Return the texts of its head."""
    return [
        one.astext() for part in table.findall(nodes.thead) for one in part.findall(nodes.entry)
    ]


EPOCHS = "époque  1   perte 1.546   exactitude 63.4%\népoque 12   perte 0.631   exactitude 84.9%"
STEPS = "pas 1 : pente -10.00, x = 1.000\npas 2 : pente  -8.00, x = 1.800"
ORDERS = (
    "jamais          lot 14 : 1.68   lot 16 : 573.38\n"
    "après backward  lot 14 : 1.68   lot 16 :   1.57"
)
CASES = {
    "taux perte\n0.1  0.52\n0.01 12345": "taux;perte / 0,1;0,52 / 0,01;12\u00a0345",
    EPOCHS: "époque;perte;exactitude / 1;1,546;63,4\u202f% / 12;0,631;84,9\u202f%",
    STEPS: "pas;pente;x / 1;−10,00;1,000 / 2;−8,00;1,800",
    ORDERS: ";lot 14;lot 16 / jamais;1,68;573,38 / après backward;1,68;1,57",
    "a.weight  (2, 3)  6\na.bias    (2,)    2": "a.weight;(2, 3);6 / a.bias;(2,);2",
    "x leaf=True\ny leaf=False": ";leaf / x;True / y;False",
    "SGD | 0.5\nAdam | nan": "SGD;0,5 / Adam;nan",
}


@pytest.mark.parametrize("printed", CASES)
def test_printed_rows_are_cut_into_cells(printed: str) -> None:
    """By spaces, bars or aligned columns; words that come back are the head."""
    rows = CASES[printed].split(" / ")
    assert cells(printed_table(printed, [])) == [row.split(";") for row in rows]


def test_a_first_row_of_words_over_numbers_is_the_head() -> None:
    """Not one of words over words."""
    assert head(printed_table("taux perte\n0.1 0.5", [])) == ["taux", "perte"]
    assert head(printed_table("un deux\ntrois quatre", [])) == []


def test_numbers_stand_on_the_right() -> None:
    """Words on the left."""
    table = printed_table("SGD 0.5\nAdam 0.25", [])
    first = next(iter(table.findall(nodes.row)))
    assert [one["classes"] for one in first.children] == [[], ["text-right"]]


def test_recorded_lists_are_columns_with_as_many_decimals() -> None:
    """Their names are the head, unless another is given."""
    values = {"taux": [0.1, 0.01], "epoques": [3, 12]}
    assert cells(recorded_table(["epoques", "taux"], values, [])) == [
        ["epoques", "taux"], ["3", "0,10"], ["12", "0,01"],
    ]  # fmt: skip
    assert head(recorded_table(["taux"], values, ["η"])) == ["η"]


def test_a_recorded_list_of_rows_is_the_whole_table() -> None:
    """As scripts keep a matrix."""
    assert cells(recorded_table(["lignes"], {"lignes": [[1, 2.5], [3, 4.0]]}, [])) == [
        ["1", "2,5"], ["3", "4,0"],
    ]  # fmt: skip


@pytest.mark.parametrize("printed", ["seul", "un deux\ntrois", "tensor([1, 2])\n3 4 5 6"])
def test_what_is_no_table_is_refused(printed: str) -> None:
    """The author aligns it, or names lists."""
    with pytest.raises(CourseError, match="lignes de même forme"):
        printed_table(printed, [])


ROWS = (
    SCRIPT
    + """
# %% rangees
for n in (1, 2):
    print(n, n / 4)

taux = [0.1, 0.01]
un = [1]
"""
)
QUOTE = ".. snippet:: plot_un\n   :cell: rangees\n   :show: output\n"


@pytest.mark.parametrize("builder", ["html", "revealjs"])
def test_page_and_slide_show_the_table_in_the_place_of_the_output(
    course: Course, builder: str
) -> None:
    """In both formats."""
    course.script(ROWS)
    course.chapter(f"{QUOTE}   :table:\n   :header: n, quart\n")
    built = course.build(builder)
    html = built.html("chapitres/01-essai")
    assert built.warnings == ""
    assert '<td class="text-right"><p>0,25</p></td>' in html
    assert "quart" in html
    assert "snippet-output" not in html


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (":table: tau", "Le plus proche : « taux »"),
        (":table: moitie", "n'est pas une liste"),
        (":table: taux, un", "pas la même longueur"),
        (":table:\n   :header: n", "donne 1 titres et la table a 2 colonnes"),
        (":header: n", "n'a de sens qu'avec « :table: »"),
    ],
)
def test_a_bad_table_names_the_line(course: Course, options: str, complaint: str) -> None:
    """And the nearest list."""
    course.script(ROWS)
    course.chapter(f"Un mot.\n\n{QUOTE}   {options}\n")
    warnings = course.build().warnings
    assert "01-essai.rst:6: WARNING" in warnings
    assert complaint in warnings
