"""A slide or a block for some audiences, and the deck of each."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from harness.course import Course

ONE = "chapitres/01-essai"
CHAPTER = """\
:description: Un essai.
:minutes: 10
:audience: tout le monde

Un chapitre
===========

Un mot. Voir :ref:`la preuve <preuve>`.

.. chaptermenu::

.. notes::
   :minutes: 4

   Dire bonjour.

Résultat
--------

Le résultat.

.. notes::
   :minutes: 2

   Le lire.

.. onlyfor:: M2, D1

   Le cas général.

.. slide::
   :for: L3
   :title: En images

Un dessin.

.. slide::
   :for: M2

.. _preuve:

Démonstration
-------------

La preuve.

.. notes::
   :minutes: 3

   La dire lentement.

.. slide::

La fin de la preuve.

Un lemme
~~~~~~~~

Le lemme.

Exemple
-------

Un exemple.

.. slideonly::
   :for: L3

   Pour les L3.

.. textonly::
   :for: M2

   À lire en M2.

.. notes::
   :for: L3
   :minutes: 1

   Pour les L3, encore.

.. slide::
   :for: none
   :title: Réserve

Si le temps le permet.
"""
ALL = ["un-chapitre", "resultat", "resultat--en-images", "demonstration", "demonstration--2"]
ALL += ["un-lemme", "exemple"]


BUILDERS = {"deck": "revealjs", "page": "html"}


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What each version says, built one after the other in the same folders."""
    course = Course(tmp_path_factory.mktemp("cours"))
    course.chapter(CHAPTER)
    found: dict[str, Any] = {}
    for audience in ("", "L3", "M2", "D1"):
        course.configure(course_audiences=["L3", "M2", "D1"], course_audience=audience)
        for name, builder in BUILDERS.items():
            built = course.build(builder)
            assert built.warnings == ""
            found[f"{name} {audience}".strip()] = BeautifulSoup(built.html(ONE), "html.parser")
    return found


def words(text: Any) -> str:
    """Return all that a deck or a page says, its spaces plain."""
    return " ".join(text.get_text(" ").split())


def slides(deck: Any) -> list[str]:
    """Return the ids of the slides."""
    return [slide["id"] for slide in deck.select(".slides > section")]


def test_without_an_audience_all_is_shown_save_what_is_for_none(versions: dict[str, Any]) -> None:
    """What no slide shows stays on the page."""
    assert slides(versions["deck"]) == ALL
    for said in ("Le cas général.", "Pour les L3.", "La preuve."):
        assert said in words(versions["deck"])
    assert "Si le temps" not in words(versions["deck"])
    assert "Si le temps le permet." in words(versions["page"])


def test_a_version_has_what_is_for_its_audience_and_for_all(versions: dict[str, Any]) -> None:
    """A mark at a title is for its whole section."""
    assert slides(versions["deck L3"]) == [*ALL[:3], "exemple"]
    assert slides(versions["deck M2"]) == [*ALL[:2], *ALL[3:]]


def test_a_block_is_in_its_versions_alone(versions: dict[str, Any]) -> None:
    """On slides and on pages; the text of a hidden slide stays on the page."""
    assert "Le cas général." in words(versions["deck D1"])
    assert "Le cas général." not in words(versions["deck L3"])
    assert "Pour les L3." in words(versions["deck L3"])
    assert "Pour les L3." not in words(versions["deck M2"])
    assert "Le cas général." not in words(versions["page L3"])
    assert "La fin de la preuve." in words(versions["page L3"])
    assert "À lire en M2." not in words(versions["page L3"])
    assert "À lire en M2." in words(versions["page M2"])


def test_notes_and_minutes_are_those_of_the_version(versions: dict[str, Any]) -> None:
    """In the plan, on the title slide with the audience, on the page."""
    assert "10 min · tout le monde" in words(versions["deck"])
    assert "7 min · L3" in words(versions["deck L3"])
    assert "7 min" in words(versions["page L3"])
    assert "1 min, 7 sur 7 Pour les L3, encore." in words(versions["deck L3"])
    assert "La dire lentement." not in words(versions["deck L3"])
    assert "La dire lentement." in words(versions["deck M2"])


def test_the_menu_of_the_deck_names_what_it_has(versions: dict[str, Any]) -> None:
    """Sections that are for others are not in it."""
    menu = [link["href"] for link in versions["deck L3"].select(".chapter-menu a")]
    assert menu == ["#/resultat", "#/exemple"]


def test_a_link_to_what_is_hidden_leads_to_the_page(versions: dict[str, Any]) -> None:
    """It leads to the slide where there is one."""
    (link,) = [one for one in versions["deck L3"].select("section a") if one.text == "la preuve"]
    assert link["href"] == "../../html/chapitres/01-essai.html#preuve"
    (link,) = [one for one in versions["deck M2"].select("section a") if one.text == "la preuve"]
    assert link["href"] == "#preuve"


def test_the_page_leads_to_slides_that_are_there(versions: dict[str, Any]) -> None:
    """The heading of a hidden section, to the slide before it."""
    for name in ("", " L3", " M2"):
        there = slides(versions[f"deck{name}"])
        links = [
            link["href"].partition("#/")[2]
            for link in versions[f"page{name}"].select(".slide-link")
        ]
        assert set(links) <= set(there)
        assert len(links) >= len(there)
