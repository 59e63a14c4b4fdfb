"""What starts no slide: titles below level 3, what shows nothing."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from harness.course import Course

HEAD = "---\ndescription: Un\nminutes: 1\n---\n\n"


def test_a_mark_below_a_deep_title_starts_a_slide(course: Course) -> None:
    """The title is a heading of the slide it stands on; pages keep it where it is."""
    text = "# Un\n\n## Deux\n\n### Trois\n\na\n\n#### Quatre\n\nb\n\n+++\n\nc\n"
    course.chapter(HEAD + text, "01-essai.md")
    built = course.build("revealjs")
    assert built.warnings == ""
    deck = BeautifulSoup(built.html("chapitres/01-essai"), "html.parser")
    shown = {slide["id"]: slide.get_text(" ", strip=True) for slide in deck.find_all("section")}
    assert shown["trois"] == "Trois a Quatre b"
    assert shown["trois--2"] == "Trois c"
    page = course.build("html").html("chapitres/01-essai")
    assert re.search(r'<section id="quatre">\s*<h4>', page)
    assert 'id="trois--2"' in page


def test_an_index_entry_alone_makes_no_slide(course: Course) -> None:
    """It shows nothing."""
    text = "# Un\n\na\n\n## Deux\n\n```{index} mot\n```\n\n## Trois\n\nb\n"
    course.chapter(HEAD + text, "01-essai.md")
    built = course.build("revealjs")
    assert built.warnings == ""
    deck = BeautifulSoup(built.html("chapitres/01-essai"), "html.parser")
    assert [slide["id"] for slide in deck.find_all("section")] == ["un", "trois"]
