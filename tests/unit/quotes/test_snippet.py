"""A snippet shows what a cell of a script really is and really gave."""

from __future__ import annotations

import re

import pytest
from course.base.directive import line_ranges
from course.quotes.line_steps import may_print, step_of_results, walk
from harness.course import SCRIPT, Course

QUOTE = """
.. snippet:: 01_essai/plot_un
   :cell: double
"""


def text_of(html: str) -> str:
    """Strip the tags, for readable assertions."""
    return re.sub(r"<[^>]+>", "", html)


@pytest.mark.parametrize("builder", ["html", "revealjs"])
def test_a_quote_shows_the_code_and_what_it_printed(course: Course, builder: str) -> None:
    """The output 42 is nowhere in the sources: it can only come from a run."""
    course.script()
    course.chapter(QUOTE)
    built = course.build(builder)
    shown = text_of(built.html("chapitres/01-essai"))
    assert "print(2 * x)" in shown
    assert "le double de 21\n42" in shown
    assert built.warnings == ""


def test_myst_quotes_like_restructuredtext(course: Course) -> None:
    """Both formats give the same reader's text."""
    course.script()
    course.chapter(QUOTE, "01-essai.rst")
    course.chapter("```{snippet} plot_un\n:cell: double\n```\n", "02-essai.md")
    built = course.build()
    for name in ("chapitres/01-essai", "chapitres/02-essai"):
        assert "le double de 21\n42" in text_of(built.html(name))
    assert built.warnings == ""


def test_show_keeps_only_the_parts_asked_for(course: Course) -> None:
    """A slide often needs the output alone."""
    course.chapter(QUOTE + "   :show: output\n")
    shown = text_of(course.build().html("chapitres/01-essai"))
    assert "42" in shown
    assert "print(2 * x)" not in shown


def test_lines_keeps_only_the_lines_asked_for(course: Course) -> None:
    """Lines are counted in the cell, from 1."""
    course.chapter(QUOTE + "   :lines: 3\n   :show: code\n")
    shown = text_of(course.build().html("chapitres/01-essai"))
    assert "print(2 * x)" in shown
    assert "le double de" not in shown


def test_steps_highlight_on_the_page_and_step_on_the_slide(course: Course) -> None:
    """One option, two renderings: all named lines lit, or one step after another."""
    course.chapter(QUOTE + "   :steps: 1|2\n")
    page = course.build("html").html("chapitres/01-essai")
    deck = course.build("revealjs").html("chapitres/01-essai")
    assert page.count('class="hll"') == 2
    assert 'data-steps=""' in deck
    steps = re.findall(r'class="fragment code-step" data-lines="([^"]*)"', deck)
    assert steps == ["1", "2", ""]
    assert deck.count('class="ln"') == 3


@pytest.mark.parametrize(
    ("steps", "walked"),
    [
        ("1|2", [[], [1], [2], []]),
        ("1-3", [[]]),
        ("1|1-3", [[], [1], []]),
        ("2", [[], [2], []]),
    ],
)
def test_the_whole_is_lit_at_the_start_and_at_the_end(steps: str, walked: list) -> None:
    """Never twice of a row: a key that changes nothing looks like a fault."""
    given = [line_ranges(part, 3) for part in steps.split("|")]
    assert walk(given, "a\nb\nc") == walked


@pytest.mark.parametrize(
    ("steps", "code", "step"),
    [
        ("1|2", "x = 1\nprint(x)", 2),
        ("2|1", "x = 1\nprint(x)", 1),
        ("1", "x = 1\nprint(x)", 2),
        ("1|2", "train()\nx = 2", 3),
        ("1-2|3", "print(\n    1)\nx = 1", 1),
    ],
)
def test_the_output_comes_with_the_step_that_prints_it(steps: str, code: str, step: int) -> None:
    """With the whole, at the end, when no step does."""
    given = [line_ranges(part, code.count("\n") + 1) for part in steps.split("|")]
    assert step_of_results(walk(given, code), code) == step


