"""A quiz's right answer is what the scripts gave; what an author states otherwise fails."""

from __future__ import annotations

import json
import re
from textwrap import dedent
from typing import Any

import pytest
from bs4 import BeautifulSoup
from course.quizzes.order import in_order
from course.quizzes.page import ROT47, sealed
from harness.course import Course
from harness.quizzes import CHOICE, NUMBER, ORDER, PRINT, QUIZZES, SCRIPT, SHAPE


def in_myst(text: str) -> str:
    """Write a quiz of this file as MyST."""
    text = re.sub(r"^   \.\. (\w+)::(.*)$", r":::{\1}\2", dedent(text), flags=re.MULTILINE)
    text = re.sub(r"^ +", "", text, flags=re.MULTILINE).strip()
    text = text.replace(".. quiz::", "::::{quiz}").replace("\n:::{", "\n:::\n\n:::{")
    return text.replace("\n:::\n\n:::{", "\n:::{", 1) + "\n:::\n::::\n"


def unsealed(html: str) -> list[dict[str, Any]]:
    """Return what each quiz of a page keeps out of sight."""
    found = re.findall(r'<script type="text/plain"[^>]*>(.*?)</script>', html, re.DOTALL)
    return [json.loads(text.translate(ROT47)) for text in found]


def quiz_page(course: Course, *quizzes: str) -> str:
    """Build quizzes without a warning and return their page."""
    course.script(SCRIPT)
    course.chapter("\n".join(map(dedent, quizzes)))
    built = course.build()
    assert built.warnings == ""
    return built.html("chapitres/01-essai")


@pytest.mark.parametrize("kind", QUIZZES)
@pytest.mark.parametrize("builder", ["html", "revealjs"])
@pytest.mark.parametrize("syntax", ["rst", "md"])
def test_each_kind_is_written_in_both_formats_for_page_and_slide(
    course: Course, kind: str, builder: str, syntax: str
) -> None:
    """The question is there; the page hides the answer, the slide gives it as a step."""
    course.script(SCRIPT)
    text = QUIZZES[kind] if syntax == "rst" else in_myst(QUIZZES[kind])
    course.chapter(f"Mot.\n\n{text}", f"01-essai.{syntax}")
    built = course.build(builder)
    assert built.warnings == ""
    html = built.html("chapitres/01-essai")
    assert '<p class="quiz-question"' in html
    if builder == "html":
        assert f'data-kind="{kind}"' in html
        assert len(unsealed(html)) == 1
    else:
        assert 'class="fragment answer"' in html


def test_the_page_knows_the_right_choice_and_the_reason_of_each(course: Course) -> None:
    """Choices are numbered from 0; their explanations follow their order."""
    (content,) = unsealed(quiz_page(course, CHOICE))
    assert content["answer"] == "0"
    assert [why[:10] for why in content["why"]] == ["<p>Le doub", "<p>C’est l"]


def test_the_page_knows_the_other_answers(course: Course) -> None:
    """A number with its tolerance, a shape, an output, an order of lines."""
    number, shape, printed, order = unsealed(quiz_page(course, NUMBER, SHAPE, PRINT, ORDER))
    assert number["answer"] == pytest.approx(1 / 3)
    assert (number["tolerance"], number["shown"]) == (0.01, "0,333")
    assert (shape["answer"], shape["shown"]) == ([32, 10], "(32, 10)")
    assert printed["answer"] == "le double de 21\n42"
    assert order["answer"] == [0, 1, 2, 3, 4]
    assert sorted(order["lines"]) == order["answer"] != order["lines"]


def test_no_answer_is_legible_on_the_page(course: Course) -> None:
    """Neither the mark of the right choice, nor a number, a shape or an explanation."""
    html = quiz_page(course, CHOICE, NUMBER, SHAPE, PRINT)
    for secret in ("0,33", "0.33", "(32, 10)", "le double de 21", "correct", "Un tiers", "21 + 21"):
        assert secret not in html


def test_a_slide_gives_the_right_letter_and_the_first_reason(course: Course) -> None:
    """The other choices' explanations are for the page."""
    course.script(SCRIPT)
    course.chapter(f"Titre\n=====\n\nAuto\n----\n{CHOICE}")
    html = course.build("revealjs").html("chapitres/01-essai")
    assert "Réponse\u00a0: A" in html
    assert "21 + 21" in html
    assert "nombre lui-même" not in html


def test_a_question_on_a_slide_of_its_own_is_called_so(course: Course) -> None:
    """The title of the slide before would be a wrong one; the author's own stays."""
    course.script(SCRIPT)
    own = ".. slide::\n   :title: Laquelle\n"
    course.chapter(f"Titre\n=====\n\nPartie\n------\n\nMot.\n\n.. slide::\n{CHOICE}\n{own}{CHOICE}")
    deck = BeautifulSoup(course.build("revealjs").html("chapitres/01-essai"), "html.parser")
    assert [one.get_text() for one in deck.select(".slides h2")] == [
        "Partie",
        "Question",
        "Laquelle",
    ]


def test_the_script_is_loaded_only_where_there_is_a_quiz(course: Course) -> None:
    """Other pages pay nothing."""
    course.script(SCRIPT)
    course.chapter(CHOICE)
    course.chapter("Rien.", "02-autre.rst")
    built = course.build()
    assert "js/quiz.js" in built.html("chapitres/01-essai")
    assert "js/quiz.js" not in built.html("chapitres/02-autre")


def test_lines_that_may_change_places_compare_equal() -> None:
    """Both orders of a free pair are right; another line out of place is not."""
    free = [[1, 2]]
    assert in_order([0, 2, 1, 3], free) == in_order([0, 1, 2, 3], free)
    assert in_order([1, 0, 2, 3], free) != in_order([0, 1, 2, 3], free)


@pytest.mark.parametrize("text", ["k^D4C:AE", "k$rC:AE", "kP\\\\"])
def test_what_is_sealed_never_ends_its_script(text: str) -> None:
    """Whatever the formula, the page stays whole and the answer comes back."""
    written = sealed({"answer": text})
    assert not re.search(r"</?script|<!--", written, re.IGNORECASE)
    assert json.loads(written.translate(ROT47)) == {"answer": text}


def test_choices_may_wait_for_a_step_of_the_slide(course: Course) -> None:
    """The room answers before it reads them; the page shows them at once."""
    course.script(SCRIPT)
    quiz = dedent(CHOICE).replace(":kind: choice", ":kind: choice\n   :cover: choices")
    course.chapter(f"Mot.\n\n{quiz}")
    assert '<ol class="quiz-choices fragment"' in course.build("revealjs").html(
        "chapitres/01-essai"
    )
    built = course.build("html")
    assert built.warnings == ""
    assert "fragment" not in built.html("chapitres/01-essai")


def test_only_choices_may_wait(course: Course) -> None:
    """A number has none."""
    course.script(SCRIPT)
    quiz = dedent(NUMBER).replace(":kind: number", ":kind: number\n   :cover: choices")
    course.chapter(f"Mot.\n\n{quiz}")
    assert "n'a pas de choix à cacher" in course.build().warnings
