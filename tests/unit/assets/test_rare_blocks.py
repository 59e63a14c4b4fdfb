"""The sheet of rare blocks: on the pages and in the decks that hold some, and there alone."""

from __future__ import annotations

import pytest
from harness.course import Course

BUILDERS = ["html", "revealjs"]


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize(
    "text",
    [
        "terme : classe\n   Sens.\n",
        ":champ: valeur\n",
        "-a  Option.\n",
        ".. versionadded:: 2.1\n",
        ".. py:function:: f()\n",
        "| un\n|   vers\n",
        "Le menu :menuselection:`A --> B`.\n",
        ".. sidebar:: À côté\n\n   Texte.\n",
    ],
)
def test_it_comes_with_what_needs_it(course: Course, text: str, builder: str) -> None:
    """lean_html takes furo's rules away."""
    course.chapter(text)
    course.chapter("Texte.\n", "02-autre.rst")
    built = course.build(builder)

    assert built.html("chapitres/01-essai").count("blocks.css") == 1
    assert "blocks.css" not in built.html("chapitres/02-autre")
