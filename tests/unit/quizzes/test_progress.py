"""Boxes to tick, questions asked again, and what the browser is told of them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from harness.course import Course
from harness.quizzes import yes_or_no

QUIZ = "\n" + yes_or_no("Question du chapitre {name} ?")
OBJECTIVES = (
    "Objectifs\n---------\n\n1. prévoir ;\n2. choisir.\n\nListe de contrôle\n-----------------\n\n"
)
CHECKLIST = ".. checklist::\n\n   - Je sais prévoir.\n   - Je sais *choisir*.\n"


def tasks(course: Course) -> list[Any]:
    """Return what the browser is told there is to do."""
    text = (course.root / "build/html/_static/js/course-tasks.js").read_text()
    return json.loads(text.removeprefix("progress.tasks(").removesuffix(");\n"))


def chapters(course: Course, *names: str, last: str = ".. rappels::\n") -> None:
    """Write chapters with one quiz each, then one that looks back."""
    listed = "\n   ".join(f"chapitres/{name}" for name in (*names, "99-dernier"))
    course.write(
        "source/index.rst", f"Sommaire\n========\n\n.. toctree::\n\n   {listed}\n   galerie/index\n"
    )
    for name in names:
        course.chapter(f"{name}\n=========\n{QUIZ.format(name=name)}", f"{name}.rst")
    course.chapter(f"Dernier\n=======\n\n{last}", "99-dernier.rst")


def test_a_checklist_is_boxes_on_the_page_and_a_list_on_the_slide(course: Course) -> None:
    """The boxes wait for the script that keeps them."""
    course.chapter(OBJECTIVES + CHECKLIST)
    built = course.build()
    html = built.html("chapitres/01-essai")
    assert built.warnings == ""
    assert html.count('<input type="checkbox" data-key="01-essai/') == 2
    assert "js/quiz.js" in html
    deck = course.build("revealjs").html("chapitres/01-essai")
    assert "Je sais <em>choisir</em>." in deck
    assert "checkbox" not in deck


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (OBJECTIVES + CHECKLIST.replace("   - Je sais *choisir*.\n", ""), 13, "1 points"),
        (OBJECTIVES + ".. checklist::\n\n   Un mot.\n", 13, "une liste à puces"),
        (OBJECTIVES + CHECKLIST.replace("checklist::", "checklist::\n   :x: 1"), 13, "inconnue"),
        (".. rappels::\n   :nombre: 3\n", 4, "option inconnue"),
    ],
)
def test_a_bad_list_names_the_file_and_the_line(
    course: Course, text: str, line: int, words: str
) -> None:
    """The list and the objectives answer one another, one for one."""
    course.chapter(text)
    warnings = course.build().warnings
    assert words in warnings
    assert any(f"01-essai.rst:{line + shift}:" in warnings for shift in range(4)), warnings


def test_the_browser_knows_what_there_is_to_do(course: Course) -> None:
    """One file for all chapters, in their order, so that no page depends on another."""
    chapters(course, "02-deux", "01-un", last=OBJECTIVES + CHECKLIST)
    assert course.build().warnings == ""
    rows = tasks(course)
    assert [row[0] for row in rows] == ["02-deux", "01-un", "99-dernier"]
    assert [(len(row[2]), len(row[3])) for row in rows] == [(1, 0), (1, 0), (0, 2)]


def test_questions_come_from_the_three_chapters_before(course: Course) -> None:
    """The nearest first; each chapter's questions are in a file of their own."""
    chapters(course, "01-un", "02-deux", "03-trois", "04-quatre")
    built = course.build()
    assert built.warnings == ""
    html = built.html("chapitres/99-dernier")
    assert 'data-from="04-quatre 03-trois 02-deux"' in html
    assert 'href="04-quatre.html"' in html
    assert "Question du chapitre" not in html
    recalled = (built.folder / "_static/js/recall-04-quatre.js").read_text()
    assert recalled.startswith('progress.recall("04-quatre", ["<form class=')
    assert "Oui." not in recalled


def test_a_new_chapter_before_asks_its_questions_too(course: Course) -> None:
    """The page is written again though its own text has not changed."""
    chapters(course, "01-un")
    course.build()
    chapters(course, "01-un", "02-deux")
    assert 'data-from="02-deux 01-un"' in course.build().html("chapitres/99-dernier")


def test_a_question_that_changed_is_asked_again_as_it_is_now(course: Course) -> None:
    """The page that looks back has not changed; what it reads has."""
    chapters(course, "01-un")
    course.build()
    course.chapter(f"01-un\n=========\n{QUIZ.format(name='un, mieux dite')}", "01-un.rst")
    built = course.build()
    recalled = (built.folder / "_static/js/recall-01-un.js").read_text()
    assert "Question du chapitre un, mieux dite" in recalled
    assert "Question du chapitre 01-un" not in recalled


def test_an_earlier_chapter_that_gets_its_first_question_is_asked_about(course: Course) -> None:
    """Nothing else of the page that looks back has changed, not even its neighbours."""
    chapters(course, "01-un", "02-deux")
    course.chapter("01-un\n=========\n\nSoit :value:`plot_un.reponse`.\n", "01-un.rst")
    assert 'data-from="02-deux"' in course.build().html("chapitres/99-dernier")
    chapters(course, "01-un", "02-deux")
    assert 'data-from="02-deux 01-un"' in course.build().html("chapitres/99-dernier")


def test_the_first_chapter_and_the_slides_look_back_at_nothing(course: Course) -> None:
    """No empty box, no empty slide."""
    chapters(course, last="Un mot.\n\n.. rappels::\n")
    assert 'class="rappels"' not in course.build().html("chapitres/99-dernier")
    chapters(course, "01-un", last="Un mot.\n\n.. rappels::\n")
    deck = course.build("revealjs")
    assert deck.warnings == ""
    assert "rappels" not in deck.html("chapitres/99-dernier")


def test_the_page_of_progress_is_written_in_french(course: Course) -> None:
    """It has its own script; other pages do not load it."""
    course.chapter(QUIZ)
    built = course.build()
    assert "Enregistrer dans un fichier" in built.html("progression")
    assert "js/progress-page.js" in built.html("progression")
    assert "js/progress-page.js" not in built.html("chapitres/01-essai")
    script = (built.folder / "_static/js/quiz.js").read_text()
    assert "Réessayer" in script
    assert "WORDS;" not in script


def test_a_deck_opens_with_questions_of_the_chapters_before(course: Course) -> None:
    """One slide a question after the slide that recalls them, the answer as its next step."""
    last = "Objectifs\n---------\n\n- un\n\n.. rappels::\n\nSuite\n-----\n\n- deux\n"
    chapters(course, "01-un", "02-deux", last=last)
    built = course.build("revealjs")
    assert built.warnings == ""
    html = built.html("chapitres/99-dernier")
    order = [html.index(text) for text in ("Question du chapitre 02-deux", "chapitre 01-un")]
    assert html.index('id="objectifs"') < order[0] < order[1] < html.index('id="suite"')
    assert html.count("layout-question") == 2
    assert html.count('class="fragment answer"') == 2


def test_a_question_that_is_edited_changes_the_decks_that_recall_it(course: Course) -> None:
    """Without reading them again."""
    last = "Objectifs\n---------\n\n- un\n\n.. rappels::\n"
    chapters(course, "01-un", last=last)
    course.build("revealjs")
    edited = f"01-un\n=========\n{QUIZ.format(name='un').replace('Question', 'Demande')}"
    course.chapter(edited, "01-un.rst")
    again = course.build("revealjs")
    assert "Demande du chapitre un" in again.html("chapitres/99-dernier")
