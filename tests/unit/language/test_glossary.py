"""A chapter's words lead to their definition, once a section, and never where they would harm."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from course.language.glossary import terms_of
from harness.course import Course, build_pages

GLOSSARY = """
Glossaire
=========

.. english-names::

.. glossary::

   lot
      *batch*. Les exemples traités ensemble.

   précision
      *precision*. Parmi les positifs annoncés, les vrais.

   taux d'apprentissage
      *learning rate*. La longueur du pas.
"""


@pytest.fixture
def defined(course: Course) -> Course:
    """A course with a glossary."""
    course.write("source/glossaire.rst", ":orphan:\n" + GLOSSARY)
    return course


def linked(html: str) -> list[str]:
    """Return the words that lead to the glossary."""
    return re.findall(r'<a class="term"[^>]*>([^<]*)</a>', html)


def test_a_source_gives_terms_their_english_names_and_their_places(tmp_path: Path) -> None:
    """What Sphinx reads, whatever the layout of the source; other entries are left alone."""
    text = GLOSSARY + "\n   tas\n      Sans nom.\n\n   un\n   deux\n      *both*. ``a`` et b.\n"
    extensions = ["course.language.typography", "course.language.glossary"]
    pages = {"index.rst": "Un\n==\n", "glossaire.rst": ":orphan:\n" + text}
    terms = terms_of(build_pages(tmp_path, pages, extensions=extensions).app.env)
    assert [(term.name, term.english, term.anchor) for term in terms] == [
        ("lot", "batch", "term-lot"),
        ("précision", "precision", "term-precision"),
        ("taux d’apprentissage", "learning rate", "term-taux-d-apprentissage"),
        ("un", "both", "term-un"),
        ("deux", "both", "term-deux"),
    ]
    assert terms[0].definition == "Les exemples traités ensemble."
    assert terms[3].definition == "a et b."


def test_the_first_use_in_each_section_is_linked(defined: Course) -> None:
    """Plurals and curly apostrophes too; a subsection belongs to its section."""
    defined.chapter(
        "Deux lots, un lot.\n\nUn\n--\n\nLe lot, et le taux d'apprentissage.\n\n"
        "Dessous\n~~~~~~~\n\nUn lot.\n\nDeux\n----\n\nUn lot.\n"
    )
    built = defined.build()
    html = built.html("chapitres/01-essai")
    assert linked(html) == ["lots", "lot", "taux d’apprentissage", "lot"]
    assert 'href="../glossaire.html#term-lot"' in html
    assert 'id="term-lot"' in built.html("glossaire")
    assert 'href="../glossaire.html#term-taux-d-apprentissage"' in html
    assert 'id="term-taux-d-apprentissage"' in built.html("glossaire")
    assert "glossary.js" in html
    assert built.warnings == ""


def test_titles_links_code_and_ambiguous_words_are_left_alone(defined: Course) -> None:
    """« précision » has another sense; a link in a link is no link."""
    defined.chapter(
        "Le lot entier\n-------------\n\n``lot`` et `lot <https://a.b>`__, avec précision.\n\n"
        "- Une case\n"
    )
    html = defined.build().html("chapitres/01-essai")
    assert linked(html) == []
    assert "glossary.js" not in html


def test_slides_have_no_links_to_the_glossary(defined: Course) -> None:
    """Nobody hovers in front of a room."""
    defined.chapter("Un lot.")
    assert linked(defined.build("revealjs").html("chapitres/01-essai")) == []


def test_a_new_definition_is_shown_in_every_chapter(defined: Course) -> None:
    """Chapters are written again when the glossary changes."""
    defined.chapter("Un lot.")
    defined.build()
    defined.write("source/glossaire.rst", ":orphan:\n" + GLOSSARY.replace("ensemble", "d'un coup"))
    assert "traités d’un coup" in defined.build().html("chapitres/01-essai")


def test_the_english_index_leads_to_the_terms(defined: Course) -> None:
    """Both directions on one page."""
    defined.chapter("Un lot.")
    html = defined.build().html("glossaire")
    assert html.index(">batch<") < html.index(">learning rate<") < html.index(">precision<")
    assert html.count('<em lang="en">batch</em>') == 2
    assert 'href="#term-lot">lot</a>' in html


def test_a_course_without_a_glossary_builds(course: Course) -> None:
    """A small course has none."""
    course.chapter("Un lot.")
    assert linked(course.build().html("chapitres/01-essai")) == []
