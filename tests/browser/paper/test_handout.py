"""Handouts: the students' has lines to write on and no answer, the lecturer's has all."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from decks import pdf as print_decks
from decks.projection import open_deck
from harness.checkout import linked_decks
from harness.course import Course
from playwright.sync_api import Browser
from pypdf import PdfReader

COVERED = """Un chapitre
===========

Un mot.

Bloc
----

.. cover:: Quelle forme ?

   Une forme de deux nombres.

   .. notes::

      Laisser chercher.

Table
-----

.. cover::
   :columns: 2

   ===== =========
   A     B
   ===== =========
   1     treize
   3     quatorze
   ===== =========

Prévoir
-------

.. snippet:: plot_un
   :cell: calcul
   :output: predict

Boîte
-----

.. question::

   Pourquoi deux ?

   .. answer::

      Parce que le réseau compte les lignes.

Quiz
----

.. quiz:: Combien ?
   :kind: choice
   :script: plot_un

   .. choice:: 42
      :if: reponse == 42
      :correct:

      C'est le nombre imprimé.

   .. choice:: 41
      :if: reponse == 41

      Il en manque un.
"""
ANSWERS = [
    "Une forme de deux nombres",
    "treize",
    "quatorze",
    "462",
    "Parce que le réseau compte les lignes",
    "C’est le nombre imprimé",
    "Réponse : A",
]
SCRIPT = '''"""
Un
==

Un script.
"""

# %% calcul
reponse = 42
print(reponse * 11)
'''


@cache
def text_of(path: Path) -> str:
    """Return the text of a PDF, without spaces and with one apostrophe."""
    text = "".join(page.extract_text() for page in PdfReader(path).pages)
    return squeezed(text)


def squeezed(text: str) -> str:
    """Return a text without spaces, which a PDF places and does not write."""
    return re.sub(r"\s|\u200b", "", text).replace("’", "'")


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A deck that hides what a deck may hide."""
    course = Course(tmp_path_factory.mktemp("polycopie"))
    course.script(SCRIPT)
    course.chapter(COVERED)
    built = course.build("revealjs")
    assert (built.error, built.warnings) == ("", "")
    return built.folder


@pytest.fixture(scope="module")
def real(site: Path, chapters: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the command gives for a real chapter, its quizzes and its recalled questions."""
    decks = linked_decks(site, chapters[1:2], tmp_path_factory.mktemp("decks") / "slides")
    print_decks.print_all(decks, decks.parent, "handout")
    return decks.parent


def test_a_real_handout_for_students_holds_no_answer_of_a_quiz(
    site: Path, real: Path, chapters: list[str]
) -> None:
    """Each answer and explanation is searched; the lecturer's has them all."""
    chapter = chapters[1]
    text = (site / f"slides/chapitres/{chapter}.html").read_text(encoding="utf-8")
    answers = BeautifulSoup(text, "html.parser").select(
        ".slides section .answer p:not(:has(.math))"
    )
    said = [squeezed(one.get_text()) for one in answers]
    assert len(said) >= 8
    students = text_of(real / f"{chapter}-etudiants.pdf")
    lecturer = text_of(real / f"{chapter}-enseignant.pdf")
    assert [one for one in said if one in students] == []
    assert [one for one in said if one not in lecturer] == []


def test_only_the_lecturer_has_the_notes(site: Path, real: Path, chapters: list[str]) -> None:
    """All the slides are in both, on A4."""
    text = (site / f"slides/chapitres/{chapters[1]}.html").read_text(encoding="utf-8")
    slides, notes = text.count("<section "), text.count('<aside class="notes"')
    planned = re.compile(r"min,[\d,]+sur\d+")
    assert len(planned.findall(text_of(real / f"{chapters[1]}-enseignant.pdf"))) == notes
    assert planned.findall(text_of(real / f"{chapters[1]}-etudiants.pdf")) == []
    students = PdfReader(real / f"{chapters[1]}-etudiants.pdf")
    assert len(students.pages) == (slides + 1) // 2
    assert students.pages[0].mediabox.height == pytest.approx(842, abs=1)
    first = [students.get_destination_page_number(one) for one in students.outline[:2]]  # type: ignore[arg-type]
    assert first == [0, 0]


@pytest.mark.parametrize("handout", ["students", "lecturer"])
def test_what_is_hidden_until_a_key_is_for_the_lecturer_alone(
    chromium: Browser, deck: Path, tmp_path: Path, handout: str
) -> None:
    """Covered blocks and cells, a predicted output, the answers of a box and of a quiz."""
    url = (deck / "chapitres/01-essai.html").as_uri()
    print_decks.print_deck(chromium, url, tmp_path / "a.pdf", handout, steps=False)
    text = text_of(tmp_path / "a.pdf")
    found = [one for one in ANSWERS if squeezed(one) in text]
    assert found == ([] if handout == "students" else ANSWERS)
    assert squeezed("Pourquoi deux ?") in text
    assert (squeezed("Laisser chercher") in text) is (handout == "lecturer")


@pytest.mark.parametrize("per_page", [2, 3])
def test_students_have_lines_below_or_beside_each_slide(
    chromium: Browser, deck: Path, tmp_path: Path, per_page: int
) -> None:
    """Four at least, on no slide; two or three slides a page."""
    url = (deck / "chapitres/01-essai.html").as_uri()
    print_decks.print_deck(chromium, url, tmp_path / "a.pdf", "students", False, per_page)
    slides = (deck / "chapitres/01-essai.html").read_text(encoding="utf-8").count("<section ")
    assert len(PdfReader(tmp_path / "a.pdf").pages) == -(-slides // per_page)
    page = open_deck(chromium, f"{url}?print-pdf", 794, 1123)
    page.wait_for_selector(".pdf-page")
    page.emulate_media(media="print")
    page.evaluate(print_decks.FOR_PRINT, ["students", per_page])
    page.add_style_tag(path=print_decks.HANDOUT_SHEET)
    for sheet in page.locator(".sheet").all():
        drawn, lines = sheet.locator(".pdf-page").bounding_box(), sheet.locator(".lines")
        room = lines.bounding_box()
        assert drawn
        assert room
        end = room["y"] + room["height"]
        drawn_lines = [one.bounding_box() for one in lines.locator("i").all()]
        inside = [one for one in drawn_lines if one and one["y"] + one["height"] <= end]
        assert len(inside) >= 4
        below = room["y"] >= drawn["y"] + drawn["height"]
        assert below if per_page == 2 else room["x"] >= drawn["x"] + drawn["width"]
    page.context.close()
