"""Images found by the name that the author wrote: accents, spaces, signs."""

from __future__ import annotations

import base64
import re
from urllib.parse import unquote

import pytest
from harness.course import Course

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
NAMES = (
    "schéma.png",
    "mes images/a b.png",
    "100%.png",
    "a#b.png",
    "a(1).png",
    "x%20y.png",
    "é à%.png",
)
FORMS = {
    "image of Markdown": (".md", "![x](<{}>)\n"),
    "image in MyST": (".md", ":::{{image}} {}\n:alt: x\n:::\n"),
    "figure in MyST": (".md", ":::{{figure}} {}\n:alt: x\n\nLégende\n:::\n"),
    "image": (".rst", ".. image:: {}\n   :alt: x\n"),
    "figure": (".rst", ".. figure:: {}\n   :alt: x\n\n   Légende\n"),
    "substitution": (".rst", "|x|\n\n.. |x| image:: {}\n   :alt: x\n"),
}


@pytest.mark.parametrize("form", FORMS)
def test_it_is_shown_on_the_page_and_in_the_deck(course: Course, form: str) -> None:
    """MyST encodes its name, docutils drops its spaces."""
    suffix, text = FORMS[form]
    for rank, name in enumerate(NAMES):
        image = course.write(f"source/chapitres/{name}", "")
        image.write_bytes(PIXEL)
        course.chapter(text.format(name), f"{rank:02}{suffix}")
    for builder in ("html", "revealjs"):
        built = course.build(builder)
        assert not built.warnings
        for rank, name in enumerate(NAMES):
            (source,) = re.findall(r'<img alt="x" src="(.*?)"', built.html(f"chapitres/{rank:02}"))
            assert unquote(source) == f"../_images/{name.rpartition('/')[2]}"
            assert (built.folder / "chapitres" / unquote(source)).is_file()


def test_a_name_without_a_file_is_told_as_it_is_written(course: Course) -> None:
    """As before."""
    course.chapter("![x](absent%20e.png)\n", "01-essai.md")

    assert "image file not readable: chapitres/absent%20e.png" in course.build().warnings
