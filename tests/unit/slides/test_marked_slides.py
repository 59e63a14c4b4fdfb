"""A chapter that says ``:slides: marked`` has one slide a mark, as in Slidey."""

from __future__ import annotations

import re

import pytest
from harness.course import Course

CHAPTER = """
:slides: marked

.. slide::

Un chapitre
===========

Objectifs
---------

Savoir.

.. slide::

La suite.

Point
-----

Un titre au milieu.

.. slide::

Détail
~~~~~~

Un détail.

.. slide::
.. slide::
   :layout: center

Fin
---

La fin.

.. slide::
"""


def sections(html: str) -> list[str]:
    """Return the slides of a deck."""
    return re.findall(r'<section id="[^"]+".*?</section>', html, re.DOTALL)


def test_each_mark_gives_one_slide(course: Course) -> None:
    """Slides in = slides out, blank ones and those of two titles included."""
    course.chapter(CHAPTER)
    built = course.build("revealjs")
    assert built.warnings == ""
    slides = sections(built.html("chapitres/01-essai"))
    assert len(slides) == CHAPTER.count(".. slide::")
    ids = [re.findall(r'id="([^"]+)"', slide)[0] for slide in slides]
    assert len(set(ids)) == len(ids)
    assert "Objectifs" in slides[0]
    assert "Savoir" in slides[0]
    assert 'class="rubric"' in slides[1]
    assert "Un titre au milieu" in slides[1]
    assert "layout-center" in slides[4]


def test_the_page_keeps_every_title_and_leads_to_its_slide(course: Course) -> None:
    """A title within a slide leads to that slide."""
    course.chapter(CHAPTER)
    built = course.build()
    assert built.warnings == ""
    html = built.html("chapitres/01-essai")
    for title in ("Un chapitre", "Objectifs", "Point", "Détail", "Fin"):
        assert re.search(
            rf"<h[123]>(?:<span [^>]*>01\.</span> )?{title}<a class=\"slide-link\"", html
        ), title


def test_what_precedes_the_first_mark_stays_on_the_page(course: Course) -> None:
    """There it has no slide to stand on."""
    title = ":slides: marked\n\nUn titre\n========\n\nAvant.\n\n"
    course.chapter(title + ".. slide::\n\nDeux\n----\n\nOui.\n")
    assert "Avant." in course.build().html("chapitres/01-essai")
    deck = course.build("revealjs").html("chapitres/01-essai")
    assert len(sections(deck)) == 1
    assert "Avant." not in deck


@pytest.mark.parametrize("given", ["marks", "slidey"])
def test_another_word_is_an_error(course: Course, given: str) -> None:
    """Otherwise a typing error would silently cut the deck elsewhere."""
    course.chapter(f":slides: {given}\n\nUn titre\n========\n\nOui.\n")
    assert "« titles » ou « marked »" in course.build().warnings
