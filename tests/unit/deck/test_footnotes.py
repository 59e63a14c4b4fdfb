"""Footnotes in decks: on the slide that cites them, whatever the format."""

from __future__ import annotations

import re

import pytest
from harness.course import Course

RST = """
Un
--

Une note [#a]_ et une autre [1]_.

Deux
----

Encore [#a]_, et [Livre]_.

.. notes::

   À dire [#dite]_.

Trois
-----

.. textonly::

   Pour la page [#page]_.

Rien ici.

.. rubric:: Notes

.. [#a] Première.
.. [1] Deuxième.
.. [#dite] Soufflée.
.. [#page] De la page.
.. [Livre] Une référence.
"""
MYST = """
## Un

Une note[^a].

## Deux

| un | deux |
| -- | -- |
| x[^b] | y |

[^a]: Première.

[^b]: Dans un tableau.

    Sa suite.
"""


def slides_of(course: Course) -> dict[str, str]:
    """Return the HTML of each slide by its id."""
    built = course.build("revealjs")
    assert not built.warnings
    body = built.html("chapitres/01-essai").partition('class="slides">')[2]
    return dict(re.findall(r'<section id="(.*?)"(.*?)</section>', body, re.DOTALL))


def test_a_note_is_on_each_slide_that_cites_it(course: Course) -> None:
    """Not on the last one, where the author wrote it."""
    course.chapter(RST)
    slides = slides_of(course)

    assert "Première." in slides["un"]
    assert "Deuxième." in slides["un"]
    assert "Première." in slides["deux"]
    assert not re.search("Première|Deuxième|De la page", slides["trois"])


def test_a_note_of_the_lecturer_is_with_the_notes(course: Course) -> None:
    """The room does not see it."""
    course.chapter(RST)
    shown, _, said = slides_of(course)["deux"].partition('<aside class="notes"')

    assert "Soufflée." in said
    assert "Soufflée." not in shown


def test_a_citation_is_also_in_its_bibliography(course: Course) -> None:
    """A list of references is a slide like another."""
    course.chapter(RST)
    slides = slides_of(course)

    assert "Une référence." in slides["deux"]
    assert "Une référence." in slides["trois"]


def test_notes_of_myst_are_not_lost(course: Course) -> None:
    """They come after the last section of the document."""
    course.chapter(MYST, "01-essai.md")
    slides = slides_of(course)

    assert "Première." in slides["un"]
    assert "Dans un tableau." in slides["deux"]
    assert "Sa suite." in slides["deux"]


@pytest.mark.parametrize("text", [RST, MYST])
def test_no_id_stands_twice(course: Course, text: str) -> None:
    """A note may be on several slides."""
    course.chapter(text, "01-essai.rst" if text is RST else "01-essai.md")
    ids = re.findall(r'\bid="(.*?)"', course.build("revealjs").html("chapitres/01-essai"))

    assert len(ids) == len(set(ids))


def test_a_section_of_notes_gives_no_empty_slide(course: Course) -> None:
    """Nor does the page lead to one."""
    course.chapter("Un\n--\n\nUne note [1]_.\n\nNotes\n-----\n\n.. [1] Première.\n")

    assert "notes" not in slides_of(course)
    assert "#/notes" not in course.build().html("chapitres/01-essai")
