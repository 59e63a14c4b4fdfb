"""What a page shows of other documents follows them; nothing is written again without reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.course import Build, Course
from harness.quizzes import CHOICE, SCRIPT

INDEX = "Sommaire\n========\n\n.. toctree::\n{caption}\n   chapitres/01-a\n   chapitres/02-b\n"
ONE, TWO = "chapitres/01-a", "chapitres/02-b"


def written(built: Build, before: dict[Path, int]) -> list[str]:
    """Name the pages that were written since."""
    pages = sorted(built.folder.glob("chapitres/*.html"))
    return [path.stem for path in pages if path.stat().st_mtime_ns != before.get(path)]


def dates(built: Build) -> dict[Path, int]:
    """Return when each page was written."""
    return {path: path.stat().st_mtime_ns for path in built.folder.glob("chapitres/*.html")}


def pages(built: Build) -> set[str]:
    """Name the pages of a site."""
    return {path.relative_to(built.folder).as_posix() for path in built.folder.rglob("*.html")}


def test_a_link_by_the_slug_of_a_heading_shows_the_new_heading(course: Course) -> None:
    """The slug stays, its title is another one."""
    course.chapter("# Un\n\n## Point, un\n", "01-a.md")
    course.chapter("# Deux\n\nVoir [](01-a.md#point-un).\n", "02-b.md")
    assert "Point, un" in course.build().html(TWO).partition("Voir")[2].partition("</p>")[0]
    course.chapter("# Un\n\n## POINT (un)\n", "01-a.md")
    assert "POINT (un)" in course.build().html(TWO).partition("Voir")[2].partition("</p>")[0]


def test_a_link_to_an_anchor_without_title_follows_it(course: Course) -> None:
    """``:ref:`ici <lieu>``` leads to the chapter where the place is now."""
    place = ".. _lieu:\n\nUn paragraphe.\n"
    course.chapter(place, "01-a.rst")
    course.chapter("Un mot.", "02-b.rst")
    course.chapter("Voir :ref:`ici <lieu>`.", "03-c.rst")
    assert 'href="01-a.html#lieu"' in course.build().html("chapitres/03-c")
    course.chapter("Un mot.", "01-a.rst")
    course.chapter(place, "02-b.rst")
    assert 'href="02-b.html#lieu"' in course.build().html("chapitres/03-c")


def test_a_number_of_an_equation_follows_the_equations_before_it(course: Course) -> None:
    """A reference from another chapter says the new number."""
    equation = ".. math::\n   :label: {label}\n\n   y = x\n\n"
    course.chapter(equation.format(label="e1"), "01-a.rst")
    course.chapter("Voir :eq:`e1`.", "02-b.rst")
    assert "(1)" in course.build().html(TWO).partition("Voir")[2].partition("</p>")[0]
    course.chapter(equation.format(label="e0") + equation.format(label="e1"), "01-a.rst")
    assert "(2)" in course.build().html(TWO).partition("Voir")[2].partition("</p>")[0]


def test_a_caption_of_the_table_of_contents_changes_in_every_sidebar(course: Course) -> None:
    """A chapter that was not touched shows the new caption."""
    course.chapter("Un mot.", "01-a.rst")
    course.chapter("Un mot.", "02-b.rst")
    course.write("source/index.rst", INDEX.format(caption="   :caption: Avant\n"))
    assert "Avant" in course.build().html(ONE)
    course.write("source/index.rst", INDEX.format(caption="   :caption: Après\n"))
    assert "Après" in course.build().html(ONE)


def test_a_label_that_moves_to_an_earlier_chapter_is_no_duplicate(course: Course) -> None:
    """The build says nothing against it."""
    place = ".. _lieu:\n\nLieu\n----\n\nUn mot.\n"
    course.chapter("Un mot.", "01-a.rst")
    course.chapter(place, "02-b.rst")
    assert not course.build().warnings
    course.chapter(place, "01-a.rst")
    course.chapter("Un mot.", "02-b.rst")
    assert not course.build().warnings


def test_questions_of_a_chapter_that_asks_none_any_more_leave_the_site(course: Course) -> None:
    """Their file is removed."""
    course.script(SCRIPT)
    course.chapter(CHOICE, "01-a.rst")
    course.chapter("Un mot.", "02-b.rst")
    script = course.build().folder / "_static" / "js" / "recall-01-a.js"
    assert script.exists()
    course.chapter("Un mot.", "01-a.rst")
    assert not course.build().error
    assert not script.exists()


@pytest.mark.parametrize("name", ["annexe", "annexes/un"])
def test_the_page_of_a_document_that_is_no_more_leaves_the_site(course: Course, name: str) -> None:
    """At the top, or the last one of its folder; what others write there stays."""
    course.configure(html_baseurl="https://example.org/", html_extra_path=["plus"])
    course.write("source/plus/essais/plus.html", "Un essai.")
    course.write("source/plus/robots.html", "Un mot.")
    course.chapter("Un mot.", "01-a.rst")
    course.write("source/index.rst", f"{INDEX.format(caption='')}   {name}\n")
    course.write(f"source/{name}.rst", "Annexe\n======\n\nUn mot.\n")
    course.chapter("Un mot.", "02-b.rst")
    before = pages(course.build())
    assert {f"{name}.html", "essais/plus.html", "robots.html", "01.html"} <= before
    (course.root / f"source/{name}.rst").unlink()
    course.write("source/index.rst", INDEX.format(caption=""))
    assert pages(course.build()) == before - {f"{name}.html"}


def test_numbers_of_sections_leave_with_the_option(course: Course) -> None:
    """The title of a chapter that is not numbered any more has no number, on the page and deck."""
    course.chapter("Un mot.", "01-a.rst")
    course.chapter("Un mot.", "02-b.rst")
    course.write("source/index.rst", INDEX.format(caption="   :numbered:\n"))
    assert "<title>1. Un chapitre" in course.build("revealjs").html(ONE)
    course.write("source/index.rst", INDEX.format(caption=""))
    assert "<title>Un chapitre" in course.build("revealjs").html(ONE)


def test_numbers_of_sections_reach_the_pages_that_have_none(course: Course) -> None:
    """A page outside of the numbered list shows the title of the one before it."""
    course.chapter("Un mot.", "01-a.rst")
    course.chapter("Un mot.", "02-b.rst")
    course.chapter("Un mot.", "03-c.rst")
    outside = "\n.. toctree::\n\n   chapitres/03-c\n"
    course.write("source/index.rst", INDEX.format(caption="") + outside)
    course.build()
    assert "2. </span>Un chapitre</div>" not in course.build().html("chapitres/03-c")
    course.write("source/index.rst", INDEX.format(caption="   :numbered:\n") + outside)
    assert "2. </span>Un chapitre</div>" in course.build().html("chapitres/03-c")


def test_numbers_that_stay_write_nothing_again(course: Course) -> None:
    """Those of sections and figures are the same when nothing changed."""
    course.configure(numfig=True)
    course.write("source/index.rst", INDEX.format(caption="   :numbered:\n"))
    course.write("source/chapitres/a.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    course.chapter(".. figure:: a.svg\n   :alt: Une image\n   :name: fig\n\n   Un.", "01-a.rst")
    course.chapter("Voir :numref:`fig` et :doc:`01-a`.", "02-b.rst")
    before = dates(course.build())
    assert written(course.build(), before) == []
    course.chapter("Un mot. Voir :numref:`fig`.", "02-b.rst")
    assert written(course.build(), before) == ["02-b"]


def test_lines_added_to_a_text_write_its_own_page_alone(course: Course) -> None:
    """Headings that moved down and slides that came lend nothing else than before."""
    course.chapter("# Un\n\nUn mot.\n\n## Point\n", "01-a.md")
    course.chapter("# Deux\n\nVoir [](01-a.md#point).\n", "02-b.md")
    course.chapter("# Trois\n\nVoir [](01-a.md).\n", "03-c.md")
    before = dates(course.build())
    text = "# Un\n\nUn mot.\n\nUn autre.\n\n+++\n\nEncore.\n\n## Point\n"
    course.chapter(text, "01-a.md")
    built = course.build()
    assert written(built, before) == ["01-a"]
    before = dates(built)
    course.chapter(f"{text}\n## De plus\n", "01-a.md")
    assert written(course.build(), before) == ["01-a", "02-b"]  # which leads to its headings
