"""What is made of a version's slides: dividers, and questions that later chapters recall."""

from __future__ import annotations

import re

import pytest
from harness.course import Course
from harness.quizzes import CHOICE, SCRIPT

SLIDE = re.compile(r'<section id="([^"]+)"')
LONG = "\n{mark}{name}\n{line}\n\n- un\n\n.. slide::\n\n- deux\n\n.. slide::\n\n- trois\n"
FOR_M2 = ".. slide::\n   :for: M2\n\n"


def section(name: str, mark: str = "") -> str:
    """Return a section of three slides."""
    return LONG.format(mark=mark, name=name, line="-" * len(name))


@pytest.fixture
def lecture(course: Course) -> Course:
    """A course for two audiences."""
    course.configure(course_audiences=["L3", "M2"], course_audience="L3")
    return course


def test_dividers_count_the_sections_of_the_version(lecture: Course) -> None:
    """Their plan names no other."""
    names = ["Un", "Deux", "Trois", "Quatre"]
    sections = "".join(map(section, names)) + section("Preuves", FOR_M2)
    lecture.chapter(f"Un mot.\n{sections}")
    html = lecture.build("revealjs").html("chapitres/01-essai")
    assert "deux--annonce" in SLIDE.findall(html)
    assert "Partie 1 sur 3" in html
    assert "Preuves" not in html
    lecture.configure(course_audience="M2")
    assert "Partie 1 sur 4" in lecture.build("revealjs").html("chapitres/01-essai")


def test_a_question_that_the_version_does_not_have_is_not_recalled(lecture: Course) -> None:
    """A later chapter asks it of those who have seen it."""
    lecture.script(SCRIPT)
    lecture.chapter(f"Un mot.\n\n{FOR_M2}Preuves\n-------\n\n{CHOICE}\n", "01-a.rst")
    lecture.chapter("Un mot.\n\n.. rappels::\n", "02-b.rst")
    recalled = "Rappel : "
    html = lecture.build("revealjs").html("chapitres/02-b")
    assert recalled not in html.replace("\u202f", " ").replace("\xa0", " ")
    lecture.configure(course_audience="M2")
    html = lecture.build("revealjs").html("chapitres/02-b")
    assert recalled in html.replace("\u202f", " ").replace("\xa0", " ")


def test_minutes_of_all_are_checked_without_what_is_for_none(lecture: Course) -> None:
    """Those of a version are not announced by anyone."""
    notes = ".. notes::\n   :minutes: {}\n\n   Dire."
    text = (
        f"Un mot.\n\n{notes.format(4)}\n\n.. slide::\n   :for: none\n\n- un\n\n{notes.format(9)}\n"
    )
    text += f"\n{FOR_M2}- deux\n\n{notes.format(3)}\n"
    head = ":description: Un.\n:minutes: {}\n\nUn chapitre\n===========\n\n"
    lecture.configure(course_audience="")
    lecture.chapter(head.format(7) + text)
    assert lecture.build("revealjs").warnings == ""
    lecture.chapter(head.format(16) + text)
    assert "annonce 16 min et les notes en prévoient 7" in lecture.build("revealjs").warnings
    lecture.configure(course_audience="L3")
    assert lecture.build("revealjs").warnings == ""


def test_links_of_other_decks_to_what_is_hidden_lead_to_its_page(lecture: Course) -> None:
    """They follow when the other chapter says another audience."""
    lecture.chapter(f"Un mot.\n\n{FOR_M2}.. _preuve:\n\nPreuves\n-------\n\nUn.\n", "01-a.rst")
    lecture.chapter("Voir :ref:`preuve`.\n", "02-b.rst")
    html = lecture.build("revealjs").html("chapitres/02-b")
    assert 'href="../../html/chapitres/01-a.html#preuve"' in html
    lecture.chapter("Un mot.\n\n.. _preuve:\n\nPreuves\n-------\n\nUn.\n", "01-a.rst")
    assert 'href="01-a.html#preuve"' in lecture.build("revealjs").html("chapitres/02-b")
