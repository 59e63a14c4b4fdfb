"""A slide of another chapter, by its name: rendered as it is there, and as it is now."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from harness.course import Build, Course
from harness.quizzes import yes_or_no

ONE, TWO = "chapitres/01-formes", "chapitres/02-suite"
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><title>Carré</title></svg>'
LENDER = f"""\
Les formes
==========

Un mot.

.. _lire:

Lire ``x.shape``
----------------

.. snippet:: plot_un
   :cell: double

Selon l'équation :eq:`aire` et la note [#a]_. Voir `Plus loin`_.

.. math::
   :label: aire

   a = b^2

.. image:: carre.svg
   :alt: Un carré

.. notes::
   :minutes: 3

   Faire compter.

.. slide::

La suite de la lecture.

Un détail
~~~~~~~~~

{yes_or_no("Combien ?")}
Plus loin
---------

Loin.

.. [#a] Une note de bas de page.
"""
BORROWER = """\
:description: La suite.
:minutes: 5

La suite
========

.. notes::
   :minutes: 2

   Commencer.

Avant
-----

.. math::
   :label: autre

   c = d

.. slidefrom:: 01-formes#lire-x-shape

Après.

.. slide::

Encore.
"""


def course_of(folder: Path, lender: str = LENDER, borrower: str = BORROWER) -> Course:
    """Return a course of two chapters, the second of which takes slides of the first."""
    course = Course(folder)
    course.write("source/chapitres/carre.svg", SQUARE)
    course.chapter(lender, "01-formes.rst")
    course.chapter(borrower, "02-suite.rst")
    return course


def soup(built: Build, docname: str = TWO) -> Any:
    """Read a page or a deck, of which nothing was said."""
    assert built.warnings == ""
    return BeautifulSoup(built.html(docname), "html.parser")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The course of two chapters."""
    return course_of(tmp_path_factory.mktemp("cours"))


@pytest.fixture(scope="module")
def deck(course: Course) -> Any:
    """The deck that takes slides."""
    return soup(course.build("revealjs"))


@pytest.fixture(scope="module")
def page(course: Course) -> Any:
    """Its page."""
    return soup(course.build("html"))


def test_a_section_brings_all_its_slides(deck: Any) -> None:
    """With their own titles, between what comes before and after."""
    titles = {
        slide["id"]: slide.find(["h1", "h2"]).text for slide in deck.select(".slides > section")
    }
    assert titles == {
        "la-suite": "La suite",
        "avant": "Avant",
        "de-01-formes-lire-x-shape": "Lire x.shape",
        "de-01-formes-lire-x-shape--2": "Lire x.shape",
        "de-01-formes-un-detail": "Un détail",
        "avant--apres-1": "Avant",
        "avant--2": "Avant",
    }


def test_it_is_rendered_as_in_its_chapter(deck: Any) -> None:
    """Code, output, picture, footnote, quiz, notes with their minutes, title with its code."""
    slide = deck.find(id="de-01-formes-lire-x-shape")
    assert slide.h2.code.text == "x.shape"
    assert "42" in slide.select_one(".snippet-output").text
    assert slide.img["src"] == "../_images/carre.svg"
    assert "Une note de bas de page." in slide.select_one(".footnote").text
    said = slide.select_one("aside.notes").text
    assert "Faire compter." in said
    assert slide["data-timing"] == "180"
    assert "5 sur 5" in said
    assert slide["data-source"] == "chapitres/01-formes.rst"
    assert deck.select_one("#de-01-formes-un-detail .quiz-choices")


def test_names_stand_once_and_links_follow(deck: Any) -> None:
    """To the copy of what is here, to the other deck for what is not."""
    counts = Counter(node["id"] for node in deck.select("[id]"))
    assert [name for name, count in counts.items() if count > 1] == []
    slide = deck.find(id="de-01-formes-lire-x-shape")
    links = {link.text: link["href"] for link in slide.select("p > a")}
    assert links["Plus loin"] == "01-formes.html#plus-loin"
    equation = next(href for text, href in links.items() if "1" in text)
    assert deck.find(id=equation.removeprefix("#")).find_parent("section") is slide


def test_t_leads_to_the_place_on_the_page(deck: Any) -> None:
    """The page has the link to the section, under the title where the slides are taken."""
    assert deck.find(id="de-01-formes-lire-x-shape")["data-page"] == "avant"


def test_the_page_has_a_link_and_nothing_else(page: Any) -> None:
    """And links to slides that are there."""
    line = page.select_one("p.taken")
    assert " ".join(line.text.split()) == "Voir Lire x.shape, chapitre « Les formes »."
    assert line.a["href"] == "01-formes.html#lire-x-shape"
    assert "Faire compter" not in page.text
    assert not page.select_one("article .quiz, section .quiz")


def test_the_page_leads_to_slides_of_the_deck(deck: Any, page: Any) -> None:
    """The slide after what is taken too."""
    there = {slide["id"] for slide in deck.select(".slides > section")}
    links = {link["href"].partition("#/")[2] for link in page.select(".slide-link")}
    assert links <= there
    assert "avant--2" in links


def test_an_edit_of_the_other_chapter_changes_the_deck(tmp_path: Path, course: Course) -> None:
    """As a clean build does, to the byte; in the page too."""
    changed = LENDER.replace("La suite de la lecture.", "Une autre suite.")
    changed = changed.replace("Lire ``x.shape``", "Lire *x.shape*")
    clean = course_of(tmp_path / "propre", changed)
    course.chapter(changed, "01-formes.rst")
    for builder in ("revealjs", "html"):
        built, expected = course.build(builder), clean.build(builder)
        assert built.read == ["chapitres/01-formes"]
        assert built.html(TWO) == expected.html(TWO)
        assert "Lire <em>x.shape</em>" in built.html(TWO)
    course.chapter(LENDER, "01-formes.rst")
