"""The chapters keep the promises of the course, each of them."""

from __future__ import annotations

import json
import re
import statistics
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from course.language.numbers import french
from course.scripts.listing import script_names
from course.scripts.script import read_script
from harness.course import ROOT

CHAPTERS = sorted(path.stem for path in (ROOT / "source/chapitres").iterdir())
GALLERY = ROOT / "gallery"
SCRIPTS = script_names(GALLERY)


def soup(site: Path, side: str, chapter: str) -> BeautifulSoup:
    """Return a built chapter, parsed."""
    text = (site / side / "chapitres" / f"{chapter}.html").read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser")


def recorded_values(chapter: str) -> dict[str, object]:
    """Return the values that the chapter's scripts recorded, by name."""
    values: dict[str, object] = {}
    folder = chapter.replace("-", "_")
    for path in (ROOT / "build/records" / folder).glob("*/*/record.json"):
        values.update(json.loads(path.read_text(encoding="utf-8"))["values"])
    return values


def written(site: Path, chapter: str) -> list[Tag]:
    """Return the slides that the chapter's text has: no divider, recalled question or launch."""
    slides = soup(site, "slides", chapter).select(".slides > section")
    made = ".layout-divider, [id*='--rappel-'], :has(> .launch)"
    return [slide for slide in slides if not slide.css.match(made)]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_slide_that_shows_something_has_notes(site: Path, chapter: str) -> None:
    """Code, a formula or a figure: what to say, what to ask, how long."""
    silent = [
        slide["id"]
        for slide in written(site, chapter)
        if slide.select_one("pre, figure, .katex-display") and not slide.select_one("aside.notes")
    ]
    assert silent == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_notes_add_up_to_the_announced_lecture(site: Path, chapter: str) -> None:
    """Within a tenth: a lecturer plans a room with it."""
    notes = soup(site, "slides", chapter).select("aside.notes[data-minutes]")
    facts = soup(site, "html", chapter).select_one(".chapter-facts")
    assert facts is not None
    announced = re.search(r"Cours\s*:\s*(\d+)", facts.get_text())
    assert announced is not None
    planned = sum(float(str(note["data-minutes"])) for note in notes)
    assert abs(planned - int(announced[1])) <= int(announced[1]) / 10


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_deck_has_twenty_to_forty_slides(site: Path, chapter: str) -> None:
    """An hour to an hour and a half; those that the deck makes by itself are not counted."""
    assert 20 <= len(written(site, chapter)) <= 40


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_checklist_matches_the_objectives(site: Path, chapter: str) -> None:
    """One for one."""
    page = soup(site, "html", chapter)
    counts = [
        len(page.select(f"#{name} > ol > li, #{name} > ul > li"))
        for name in ("objectifs", "liste-de-controle")
    ]
    assert counts[0] == counts[1]
    assert 3 <= counts[0] <= 6


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_no_number_of_a_script_is_typed_in_prose(site: Path, chapter: str) -> None:
    """A decimal number of the prose that a script computes is a quote of it."""
    page = soup(site, "html", chapter)
    article = page.select_one("article")
    assert article is not None
    for quoted in article.select(
        ".value, .printed-table, pre, code, .katex, .chapter-facts, figure"
    ):
        quoted.decompose()
    typed = set(re.findall(r"(?<![\d,.])(?:\d+,\d{2,}|\d{2,},\d+)(?![\d,])", article.get_text()))
    computed = set()
    for value in recorded_values(chapter).values():
        if isinstance(value, float):
            computed |= {french(value, spec) for spec in ("", ".1f", ".2f", ".3f")}
    assert typed & computed == set()


def test_all_python_shown_in_chapters_comes_from_cells() -> None:
    """No code block of Python is typed in a source."""
    pattern = re.compile(r"^(\.\. code(-block)?:: py|```\{?py|```\{code-block\} py|>>> )", re.M)
    typed = [
        path.name
        for path in (ROOT / "source/chapitres").iterdir()
        if pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert typed == []


@pytest.mark.parametrize("script", SCRIPTS)
def test_cells_are_short_enough_to_teach(script: str) -> None:
    """Twenty-five lines at most, a class aside; every cell of code has a name."""
    cells = read_script(GALLERY, script).cells
    long = [
        cell.name
        for cell in cells
        if cell.code.count("\n") >= 25 and not cell.code.lstrip().startswith("class ")
    ]
    assert long == []
    assert [cell.line for cell in cells if not cell.name] == []


def test_the_median_cell_has_six_lines_at_most() -> None:
    """Text, a few lines, output: the rhythm of the gallery."""
    lengths = [
        len([line for line in cell.code.split("\n") if line.strip()])
        for script in SCRIPTS
        for cell in read_script(GALLERY, script).cells
    ]
    assert statistics.median(lengths) <= 6


def test_the_bank_of_mistakes_names_each_of_its_scripts() -> None:
    """Its head sorts them by subject; one that it forgets is found by no one."""
    head = (GALLERY / "erreurs/GALLERY_HEADER.rst").read_text(encoding="utf-8")
    named = re.findall(r"/galerie/(erreurs/\w+)`", head)
    assert sorted(named) == [name for name in sorted(SCRIPTS) if name.startswith("erreurs/")]
