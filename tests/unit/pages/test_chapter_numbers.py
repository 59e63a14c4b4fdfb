"""A chapter has its number wherever its title is read."""

from __future__ import annotations

import re

from harness.course import Course


def test_the_number_stands_before_the_title(course: Course) -> None:
    """On the page, in the window, where one goes next, in the search."""
    course.chapter("Les lots\n========\n\nUn mot.\n", "01-lots.rst")
    course.chapter("La boucle\n=========\n\nUn mot.\n", "02-boucle.rst")
    built = course.build()
    page = built.html("chapitres/01-lots")
    assert re.search(r'<h1><span class="chapter-number">01\.</span> Les lots', page)
    assert "<title>01. Les lots" in page
    assert "02. La boucle" in page.partition('class="next-page"')[2].partition("</a>")[0]
    assert "02. La boucle" in (built.folder / "searchindex.js").read_text("utf-8")


def test_a_page_that_is_no_chapter_has_none(course: Course) -> None:
    """The glossary, the home."""
    course.chapter("Les lots\n========\n\nUn mot.\n", "01-lots.rst")
    assert "chapter-number" not in course.build().html("index")
