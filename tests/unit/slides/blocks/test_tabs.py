"""What differs by system: one of them on a page, all of them on a slide."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from harness.course import Course

REST = """
.. tabs:: Votre système

   .. tab:: Linux

      ``source .venv/bin/activate``

   .. tab:: Windows

      ``Activate.ps1``
"""
MYST = """
:::::{tabs} Votre système
::::{tab} Linux
`source .venv/bin/activate`
::::
::::{tab} Windows
`Activate.ps1`
::::
:::::
"""


def built(
    course: Course, text: str, name: str = "01-essai.rst", builder: str = "html"
) -> BeautifulSoup:
    """Build a chapter that says it."""
    course.chapter(text, name)
    done = course.build(builder)
    assert (done.error, done.warnings) == ("", "")
    return BeautifulSoup(done.html("chapitres/01-essai"), "html.parser")


@pytest.mark.parametrize(("name", "text"), [("01-essai.rst", REST), ("01-essai.md", MYST)])
def test_a_page_lets_one_choose(course: Course, name: str, text: str) -> None:
    """A group of buttons with a name; the first is chosen where no script runs."""
    tabs = built(course, text, name).select_one("fieldset.tabs")
    assert tabs is not None
    assert [one.get_text() for one in tabs.select("legend")] == ["Votre système"]
    assert [label.get_text() for label in tabs.select("label")] == ["Linux", "Windows"]
    assert [one["value"] for one in tabs.select("input[checked]")] == ["Linux"]


def test_a_comment_is_no_tab(course: Course) -> None:
    """The first of those that are shown is chosen."""
    page = built(course, REST.replace("   .. tab:: Linux", "   .. un mot\n\n   .. tab:: Linux"))
    assert [one["value"] for one in page.select("fieldset.tabs > input[checked]")] == ["Linux"]


def test_two_choices_of_a_page_are_apart(course: Course) -> None:
    """Each label is of its own button."""
    page = built(course, REST + REST.replace("Votre système", "Votre carte"))
    groups = {one["name"] for one in page.select("fieldset.tabs > input")}
    spots = [one["id"] for one in page.select("fieldset.tabs > input")]
    assert len(groups) == 2
    assert len(set(spots)) == 4
    assert [one["for"] for one in page.select("fieldset.tabs > label")] == spots


def test_a_slide_shows_them_all_under_their_names(course: Course) -> None:
    """The room has several systems."""
    deck = built(course, f"Titre\n=====\n{REST}", builder="revealjs")
    assert [one.get_text() for one in deck.select(".tabs .tab-name")] == ["Linux", "Windows"]
    assert deck.select("input") == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (".. tabs:: Quoi\n\n   Un mot.\n", "01-essai.rst:4: WARNING: « tabs » ne contient que"),
        (".. tabs:: Quoi\n\n   .. tab:: Un\n\n      Seul.\n", "deux au moins"),
        (REST.replace("Windows", "Linux"), "le même nom : « Linux »"),
        (".. tab:: Linux\n\n   Un mot.\n", "« tab » s'écrit dans « tabs »"),
        (REST.replace("tab:: Linux", "tab:: Linux\n      :cle: 1"), "01-essai.rst:"),
    ],
)
def test_tabs_out_of_form_are_refused(course: Course, text: str, complaint: str) -> None:
    """With the file and the line."""
    course.chapter(text)
    assert complaint in course.build().warnings
