"""The names of audiences: in both formats, and refused where nobody has them."""

from __future__ import annotations

import re

import pytest
from harness.course import Course

ONE = "chapitres/01-essai"
MARKED = """\
---
description: Un essai.
minutes: 5
---

# Un chapitre

Un mot.

## Deux

+++ {"for": "M2"}

La suite.

:::{{slideonly}}
:for: M2, L3

Un mot de plus.
:::
""".replace("{{", "{").replace("}}", "}")


def test_myst_says_it_the_same_way(course: Course) -> None:
    """In the object after ``+++``, and as an option."""
    course.configure(course_audiences=["L3", "M2"], course_audience="L3")
    course.chapter(MARKED, "01-essai.md")
    built = course.build("revealjs")
    assert built.warnings == ""
    assert "La suite." not in built.html(ONE)


BAD = {
    "slide": (
        ".. slide::\n   :for: L4\n\nUn mot.",
        "public inconnu : « L4 ». Le plus proche : « L3 ».",
    ),
    "block": (".. onlyfor:: m2\n\n   Un mot.", "public inconnu : « m2 »."),
    "both": (".. notes::\n   :for: L3, none\n\n   Un mot.", "public inconnu : « none »."),
    "empty": (".. textonly::\n   :for:\n\n   Un mot.", "public inconnu : «  »."),
}


@pytest.mark.parametrize("name", BAD)
def test_an_audience_nobody_has_is_refused_at_its_line(course: Course, name: str) -> None:
    """With the nearest of those that the course names."""
    text, said = BAD[name]
    course.configure(course_audiences=["L3", "M2"])
    course.chapter(f"Un mot.\n\n{text}\n")
    warnings = course.build("revealjs").warnings
    assert "01-essai.rst:6: " in warnings
    assert said in warnings


def test_a_course_without_audiences_says_where_to_name_them(course: Course) -> None:
    """In conf.py."""
    course.chapter("Un mot.\n\n.. onlyfor:: L3\n\n   Un mot.\n")
    assert 'Y écrire course_audiences = ["L3"].' in course.build("revealjs").warnings


def test_a_build_for_nobody_stops_before_anything_is_read(course: Course) -> None:
    """At the line of conf.py."""
    course.configure(course_audiences=["L3", "M2"], course_audience="M3")
    built = course.build("revealjs")
    assert re.search(r"conf\.py:\d+: public inconnu : « M3 ». Le plus proche : « M2 »", built.error)


def test_the_title_slide_is_of_every_version(course: Course) -> None:
    """A chapter that was for some alone would have no deck."""
    course.configure(course_audiences=["L3", "M2"], course_audience="M2")
    course.chapter("Un chapitre\n===========\n\n.. slide::\n   :for: L3\n\nUn mot.\n")
    built = course.build("revealjs")
    assert "01-essai.rst:2: " in built.warnings
    assert "de toutes les versions" in built.warnings
