"""How slides of another chapter are named, and what is said of a wrong name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from harness.course import Course

ONE, TWO = "chapitres/01-formes", "chapitres/02-suite.rst"
LENDER = """\
Les formes
==========

Un mot.

.. _lire:

Lire
----

Le début.

.. slide::

La suite.

Copier
------

.. slidefrom:: 03-fin#bilan

.. slide::
   :for: M2

Prouver
-------

La preuve.
"""
END = "La fin\n======\n\nUn mot.\n\nBilan\n-----\n\nLe bilan.\n"
TAKE = "La suite\n========\n\nUn mot.\n\n{}\n"
WRONG = {
    "a chapter": ("01-forme#lire", "pas de chapitre « 01-forme ». Le plus proche : « 01-formes »."),
    "a slide": ("01-formes#lir", "n'a pas de diapositive « lir ». Le plus proche : « lire »."),
    "a label": ("lir", "celle-ci n'existe pas. Le plus proche : « lire »."),
    "itself": ("02-suite#la-suite", "cette diapositive est de ce chapitre-ci."),
    "a whole chapter": ("01-formes#les-formes", "nommer une section."),
    "what is taken": ("01-formes#copier", "nommer celles du chapitre d'où elles viennent."),
}


def deck(course: Course, text: str) -> list[str]:
    """Return the slides of the chapter that takes some."""
    course.chapter(TAKE.format(text), "02-suite.rst")
    built = course.build("revealjs")
    assert built.warnings == ""
    return re.findall(r'<section id="([^"]+)"', built.html("chapitres/02-suite"))


@pytest.fixture(scope="module")
def lent(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with slides to take."""
    course = Course(tmp_path_factory.mktemp("cours"))
    course.configure(course_audiences=["L3", "M2"])
    course.chapter(LENDER, "01-formes.rst")
    course.chapter(END, "03-fin.rst")
    return course


def test_a_label_and_the_address_name_the_same_slides(lent: Course) -> None:
    """``lire`` and ``01-formes#/lire``, as the browser shows it."""
    taken = ["la-suite", "de-01-formes-lire", "de-01-formes-lire--2"]
    assert deck(lent, ".. slidefrom:: lire") == taken
    assert deck(lent, ".. slidefrom:: 01-formes#/lire") == taken


def test_a_slide_that_goes_on_is_taken_alone(lent: Course) -> None:
    """By the end of its address."""
    assert deck(lent, ".. slidefrom:: 01-formes#lire--2") == ["la-suite", "de-01-formes-lire--2"]


def test_under_a_title_alone_the_first_one_has_that_title(lent: Course) -> None:
    """The slide of the section is not empty; notes that follow are added to the last."""
    notes = ".. notes::\n\n   À dire."
    before = notes.replace("À dire", "À demander")
    text = f"Rappel\n------\n\n{before}\n\n.. slidefrom:: lire\n\n{notes}"
    assert deck(lent, text) == ["la-suite", "rappel", "de-01-formes-lire--2"]
    built = (lent.root / "build/revealjs/chapitres/02-suite.html").read_text(encoding="utf-8")
    _, first, last = re.findall(r"<section id=.*?</section>", built, re.DOTALL)
    assert ">Rappel</h2>" in first
    assert "Le début." in first
    assert "À demander." in first
    assert "À dire." in last


def test_after_a_mark_the_first_one_has_its_name(lent: Course) -> None:
    """The page leads to it; its title is its own."""
    taken = ["la-suite", "la-suite--2", "de-01-formes-lire--2"]
    assert deck(lent, ".. slide::\n   :layout: center\n\n.. slidefrom:: lire") == taken
    built = (lent.root / "build/revealjs/chapitres/02-suite.html").read_text(encoding="utf-8")
    assert 'id="la-suite--2" class="layout-center"' in built
    assert built.count(">Lire</h2>") == 2
    titled = ".. slide::\n   :title: Souvenir\n\n.. slidefrom:: lire"
    assert deck(lent, titled) == ["la-suite", "la-suite--souvenir", "de-01-formes-lire--2"]


def test_markdown_takes_and_lends(lent: Course) -> None:
    """By a heading that its deck names, with links to its own headings."""
    lent.chapter(
        "# Un\n\nUn mot.\n\n## Deux\n\nVoir [](#trois), $x^2$.\n\n## Trois\n\nFin.\n", "04-un.md"
    )
    lent.chapter("# Suite\n\nUn mot.\n\n:::{slidefrom} 04-un#deux\n:::\n", "05-suite.md")
    built = lent.build("revealjs")
    assert built.warnings == ""
    html = built.html("chapitres/05-suite")
    assert re.findall(r'<section id="([^"]+)"', html) == ["suite", "de-04-un-deux"]
    assert 'href="04-un.html#trois"' in html
    assert "katex" in html


def test_taken_twice_it_has_two_names(lent: Course) -> None:
    """In one deck."""
    text = ".. slidefrom:: 03-fin#bilan\n\n.. slidefrom:: 03-fin#bilan"
    assert deck(lent, text) == ["la-suite", "de-03-fin-bilan", "de-03-fin-2-bilan"]


def test_a_slide_of_another_audience_is_not_taken(lent: Course) -> None:
    """Its name is then unknown to the version."""
    assert deck(lent, ".. slidefrom:: 01-formes#prouver\n   :for: M2")[1:] != []
    lent.configure(course_audience="L3")
    assert deck(lent, ".. slidefrom:: 01-formes#prouver\n   :for: M2") == ["la-suite"]
    lent.configure(course_audience="")


def test_wrong_names_are_told_at_their_line_with_the_nearest(tmp_path: Path) -> None:
    """For decks and for pages alike."""
    course = Course(tmp_path)
    course.chapter(LENDER, "01-formes.rst")
    course.configure(course_audiences=["M2"])
    course.chapter(END, "03-fin.rst")
    lines = [f".. slidefrom:: {name}\n" for name, _ in WRONG.values()]
    course.chapter(TAKE.format("\n".join(lines)), "02-suite.rst")
    for builder in ("revealjs", "html"):
        warnings = course.build(builder).warnings
        for rank, (name, said) in enumerate(WRONG.values()):
            assert f"02-suite.rst:{6 + 2 * rank}: WARNING: « slidefrom {name} »" in warnings
            assert said in warnings


def test_it_stands_between_blocks(lent: Course) -> None:
    """Not inside of one."""
    lent.chapter(TAKE.format(".. discover::\n\n   .. slidefrom:: lire"), "02-suite.rst")
    warnings = lent.build("revealjs").warnings
    assert "02-suite.rst:8: " in warnings
    assert "ne peut pas se trouver à l'intérieur de « discover »" in warnings
