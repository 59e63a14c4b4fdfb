"""The sidebar shows the course and where one is, at the same cost in any course."""

from __future__ import annotations

import re

from harness.course import Course


def sidebar(html: str) -> str:
    """Return the sidebar's tree."""
    return html.partition('class="sidebar-tree"')[2].partition("</div>")[0]


def entries(html: str) -> list[str]:
    """Return the texts of the sidebar's links."""
    found = re.findall(r'<a class="reference internal"[^>]*>(.*?)</a>', sidebar(html))
    return [re.sub("<[^>]+>", "", text) for text in found]


def chapters(course: Course, count: int) -> None:
    """Write as many chapters."""
    for number in range(1, count + 1):
        title = f"Chapitre {number}"
        course.chapter(f"{title}\n{'=' * len(title)}\n\nUn mot.\n", f"{number:03}-essai.rst")


def test_a_chapter_shows_all_chapters_and_itself(course: Course) -> None:
    """And the scripts as one entry: their tree is for their own pages."""
    chapters(course, 3)
    page = course.build().html("chapitres/002-essai")
    assert entries(page) == ["001. Chapitre 1", "002. Chapitre 2", "003. Chapitre 3", "Scripts"]
    assert '<a class="reference internal" href="#" aria-current="page">002. Chapitre 2</a>' in page
    assert 'href="../galerie/index.html"' in sidebar(page)


def test_a_script_shows_its_section(course: Course) -> None:
    """The way down to it is unfolded, the other sections are not."""
    course.script(name="01_essai/plot_un")
    course.script(name="02_autre/plot_deux")
    course.write("gallery/02_autre/GALLERY_HEADER.rst", "Autre\n-----\n\nDeux.\n")
    chapters(course, 1)
    page = course.build().html("galerie/01_essai/plot_un")
    assert entries(page) == ["001. Chapitre 1", "Scripts", "Essai", "Un script", "Autre"]


def test_a_long_course_shows_what_is_around(course: Course) -> None:
    """A page of five hundred chapters weighs what a page of ten does."""
    chapters(course, 60)
    course.build()
    built = course.build("html")
    middle, last = built.html("chapitres/030-essai"), built.html("chapitres/060-essai")
    shown = [
        *(f"{number:03}. Chapitre {number}" for number in range(20, 40)),
        "Toute la liste (61)",
    ]
    assert entries(middle) == shown
    assert entries(last)[0] == "042. Chapitre 42"
    assert 'href="../index.html">Toute la liste' in sidebar(middle)


def test_code_in_a_title_is_code(course: Course) -> None:
    """And what HTML would take for a tag is written out."""
    course.chapter("``nn`` et a < b\n===============\n\nUn mot.\n", "01-essai.rst")
    tree = sidebar(course.build().html("chapitres/01-essai"))
    assert "<code" in tree
    assert "a &lt; b" in tree