def test_the_slide_knows_the_step_of_its_output(course: Course) -> None:
    """The page does not care."""
    course.chapter(QUOTE + "   :steps: 1|2-3\n")
    assert 'data-with-step="2"' in course.build("revealjs").html("chapitres/01-essai")
    assert "data-with-step" not in course.build("html").html("chapitres/01-essai")


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("beside", 'class="snippet snippet-beside"'),
        ("next-step", 'class="snippet-results fragment covered"'),
        ("next-slide", 'id="un-chapitre--sortie"'),
    ],
)
def test_output_option_places_the_result_on_the_slide(
    course: Course, place: str, expected: str
) -> None:
    """The page shows the output below whatever the slide does."""
    course.chapter(QUOTE + f"   :output: {place}\n")
    assert expected in course.build("revealjs").html("chapitres/01-essai")
    assert "42" in text_of(course.build("html").html("chapitres/01-essai"))


def test_hidden_output_is_on_the_page_and_not_on_the_slide(course: Course) -> None:
    """`hidden` is about the slide; the page always shows what ran."""
    course.chapter(QUOTE + "   :output: hidden\n")
    assert ">42" not in course.build("revealjs").html("chapitres/01-essai")
    assert "42" in text_of(course.build("html").html("chapitres/01-essai"))


@pytest.mark.parametrize(
    ("directive", "complaint"),
    [
        (".. snippet:: plot_deux\n   :cell: double\n", "« plot_un »"),
        (".. snippet:: plot_un\n   :cell: doubles\n", "Le plus proche : « double »"),
        (".. snippet:: plot_un\n", "« :cell: » est obligatoire"),
        (QUOTE + "   :shows: code\n", "Le plus proche : « show »"),
        (QUOTE + "   :show: cod\n", "Le plus proche : « code »"),
        (QUOTE + "   :output: besides\n", "Le plus proche : « beside »"),
        (QUOTE + "   :lines: 2-9\n", "qui en compte 3"),
        (QUOTE + "   :lines: 1\n", "laisse de côté les lignes de « double »"),
        (QUOTE + "   :steps: 1|x\n", "qui en compte 3"),
        (QUOTE + "   :uncover:\n", "n'a de sens qu'avec « :steps: »"),
        (QUOTE + "   :show: figure\n", "ne donne rien"),
    ],
)
def test_bad_input_names_the_file_the_line_and_the_nearest_name(
    course: Course, directive: str, complaint: str
) -> None:
    """An author finds the mistake without opening the extension."""
    path = course.chapter("Un mot.\n\n" + directive.strip() + "\n\nAprès.\n")
    line = path.read_text().splitlines().index(directive.strip().splitlines()[0]) + 1
    warnings = course.build().warnings
    assert f"01-essai.rst:{line}: " in warnings
    assert complaint in warnings


def test_two_cells_of_one_name_stop_the_build(course: Course) -> None:
    """Which one would a quote mean? The message gives both lines."""
    course.script(SCRIPT + "\n# %% double\nprint(3)\n")
    course.chapter("Un mot.")
    built = course.build()
    assert "plot_un.py:22: deux cellules s'appellent « double »" in built.error
    assert "ligne 12" in built.error


def test_python_typed_in_a_chapter_is_refused(course: Course) -> None:
    """Code that nobody ran is the one thing the course does not show."""
    course.chapter("Un mot.\n\n.. code-block:: python\n\n   print(1)\n")
    warnings = course.build().warnings
    assert "01-essai.rst:6: WARNING: bloc de code Python tapé à la main" in warnings


def test_shell_lines_are_welcome(course: Course) -> None:
    """Only Python is bound to a run."""
    course.chapter("Un mot.\n\n.. code-block:: bash\n\n   make html\n")
    assert course.build().warnings == ""


@pytest.mark.parametrize(
    ("lines", "may"),
    [
        ("x = f(2)\ny = 3", False),
        ("def f():\n    return print", False),
        ("f(2)", True),
        ("    print(x)", True),
        ("try:\n    f(2)", True),
        ("try:\n    x = f(2)", False),
    ],
)
def test_lines_that_call_something_may_have_printed(lines: str, may: bool) -> None:
    """Whether they are a program or not."""
    assert may_print(lines) is may
