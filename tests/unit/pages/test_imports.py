"""What the programs of a chapter import is on its page, once each, without a word of its author."""

from __future__ import annotations

import re

import pytest
from harness.course import Course

SCRIPT = '''"""
{title}
{under}
"""

# %% imports
import {module}

# %% premier
print({module}.__name__)

# %% second
print("deux")
'''
QUOTE = "\n.. snippet:: 01_essai/{script}\n   :cell: {cell}\n"
BOX = re.compile(
    r'<details class="imports(?: later)?"( open)?><summary>([^<]*)</summary>(.*?)</details>', re.S
)


def quotes(*cells: str) -> str:
    """Return a chapter that quotes these cells, as ``plot_un premier``."""
    quoted = [QUOTE.format(script=one, cell=cell) for one, cell in map(str.split, cells)]
    return "Essai\n=====\n\nUn mot.\n" + "".join(quoted)


@pytest.fixture
def with_scripts(course: Course) -> Course:
    """A course whose two scripts import a module each."""
    for name, module in (("plot_un", "math"), ("plot_deux", "json")):
        title = f"Le script {name}"
        text = SCRIPT.format(title=title, under="=" * len(title), module=module)
        course.script(text, f"01_essai/{name}")
    return course


def boxes(course: Course, chapter: str) -> list[tuple[str, str, str]]:
    """Return the boxes of a chapter's page: whether open, title, content."""
    course.chapter(chapter)
    return BOX.findall(course.build().html("chapitres/01-essai"))


def test_they_stand_before_the_first_quote_of_each_program(with_scripts: Course) -> None:
    """Open for the first one alone."""
    found = boxes(with_scripts, quotes("plot_un premier", "plot_un second", "plot_deux premier"))
    assert [bool(is_open) for is_open, _, _ in found] == [True, False]
    assert "plot_un.py" in found[0][1]
    assert "math" in found[0][2]
    assert "json" in found[1][2]
    page = with_scripts.build().html("chapitres/01-essai")
    assert page.count('class="imports later"') == 1  # paper shows the first one alone


def test_an_author_who_quotes_them_has_them_once(with_scripts: Course) -> None:
    """Where they were put."""
    found = boxes(with_scripts, quotes("plot_un imports", "plot_un premier", "plot_deux premier"))
    assert [title for _, title, _ in found] == ["Ce que plot_deux.py importe"]


def test_a_case_in_a_box_has_none(with_scripts: Course) -> None:
    """It is short, and its program is a click away."""
    quote = QUOTE.format(script="plot_un", cell="premier").replace("\n", "\n   ")
    assert not boxes(with_scripts, f"Essai\n=====\n\n.. misconception:: Faux\n{quote}\n")


def test_a_deck_has_none(with_scripts: Course) -> None:
    """A slide has no place for them."""
    with_scripts.chapter(quotes("plot_un premier"))
    assert 'class="imports"' not in with_scripts.build("revealjs").html("chapitres/01-essai")


def test_they_make_no_slide_of_a_title_that_has_none(with_scripts: Course) -> None:
    """The mark after a text for the page alone describes the title's slide, on both sides."""
    quote = QUOTE.format(script="plot_un", cell="premier").replace("\n", "\n   ")
    with_scripts.chapter(
        f"Essai\n=====\n\nUn mot.\n\nPartie\n------\n\n.. textonly::\n{quote}\n\n"
        ".. slide::\n   :layout: center\n\n.. slideonly::\n\n   Une question.\n"
    )
    page = with_scripts.build("html").html("chapitres/01-essai")
    deck = with_scripts.build("revealjs").html("chapitres/01-essai")
    led_to = re.findall(r'class="slide-link" href="[^"#]*#/([^"]+)"', page)
    assert led_to == ["essai", "partie"]
    assert all(f'<section id="{name}"' in deck for name in led_to)
