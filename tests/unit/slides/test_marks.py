"""Slides are cut from the text by titles and marks, under stable ids."""

from __future__ import annotations

import re

import pytest
from harness.course import Course

REST = """
Un chapitre
===========

Une phrase d'ouverture.

Premier point
-------------

Le texte du premier point.

.. slide::

La suite du premier point.

.. slide::
   :layout: center
   :title: Un titre à part

Au milieu.

Détail
~~~~~~

Le détail.

.. slide::
   :layout: figure

Second point
------------

Le second.
"""

MYST = """
# Un chapitre

Une phrase d'ouverture.

## Premier point

Le texte du premier point.

+++

La suite du premier point.

+++ {"layout": "center", "title": "Un titre à part"}

Au milieu.

### Détail

Le détail.

+++ {"layout": "figure"}

## Second point

Le second.
"""

EXPECTED = [
    ("un-chapitre", "layout-title dark-ground", "Un chapitre"),
    ("premier-point", "layout-statement", "Premier point"),
    ("premier-point--2", "layout-statement", "Premier point"),
    ("premier-point--un-titre-a-part", "layout-center", "Un titre à part"),
    ("detail", "layout-statement", "Détail"),
    ("second-point", "layout-figure", "Second point"),
]

SLIDE = re.compile(r'<section id="([^"]+)" class="([^"]+)"[^>]*>\s*<h\d[^>]*>([^<]*)<')


@pytest.mark.parametrize(("name", "text"), [("01-essai.rst", REST), ("01-essai.md", MYST)])
def test_titles_and_marks_start_slides(course: Course, name: str, text: str) -> None:
    """The same plan from both formats; an untitled slide repeats the running title."""
    course.chapter(text, name)
    built = course.build("revealjs")
    assert SLIDE.findall(built.html("chapitres/01-essai")) == EXPECTED
    assert built.warnings == ""


@pytest.mark.parametrize(("name", "text"), [("01-essai.rst", REST), ("01-essai.md", MYST)])
def test_every_slide_is_an_anchor_and_a_link_of_the_page(
    course: Course, name: str, text: str
) -> None:
    """From a spot of the page to its slide and back, by the same id."""
    course.chapter(text, name)
    page = course.build("html").html("chapitres/01-essai")
    for identifier, _, _ in EXPECTED:
        assert f'id="{identifier}"' in page
        assert f'href="../../slides/chapitres/01-essai.html#/{identifier}"' in page


def test_slides_link_back_to_their_section(course: Course) -> None:
    """One key away from the text: the page's address, and the slide's own name as the spot."""
    course.chapter(REST)
    deck = course.build("revealjs").html("chapitres/01-essai")
    assert 'id="to-page" href="../../html/chapitres/01-essai.html"' in deck
    page = course.build("html").html("chapitres/01-essai")
    for identifier, _, _ in EXPECTED:
        assert f'<section id="{identifier}"' in deck
        assert f'id="{identifier}"' in page


def test_sections_are_balanced(course: Course) -> None:
    """reveal.js nests what is left open."""
    course.chapter(REST)
    deck = course.build("revealjs").html("chapitres/01-essai")
    assert deck.count("<section") == deck.count("</section>") == len(EXPECTED)


def test_a_section_for_the_page_only_gives_no_slide(course: Course) -> None:
    """An empty slide would be a hole in the lecture; its heading links to the last one."""
    course.chapter(REST + "\nPour lire\n---------\n\n.. textonly::\n\n   À lire.\n")
    assert len(SLIDE.findall(course.build("revealjs").html("chapitres/01-essai"))) == 6
    page = course.build("html").html("chapitres/01-essai")
    heading = page[page.index('id="pour-lire"') :]
    assert heading.index("#/second-point") < heading.index("À lire")


def test_textonly_and_slideonly_each_stay_on_their_side(course: Course) -> None:
    """One source, two texts where they must differ."""
    course.chapter(
        "Début.\n\n.. textonly::\n\n   Pour la page.\n\n.. slideonly::\n\n   Pour la salle.\n"
    )
    page = course.build("html").html("chapitres/01-essai")
    deck = course.build("revealjs").html("chapitres/01-essai")
    assert "Pour la page." in page
    assert "Pour la page." not in deck
    assert "Pour la salle." in deck
    assert "Pour la salle." not in page


def test_slideonly_text_is_not_found_by_the_search(course: Course) -> None:
    """A search result must lead to something on the page."""
    course.chapter("Début.\n\n.. slideonly::\n\n   Rhododendron.\n")
    index = (course.build("html").folder / "searchindex.js").read_text()
    assert "rhododendron" not in index


