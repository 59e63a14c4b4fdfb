"""A slide asks what code gives before anything on it says that it fails."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from course.deck.attempts import attempt_of
from harness.course import SCRIPT, Course

FAILING = """
# %% rate
notes = [12, 8]
try:
    # trois notes ?
    notes[2]
except IndexError as erreur:
    print(type(erreur).__name__, ":", erreur)
"""
QUOTE = ".. snippet:: plot_un\n   :cell: rate\n"


def shown(course: Course, builder: str, quote: str = QUOTE) -> str:
    """Build a chapter that quotes the failing cell; return its code and what it gave."""
    course.script(SCRIPT.replace("# %% fin", f"{FAILING.strip()}\n\n# %% fin"))
    course.chapter(quote)
    built = course.build(builder)
    assert built.warnings == ""
    box = BeautifulSoup(built.html("chapitres/01-essai"), "html.parser").select(".snippet")[-1]
    return box.get_text()


def test_a_slide_shows_what_is_tried_and_what_python_answers(course: Course) -> None:
    """Without the lines that catch the answer."""
    text = shown(course, "revealjs")
    assert "notes = [12, 8]\n# trois notes ?\nnotes[2]\n" in text
    assert "try" not in text
    assert "except" not in text
    assert "IndexError : list index out of range" in text


def test_a_page_shows_code_that_goes_on_when_it_is_pasted(course: Course) -> None:
    """All of it."""
    text = shown(course, "html")
    assert "try:" in text
    assert "except IndexError as erreur:" in text


def test_lines_that_are_counted_stay(course: Course) -> None:
    """Whoever counts them wants these."""
    assert "try:" in shown(course, "revealjs", f"{QUOTE}   :steps: 2|4\n")


def test_some_lines_of_a_cell_are_as_a_cell(course: Course) -> None:
    """Those that end with the error."""
    text = shown(course, "revealjs", f"{QUOTE}   :lines: 2-6\n")
    assert "notes[2]" in text
    assert "try:" not in text


@pytest.mark.parametrize(
    "code",
    [
        "try:\n    a\nexcept NameError:\n    print('non')\nprint('la suite')",  # would not run
        "try:\n    a\nexcept NameError:\n    pass",  # says nothing
        "    a\nexcept NameError:\n    print('non')",  # some lines of it
        "try:\n    a\nexcept NameError:\n    print('non')\nfinally:\n    b = 2",
        "try:\n    a\nexcept NameError:\n    print('non')\n" * 2,
        'try:\n    print("""a\n    b""")\nexcept NameError:\n    print("non")',  # margins are text
    ],
)
def test_what_would_say_something_else_stays(code: str) -> None:
    """Only an error that ends the cell is the same without its ``try``."""
    assert attempt_of(code) == code
