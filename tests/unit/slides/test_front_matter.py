"""A chapter's own choices for its deck; what its title slide says; its menu."""

from __future__ import annotations

import re

import pytest
from harness.course import Course
from harness.exercise import EXERCISE

REST = ":description: Un mot.\n{fields}\n\nUn chapitre\n===========\n\nUn mot.\n\n"
BODY = """
Premier point
-------------

Un mot.

Exercice
--------

.. exercise:: Faire
   :script: 01_essai/ex_01_double

   Un énoncé.

   .. solution::

      La solution.

Menu
----

.. chaptermenu::
"""


def built(course: Course, fields: str, builder: str = "revealjs", body: str = BODY):
    """Build a chapter with these fields before its title."""
    course.script(EXERCISE, "01_essai/ex_01_double")
    course.chapter(REST.format(fields=fields) + body)
    return course.build(builder)


def test_the_title_slide_says_how_long_and_for_whom(course: Course) -> None:
    """No address in conf.py: no code."""
    deck = built(course, ":minutes: 75\n:audience: deuxième année").html("chapitres/01-essai")
    assert '<p class="title-facts">75 min · deuxième année</p>' in deck
    assert "<svg" not in deck


def test_the_title_slide_has_the_code_and_the_short_address_of_the_page(course: Course) -> None:
    """The short address is a page that leads to the chapter's."""
    course.configure(html_baseurl="https://cours.example/pt")
    deck = built(course, ":minutes: 75").html("chapitres/01-essai")
    assert 'href="https://cours.example/pt/html/01.html">cours.example/pt/html/01.html<' in deck
    assert re.search(r'role="img" aria-label="Code QR[^"]*"><svg', deck)
    page = course.build("html").folder / "01.html"
    assert "url=chapitres/01-essai.html" in page.read_text(encoding="utf-8")
    course.configure(html_baseurl="")
    course.build("html")
    assert not page.exists()


def test_theme_and_transition_are_those_of_the_chapter(course: Course) -> None:
    """Fixed at the build; the lecturer's own choice still wins."""
    deck = built(course, ":theme: dark\n:transition: fade").html("chapitres/01-essai")
    assert 'data-transition="fade"' in deck
    assert 'chosen !== "light" && true' in deck


@pytest.mark.parametrize(("given", "shown"), [("in", True), ("out", False)])
def test_exercises_are_on_slides_when_asked_for(course: Course, given: str, shown: bool) -> None:
    """The statement alone; page and deck agree on the slides there are."""
    fields = f":exercises: {given}"
    deck = built(course, fields).html("chapitres/01-essai")
    assert ("Un énoncé." in deck) == shown
    assert ('id="exercice"' in deck) == shown
    assert "La solution." not in deck
    page = course.build("html").html("chapitres/01-essai")
    assert ("01-essai.html#/exercice" in page) == shown
    assert "La solution." in page
    assert "Indice 1" in page


def test_the_menu_leads_to_the_sections(course: Course) -> None:
    """On the slide; the page has its own table of contents."""
    one = built(course, ":exercises: in\n:minutes: 5")
    deck = one.html("chapitres/01-essai")
    menu = deck[deck.index("chapter-menu") :]
    assert re.findall(r'href="(#/[^"]+)"', menu)[:3] == [
        "#/premier-point",
        "#/exercice",
        "#/menu",
    ]
    assert one.warnings == ""
    assert "chapter-menu" not in course.build("html").html("chapitres/01-essai")


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        (":audiance: tous", "Le plus proche : « audience »"),
        (":theme: drak", "Le plus proche : « dark »"),
        (":transition: fondu", "Noms connus : fade, none, slide"),
        (":exercises: oui", "Le plus proche : « out »"),
        (":minutes: beaucoup", "écrire un nombre de minutes"),
    ],
)
def test_a_wrong_key_or_value_names_the_line(course: Course, fields: str, complaint: str) -> None:
    """In both builders, so that `make html` says it too."""
    for builder in ("html", "revealjs"):
        warnings = built(course, fields, builder, "").warnings
        assert "01-essai.rst:2: WARNING" in warnings
        assert complaint in warnings


def test_a_wrong_key_names_the_line_in_myst(course: Course) -> None:
    """YAML, before the title."""
    course.chapter("---\nminutes: 5\nthem: dark\n---\n\n# Un chapitre\n\nUn mot.\n", "01-essai.md")
    warnings = course.build("revealjs").warnings
    assert "01-essai.md:3: WARNING" in warnings
    assert "Le plus proche : « theme »" in warnings


def test_an_empty_menu_names_its_line(course: Course) -> None:
    """Nothing to choose from."""
    warnings = built(course, "", "revealjs", ".. chaptermenu::\n").warnings
    assert "01-essai.rst" in warnings
    assert "menu du chapitre est vide" in warnings
