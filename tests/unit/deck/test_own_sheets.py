"""A course's own sheets: copied with what they name, loaded last, refused when they miss."""

from __future__ import annotations

import re

import pytest
from harness.course import Course

SHEET = '[data-theme="light"] { --accent: #8a5a00; background: url("fond.svg?v=1"); }\n'
LINKS = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
ONE = "chapitres/01-essai"


@pytest.fixture
def dressed(course: Course) -> Course:
    """A course with a sheet and a picture of its own."""
    course.write("source/charte/couleurs.css", SHEET)
    course.write("source/charte/fond.svg", "<svg/>")
    course.write("source/autres/encore.css", "/* url(rien.png) */\n")
    course.configure(
        course_deck_css=["charte/couleurs.css"],
        revealjs_static_path=["autres"],
        revealjs_css_files=["encore.css", "https://example.org/x.css"],
    )
    course.chapter("Un mot.")
    return course


def test_decks_load_them_after_all_others(dressed: Course) -> None:
    """sphinx-revealjs's, then the course's."""
    built = dressed.build("revealjs")
    assert built.warnings == built.error == ""
    *_, theirs, address, last = LINKS.findall(built.html(ONE))
    assert theirs == "../_static/encore.css"
    assert address == "https://example.org/x.css"
    assert last == "../_static/own/charte/couleurs.css"
    assert built.static("own/charte/couleurs.css") == SHEET
    assert built.static("own/charte/fond.svg") == "<svg/>"


def test_a_sheet_that_is_not_named_any_more_leaves(dressed: Course) -> None:
    """Its files and its links."""
    dressed.build("revealjs")
    dressed.configure(course_deck_css=[])
    built = dressed.build("revealjs")
    assert "couleurs.css" not in built.html(ONE)
    assert not (built.folder / "_static/own").exists()


def test_a_changed_sheet_is_copied_again(dressed: Course) -> None:
    """Without reading a chapter."""
    dressed.build("revealjs")
    dressed.write("source/charte/couleurs.css", "/* autre */\n")
    built = dressed.build("revealjs")
    assert built.static("own/charte/couleurs.css") == "/* autre */\n"
    assert built.read == []


MISSING = {
    "course_deck_css": (["charte/couleur.css"], "« charte/couleur.css »", "couleurs.css"),
    "revealjs_css_files": (["encor.css"], "« encor.css »", "encore.css"),
}


@pytest.mark.parametrize("setting", MISSING)
def test_a_missing_sheet_is_named_with_its_line_and_the_nearest(
    dressed: Course, setting: str
) -> None:
    """Before anything is built."""
    given, name, near = MISSING[setting]
    dressed.configure(**{setting: given})
    lines = (dressed.root / "source/conf.py").read_text(encoding="utf-8").splitlines()
    line = next(rank for rank, text in enumerate(lines, 1) if text.startswith(setting))
    error = dressed.build("revealjs").error
    assert f"conf.py:{line}: {setting} : il n'y a pas de fichier {name}" in error
    assert f"Le plus proche : « {near} »." in error


def test_a_file_that_a_sheet_names_is_asked_for_too(dressed: Course) -> None:
    """A room would see a hole in its place."""
    (dressed.root / "source/charte/fond.svg").unlink()
    dressed.write("source/charte/fonds.svg", "<svg/>")
    error = dressed.build("revealjs").error
    assert "« charte/fond.svg »" in error
    assert "Le plus proche : « fonds.svg »." in error
