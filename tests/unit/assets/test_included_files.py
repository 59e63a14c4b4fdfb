"""Files shown as they are: their names, and the numbers of their lines."""

from __future__ import annotations

import re

import pytest
from harness.course import Course

BUILDERS = ["html", "revealjs"]


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_diff_does_not_tell_where_the_site_was_built(course: Course, builder: str) -> None:
    """The path of a machine is of no use to a reader."""
    course.write("source/chapitres/avant.txt", "un\n")
    course.write("source/chapitres/apres.txt", "deux\n")
    course.chapter(".. literalinclude:: apres.txt\n   :diff: avant.txt\n")
    page = course.build(builder).html("chapitres/01-essai")

    assert "--- chapitres/avant.txt" in page
    assert "+++ chapitres/apres.txt" in page
    assert str(course.root) not in page


@pytest.mark.parametrize("builder", BUILDERS)
def test_numbers_of_an_included_text_are_apart_from_it(course: Course, builder: str) -> None:
    """As with code-block."""
    course.write("source/chapitres/texte.txt", "un\n\ndeux\n")
    course.chapter(".. include:: texte.txt\n   :literal:\n   :number-lines: 9\n")
    page = course.build(builder).html("chapitres/01-essai")
    (block,) = re.findall(r"<pre>(.*?)</pre>", page, re.DOTALL)

    assert re.findall(r'class="linenos">\s*(\d+)<', block) == ["9", "10", "11"]
    assert re.sub(r'<span class="linenos">.*?</span>|<.*?>', "", block).split() == ["un", "deux"]