def test_notes_keep_their_markup_and_stay_off_the_page(course: Course) -> None:
    """A formula, code and a list are what a lecturer notes."""
    course.chapter(
        "Début.\n\n.. notes::\n   :minutes: 2,5\n\n   Demander ``x`` :math:`x^2`.\n\n   - un\n"
    )
    deck = course.build("revealjs").html("chapitres/01-essai")
    notes = re.search(r'<aside class="notes"[^>]*data-minutes="2.5">(.*?)</aside>', deck, re.S)
    assert notes is not None
    assert "katex" in notes[1]
    assert "<li>" in notes[1]
    assert "Demander" not in course.build("html").html("chapitres/01-essai")


def test_discovered_items_are_steps_at_all_depths_on_slides_only(course: Course) -> None:
    """reveal.js's own fragments mark top items alone."""
    course.chapter("Début.\n\n.. discoverlist::\n\n   - un\n\n     - dedans\n\n   - deux\n")
    deck = course.build("revealjs").html("chapitres/01-essai")
    assert len(re.findall(r'<li class="fragment"', deck)) == 3
    assert "<p>deux</p>" in course.build("html").html("chapitres/01-essai")


def test_an_answer_is_folded_on_the_page_and_the_next_step_on_the_slide(course: Course) -> None:
    """The room thinks first."""
    course.chapter("Début.\n\n.. question::\n\n   Combien ?\n\n   .. answer::\n\n      Six.\n")
    page = course.build("html").html("chapitres/01-essai")
    deck = course.build("revealjs").html("chapitres/01-essai")
    assert '<details class="answer"><summary>Réponse</summary>' in page
    assert '<div class="fragment answer">' in deck


def test_columns_share_the_width_as_asked(course: Course) -> None:
    """Sixty and the rest."""
    course.chapter(
        "Début.\n\n.. columns::\n\n   .. column::\n      :width: 60\n\n      A.\n\n"
        "   .. column::\n\n      B.\n"
    )
    assert "--columns:minmax(0, 60fr) minmax(0, 40fr)" in course.build("html").html(
        "chapitres/01-essai"
    )


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        (".. note::\n\n   Un mot.\n\n   .. slide::\n\n   Suite.\n", 8, "à l'intérieur de « note »"),
        (".. slide::\n   :layout: centre\n\nSuite.\n", 4, "Le plus proche : « center »"),
        (".. slide::\n   :layuot: center\n\nSuite.\n", 4, "Le plus proche : « layout »"),
        (".. notes::\n   :minutes: deux\n\n   Mot.\n", 4, "écrire un nombre de minutes"),
        ("Un mot.\n\n.. slide::\n\n.. slide::\n\nSuite.\n", 6, "diapositive vide"),
        ("Un mot.\n\n.. slide::\n\n.. textonly::\n\n   Page.\n", 6, "diapositive vide"),
        ("Un mot.\n\n.. slide::\n", 6, "diapositive vide"),
        (".. columns::\n\n   Mot.\n", 4, "ne contient que des « column »"),
    ],
)
def test_bad_marks_name_the_file_the_line_and_the_remedy(
    course: Course, text: str, line: int, complaint: str
) -> None:
    """A mark in the wrong place would unbalance the deck."""
    course.chapter(text)
    warnings = course.build("revealjs").warnings
    assert f"01-essai.rst:{line}: WARNING" in warnings
    assert complaint in warnings


def test_a_bad_myst_break_names_the_line(course: Course) -> None:
    """What follows +++ is JSON or nothing."""
    course.chapter("Un mot.\n\n+++ layout: center\n\nSuite.\n", "01-essai.md")
    warnings = course.build("revealjs").warnings
    assert "01-essai.md:5: WARNING" in warnings
    assert "objet JSON" in warnings


def test_a_new_title_is_seen_on_every_page(course: Course) -> None:
    """The sidebar of an unchanged page shows it: as after a clean build."""
    course.chapter("Premier\n=======\n\nTexte.\n", "01-essai.rst")
    course.chapter("Autre\n=====\n\nTexte.\n", "02-autre.rst")
    course.build()
    course.chapter("Renommé\n=======\n\nTexte.\n", "01-essai.rst")
    built = course.build()
    assert built.read == ["chapitres/01-essai"]
    assert "Renommé" in built.html("chapitres/02-autre")
    assert "Premier" not in built.html("chapitres/02-autre")


def test_a_script_page_lists_the_chapters_that_quote_it(course: Course) -> None:
    """And back: from a script to the text that explains it."""
    course.script()
    course.chapter(".. snippet:: plot_un\n   :cell: double\n")
    page = course.build().html("galerie/01_essai/plot_un")
    assert 'href="../../chapitres/01-essai.html"' in page[page.index("Cité dans") :]
