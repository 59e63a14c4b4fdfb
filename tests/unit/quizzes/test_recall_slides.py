"""The questions of earlier chapters that an author chooses for the deck."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from harness.course import Build, Course
from harness.quizzes import yes_or_no

BEFORE = "Avant\n=====\n\n" + yes_or_no("Combien de ``lots`` ?") + yes_or_no("Quelle forme ?")
CHOSEN = """Dernier
=======

.. rappels::

   .. rappel:: 01-avant
      :question: {question}

      Faire lever la main.

Suite
-----

- deux
"""


def build(course: Course, text: str, builder: str = "revealjs") -> Build:
    """Build a chapter that recalls a question of the one before."""
    course.write(
        "source/index.rst",
        "Sommaire\n========\n\n.. toctree::\n\n"
        "   chapitres/01-avant\n   chapitres/02-dernier\n   galerie/index\n",
    )
    course.chapter(BEFORE, "01-avant.rst")
    course.chapter(text, "02-dernier.rst")
    return course.build(builder)


@pytest.mark.parametrize("question", ["Combien de ``lots``", "quelle forme"])
def test_the_question_chosen_opens_the_deck_with_its_notes(course: Course, question: str) -> None:
    """Named by how it begins, whatever its markup; alone."""
    built = build(course, CHOSEN.format(question=question))
    assert built.warnings == ""
    deck = BeautifulSoup(built.html("chapitres/02-dernier"), "html.parser")
    (slide,) = deck.select("section.layout-question")
    assert question.replace("`", "").lower() in slide.get_text().lower()
    assert "Faire lever la main." in slide.select("aside.notes")[0].get_text()
    assert slide.select(".fragment.answer")
    assert slide.select("aside .planned")[0].get_text() == "2 min, 2 sur 2"


def test_the_page_shows_neither_the_choice_nor_its_notes(course: Course) -> None:
    """It asks what the student got wrong."""
    built = build(course, CHOSEN.format(question="Quelle forme"), "html")
    assert built.warnings == ""
    page = built.html("chapitres/02-dernier")
    assert 'class="rappels"' in page
    assert "lever la main" not in page


@pytest.mark.parametrize("builder", ["html", "revealjs"])
def test_a_question_chosen_alone_is_refused(course: Course, builder: str) -> None:
    """Nothing would ask it."""
    built = build(course, "Dernier\n=======\n\n.. rappel:: 01-avant\n   :question: Q\n", builder)
    assert "02-dernier.rst:4: " in built.warnings
    assert "« rappel » se place dans « rappels »" in built.warnings


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            ("Quelle forme", "Quele forme"),
            "« Quele forme ». Le plus proche : « Quelle",
        ),
        (
            ("01-avant", "01-avent"),
            "précède. Le plus proche : « 01-avant »",
        ),
        (("   .. rappel:: 01-avant", "   Un mot.\n\n   .. rappel:: 01-avant"), "ne contient que"),
        (("      :question: Quelle forme\n", ""), "question"),
    ],
)
def test_what_is_wrong_is_said(course: Course, wrong: tuple[str, str], said: str) -> None:
    """With the line, and the nearest that exists."""
    built = build(course, CHOSEN.format(question="Quelle forme").replace(*wrong))
    assert "02-dernier.rst:" in built.warnings
    assert said in built.warnings
