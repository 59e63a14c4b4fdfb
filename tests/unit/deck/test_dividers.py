"""A slide announces each long section (what it lists is made in the browser: test_dividers.py)."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from harness.course import Course

IDS = re.compile(r'<section id="([^"]+)"')


def sections(*names: str) -> str:
    """Return sections of three slides each, after a short one."""
    text = "Objectifs\n---------\n\n- un\n\n"
    for name in names:
        two = ".. slide::\n\n- deux\n\n.. slide::\n\n- trois\n\n"
        text += f"{name}\n{'-' * len(name)}\n\n- un\n\n{two}"
    return text


def test_long_sections_are_announced_in_order(course: Course) -> None:
    """The divider comes before its section, with its name and its rank."""
    course.chapter(sections("Formes", "Types", "Appareils"))
    built = course.build("revealjs")
    assert built.warnings == ""
    html = built.html("chapitres/01-essai")
    ids = IDS.findall(html)
    assert ids.index("types--annonce") == ids.index("types") - 1
    assert "objectifs--annonce" not in ids
    divider = BeautifulSoup(html, "html.parser").find(id="types--annonce")
    assert divider is not None
    assert divider.h2 is not None
    assert divider.h2.get_text() == "Types"
    assert "Partie 2 sur 3" in divider.get_text()


def test_the_slide_after_a_divider_has_its_title_small(course: Course) -> None:
    """It was just said in large."""
    course.chapter(sections("Formes", "Types", "Appareils"))
    slides = BeautifulSoup(course.build("revealjs").html("chapitres/01-essai"), "html.parser")
    titles = {slide["id"]: slide.h2 for slide in slides.find_all("section") if slide.h2}
    assert titles["types"].get("class") == ["running"]
    assert not titles["types--annonce"].get("class")
    assert not titles["objectifs"].get("class")  # no divider before it


def test_the_progress_of_sections_starts_at_the_divider(course: Course) -> None:
    """One mark a section, not two."""
    course.chapter(sections("Formes", "Types", "Appareils"))
    html = course.build("revealjs").html("chapitres/01-essai")
    assert html.count("data-section") == 4


@pytest.mark.parametrize("switch", ["conf.py", "front matter"])
def test_a_switch_makes_none(course: Course, switch: str) -> None:
    """For the course or for a chapter."""
    text = sections("Formes", "Types", "Appareils")
    if switch == "conf.py":
        course.configure(course_dividers=False)
        course.chapter(text)
    else:
        course.chapter(f":dividers: out\n\nUn chapitre\n===========\n\n{text}")
    built = course.build("revealjs")
    assert built.warnings == ""
    assert "--annonce" not in built.html("chapitres/01-essai")
