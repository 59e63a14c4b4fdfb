"""A long output is folded on the page, and says how long it is."""

from __future__ import annotations

import pytest
from harness.course import SCRIPT, Course

QUOTE = ".. snippet:: plot_un\n   :cell: double\n"


@pytest.mark.parametrize(
    ("count", "builder", "folded"),
    [
        (40, "html", False),
        (41, "html", True),
        (41, "revealjs", False),
    ],
)
def test_more_lines_than_one_reads_are_folded(
    course: Course, count: int, builder: str, folded: bool
) -> None:
    """A slide shows what it is told to."""
    course.script(SCRIPT.replace("print(2 * x)", f"for k in range({count - 1}):\n    print(k)"))
    course.chapter(QUOTE)
    page = course.build(builder).html("chapitres/01-essai")
    assert (f"<summary>Sortie\u00a0: {count} lignes</summary>" in page) == folded
    assert f"\n{count - 2}</pre>" in page
