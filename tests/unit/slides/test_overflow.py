"""A slide that says ``fit: split`` goes over as many slides as it takes."""

from __future__ import annotations

from bs4 import BeautifulSoup
from harness.course import Course

HEAD = "Fonction", "Dérivée"


def table(rows: int) -> str:
    """Return a slide that holds a table with a head."""
    lines = [".. list-table::", "   :header-rows: 1", ""]
    for left, right in [HEAD, *((f"f{n}", f"f{n} prime") for n in range(rows))]:
        lines += [f"   * - {left}", f"     - {right}"]
    return "Un mot.\n\n.. slide::\n   :fit: split\n\n" + "\n".join(lines)


def test_a_long_table_has_its_head_on_each_of_its_slides(course: Course) -> None:
    """In the room nobody goes back to read what the columns are; no row is lost or shown twice."""
    course.chapter(table(rows=30))
    built = course.build("revealjs")
    assert built.warnings == ""
    deck = BeautifulSoup(built.html("chapitres/01-essai"), "html.parser")
    tables = deck.select(".slides table")
    assert len(tables) > 1
    assert len({id(found.find_parent("section")) for found in tables}) == len(tables)
    for found in tables:
        assert tuple(cell.get_text(strip=True) for cell in found.select("thead th")) == HEAD
    rows = [cell.get_text(strip=True) for cell in deck.select(".slides tbody td:first-child")]
    assert rows == [f"f{n}" for n in range(30)]
