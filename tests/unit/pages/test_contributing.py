"""Readers report a mistake and propose a change, where the course has a repository."""

from __future__ import annotations

from harness.course import Course

REPOSITORY = "https://github.com/auteur/cours"


def test_a_chapter_and_a_script_lead_to_their_source(course: Course) -> None:
    """From the root of the repository, on its branch."""
    course.configure(course_repository=REPOSITORY, course_branch="cours")
    course.chapter("Un mot.")
    built = course.build()
    assert (built.error, built.warnings) == ("", "")
    chapter, script = built.html("chapitres/01-essai"), built.html("galerie/01_essai/plot_un")
    assert f"{REPOSITORY}/edit/cours/source/chapitres/01-essai.rst" in chapter
    assert f"{REPOSITORY}/edit/cours/gallery/01_essai/plot_un.py" in script
    told = "title=Un+chapitre+%28source%2Fchapitres%2F01-essai.rst%29"
    assert f"{REPOSITORY}/issues/new?{told}" in chapter


def test_without_a_repository_nothing_is_said(course: Course) -> None:
    """A link that leads nowhere is worse than none."""
    course.chapter("Un mot.")
    assert "Signaler" not in course.build().html("chapitres/01-essai")


def test_a_message_that_quotes_a_page_shows_its_title_and_its_description(course: Course) -> None:
    """As Open Graph has it."""
    course.chapter(
        ":description: Ce que l'on y apprend.\n\nLe ``x`` & l'y\n===============\n\nMot."
    )
    page = course.build().html("chapitres/01-essai")
    assert '<meta property="og:title" content="01. Le x &amp; l’y">' in page
    assert '<meta property="og:description" content="Ce que l’on y apprend.">' in page
