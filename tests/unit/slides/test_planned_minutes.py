"""The minutes of the notes add up to the announced ones; notes fit their pane."""

from __future__ import annotations

import re

import pytest
from harness.course import Course

REST = ":minutes: {announced}\n\nUn chapitre\n===========\n\nUn mot.\n\n"
NOTES = ".. notes::\n   :minutes: {minutes}\n\n   Demander d'abord.\n\n"
MYST = "---\ndescription: Un mot\nminutes: {announced}\n---\n\n# Un chapitre\n\nUn mot.\n\n"
MYST_NOTES = ":::{{notes}}\n:minutes: {minutes}\n\nDemander.\n:::\n\n"


def test_each_slide_says_its_minutes_and_the_sum_so_far(course: Course) -> None:
    """What the lecturer reads; reveal.js's pacing has the seconds."""
    course.chapter(
        REST.format(announced=5)
        + NOTES.format(minutes="2,5")
        + "Suite\n-----\n\nUn mot.\n\n"
        + NOTES.format(minutes=1)
        + NOTES.format(minutes="1,5")
    )
    built = course.build("revealjs")
    deck = built.html("chapitres/01-essai")
    assert re.findall(r'data-timing="(\d+)"', deck) == ["150", "150"]
    lines = re.findall(r'<p class="planned">([^<]+)</p>', deck)
    assert lines == ["2,5 min, 2,5 sur 5", "2,5 min, 5 sur 5"]
    assert built.warnings == ""


@pytest.mark.parametrize(("announced", "wrong"), [(10, False), (11, False), (12, True), (9, True)])
def test_a_sum_off_by_more_than_a_tenth_names_the_front_matter(
    course: Course, announced: int, wrong: bool
) -> None:
    """Too much as well as too little."""
    course.chapter(REST.format(announced=announced) + NOTES.format(minutes=10))
    for builder in ("html", "revealjs"):
        warnings = course.build(builder).warnings
        assert ("01-essai.rst:1: WARNING" in warnings) == wrong
        assert ("les notes en prévoient 10" in warnings) == wrong


def test_the_line_of_the_front_matter_is_found_in_myst(course: Course) -> None:
    """YAML this time."""
    course.chapter(MYST.format(announced=20) + MYST_NOTES.format(minutes=10), "01-essai.md")
    warnings = course.build("revealjs").warnings
    assert "01-essai.md:3: WARNING" in warnings
    assert "annonce 20 min" in warnings


def test_a_chapter_that_plans_nothing_is_left_alone(course: Course) -> None:
    """A draft has its announced minutes first."""
    course.chapter(REST.format(announced=20))
    assert course.build("revealjs").warnings == ""


def test_notes_longer_than_the_pane_name_their_line(course: Course) -> None:
    """Their end would be out of sight while speaking."""
    course.chapter("Un mot.\n\n.. notes::\n\n   " + "Dire encore une chose. " * 40 + "\n")
    warnings = course.build("revealjs").warnings
    assert "01-essai.rst:6: WARNING" in warnings
    assert "notes trop longues" in warnings


def test_a_pause_and_a_recalled_question_are_in_the_plan(course: Course) -> None:
    """What is left of the lecture is right; the announced minutes are those of the notes."""
    course.script()
    quiz = (
        "Quiz\n----\n\n.. quiz:: Combien ?\n   :kind: choice\n   :script: plot_un\n\n"
        "   .. choice:: 42\n      :if: reponse == 42\n      :correct:\n\n      Oui.\n\n"
        "   .. choice:: 41\n      :if: reponse == 41\n\n      Non.\n"
    )
    course.chapter(f"Un mot.\n\n{quiz}")
    course.chapter(
        REST.format(announced=5)
        + NOTES.format(minutes=5)
        + "Objectifs\n---------\n\nUn mot.\n\n.. rappels::\n\n"
        + "Suite\n-----\n\nUn mot.\n\n.. slide::\n   :layout: pause\n   :minutes: 10\n",
        "02-suite.rst",
    )
    built = course.build("revealjs")
    assert built.warnings == ""
    deck = built.html("chapitres/02-suite")
    assert re.findall(r'data-timing="(\d+)"', deck) == ["300", "0", "120", "0", "600"]
    assert re.findall(r'<p class="planned">([^<]+)</p>', deck) == ["5 min, 5 sur 17"]
