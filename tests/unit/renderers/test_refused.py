"""What neither a page nor a deck would show is refused, in French and with its line."""

from __future__ import annotations

import pytest
from harness.course import Course

REFUSED = {
    "raw of another format": (".. raw:: latex\n\n   Perdu.\n", 4, "« raw latex »"),
    "role of another format": (
        ".. role:: tex(raw)\n   :format: latex\n\nUn :tex:`mot`.\n",
        7,
        "« raw latex »",
    ),
    "header": (".. header:: Perdu.\n", 4, "« header »"),
    "footer": (".. footer:: Perdu.\n", 4, "« footer »"),
    "doctest": (">>> 1 + 1\n2\n", 4, "Python"),
    "two numbers": (".. math:: a \\tag{3}\n   :label: un\n", 4, "deux numéros"),
}


@pytest.mark.parametrize("builder", ["html", "revealjs"])
@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_its_line(course: Course, name: str, builder: str) -> None:
    """By each builder alike."""
    text, line, said = REFUSED[name]
    course.chapter(text)
    warnings = course.build(builder).warnings.splitlines()

    assert len(warnings) == 1
    assert f"01-essai.rst:{line}: " in warnings[0]
    assert said in warnings[0]


@pytest.mark.parametrize("builder", ["html", "revealjs"])
def test_what_precedes_the_title_is_refused(course: Course, builder: str) -> None:
    """A slide starts at a title: none would show it."""
    course.chapter("Perdu.\n\nTitre\n=====\n\nTexte.\n")

    assert "01-essai.rst:1: WARNING: ceci précède le titre" in course.build(builder).warnings


def test_comments_and_line_breaks_are_not(course: Course) -> None:
    """MyST writes a line break for each format."""
    course.chapter("% un mot pour l'auteur\n\n# Titre\n\nun\\\ndeux\n", "01-essai.md")

    assert not course.build().warnings
