"""Long code is refused on slides without a reason; long outputs are remarked."""

from __future__ import annotations

import pytest
from harness.course import SCRIPT, Course

LONG = SCRIPT + "\n# %% long\n" + "".join(f"a{rank} = {rank}\n" for rank in range(16))
LONG += "\n# %% bavard\nfor rang in range(5):\n    print(rang, rang)\n"
QUOTE = ".. snippet:: plot_un\n   :cell: long\n"


@pytest.fixture
def chapter(course: Course) -> Course:
    """A course with a cell of 16 lines, and one that prints 5."""
    course.script(LONG)
    return course


def test_a_listing_of_sixteen_lines_is_refused(chapter: Course) -> None:
    """At its line, with what to do."""
    chapter.chapter(f"Un mot.\n\n{QUOTE}")
    warnings = chapter.build("revealjs").warnings
    assert "01-essai.rst:6: WARNING: ce code a 16 lignes, 15 au plus" in warnings
    assert ":lines:" in warnings


@pytest.mark.parametrize(
    "allowed",
    [
        f"{QUOTE}   :reason: on le lit en entier",
        f"{QUOTE}   :lines: 1-15",
        f".. slide::\n   :fit: none\n   :reason: on le lit en entier\n\n{QUOTE}",
        f".. textonly::\n\n   {QUOTE.replace(chr(10), chr(10) + '   ')}",
    ],
)
def test_a_reason_or_fewer_lines_will_do(chapter: Course, allowed: str) -> None:
    """The page alone may show all of it."""
    chapter.chapter(f"Un mot.\n\n{allowed}")
    assert chapter.build("revealjs").warnings == ""


def test_a_page_shows_any_listing(chapter: Course) -> None:
    """The rule is the room's."""
    chapter.chapter(f"Un mot.\n\n{QUOTE}")
    assert chapter.build("html").warnings == ""


def test_a_course_has_its_own_limit(chapter: Course) -> None:
    """A setting."""
    chapter.configure(course_longest_listing=16)
    chapter.chapter(f"Un mot.\n\n{QUOTE}")
    assert chapter.build("revealjs").warnings == ""


def test_an_imported_chapter_is_remarked_not_refused(chapter: Course) -> None:
    """It builds at once, but it is a start: its minutes are not known."""
    chapter.chapter(f":minutes:\n\nUn chapitre\n===========\n\nUn mot.\n\n{QUOTE}")
    built = chapter.build("revealjs")
    assert "ce code a 16 lignes" not in built.warnings
    assert "ce code a 16 lignes" in built.html("chapitres/01-essai")


def test_a_printout_of_five_lines_asks_for_a_table(chapter: Course) -> None:
    """Listed; a table is not remarked."""
    quote = ".. snippet:: plot_un\n   :cell: bavard\n"
    chapter.chapter(f"Un mot.\n\n{quote}", "01-essai.rst")
    chapter.chapter(f"Un mot.\n\n{quote}   :table:\n", "02-table.rst")
    built = chapter.build("revealjs")
    assert built.warnings == ""
    assert "cette sortie a 5 lignes, 4 au plus" in built.html("chapitres/01-essai")
    assert "data-remarks" not in built.html("chapitres/02-table")


def test_an_unknown_kind_of_remark_stops_the_build(course: Course) -> None:
    """With the nearest one, at the line of conf.py."""
    course.configure(course_refused=["listing"])
    course.chapter("Un mot.")
    error = course.build("revealjs").error
    assert "conf.py:" in error
    assert "Le plus proche : « listings »" in error
