"""The title slide says what conf.py knows of the course."""

from __future__ import annotations

from bs4 import BeautifulSoup
from harness.course import Course

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>'


def test_authors_institution_date_licence_and_logo(course: Course) -> None:
    """All of them, on the first slide; the logo's file is beside the deck's own."""
    course.write("source/_static/embleme.svg", LOGO)
    course.configure(
        course_authors=["Ada L.", "Alan T."],
        course_institution="Université d'ici",
        course_date="automne 2026",
        course_licence="CC BY 4.0.",
        course_logo="_static/embleme.svg",
    )
    course.chapter("Début.\n")
    built = course.build("revealjs")
    assert built.warnings == ""
    first = BeautifulSoup(built.html("chapitres/01-essai"), "html.parser").section
    assert first is not None
    credits = first.select_one(".title-credits")
    assert credits is not None
    text = credits.get_text("|").replace("\u2019", "'")
    assert text == "Ada L., Alan T. · Université d'ici · automne 2026|CC BY 4.0."
    logo = first.select_one("img.title-logo")
    assert logo is not None
    assert logo["alt"].replace("\u2019", "'") == "Université d'ici"  # type: ignore[union-attr]
    assert (built.folder / "chapitres" / str(logo["src"])).read_text(encoding="utf-8") == LOGO


def test_a_missing_logo_is_named_with_its_line_and_the_nearest(course: Course) -> None:
    """Before anything is built."""
    course.write("source/_static/embleme.svg", LOGO)
    course.configure(course_logo="_static/emblem.svg")
    course.chapter("Début.\n")
    error = course.build("revealjs").error
    lines = (course.root / "source/conf.py").read_text(encoding="utf-8").splitlines()
    line = next(rank for rank, text in enumerate(lines, 1) if text.startswith("course_logo"))
    assert f"conf.py:{line}: course_logo" in error
    assert "Le plus proche : « embleme.svg »" in error
