"""A quiz's right answer is what the scripts gave; what an author states otherwise fails."""

from __future__ import annotations

import json
import re
from textwrap import dedent
from typing import Any

import pytest
from course.base.errors import CourseError
from course.quizzes.order import in_order
from course.quizzes.page import ROT47, sealed
from course.quotes.expressions import evaluate
from harness.course import Course

SCRIPT = '''"""
Un script
=========

Ce que fait le script.
"""

# %% double
x = 21
print("le double de", x)
print(2 * x)

# %% boucle
poids, taux = 3.0, 0.5
for pas in range(4):
    gradient = 2 * poids
    deplacement = taux * gradient
    poids = poids - deplacement

# %% bavard
for ligne in range(9):
    print(ligne)

# %% fin
reponse = 2 * x
moyenne = 1 / 3
forme = (32, 10)
nom = "deux"
'''

CHOICE = """
.. quiz:: Que vaut deux fois 21 ?
   :kind: choice
   :script: plot_un

   .. choice:: 42
      :if: reponse == 42
      :correct:

      Le double, parce que 21 + 21 = 42.

   .. choice:: 21
      :if: reponse == 21

      C'est le nombre lui-même.
"""
NUMBER = """
.. quiz:: Que vaut la moyenne ?
   :kind: number
   :script: plot_un
   :answer: moyenne
   :stated: 0.333
   :tolerance: 0.01

   .. explanation::

      Un tiers.
"""
SHAPE = """
.. quiz:: Quelle est la forme ?
   :kind: shape
   :script: plot_un
   :answer: forme
   :stated: (32, 10)

   .. explanation::

      Trente-deux lignes.
"""
PRINT = """
.. quiz:: Qu'affiche ce code ?
   :kind: print
   :script: plot_un
   :cell: double

   .. explanation::

      Deux lignes.
"""
ORDER = """
.. quiz:: Remettez ces lignes en ordre.
   :kind: order
   :script: plot_un
   :cell: boucle

   .. explanation::

      Le gradient vient avant le déplacement.
"""
QUIZZES = {"choice": CHOICE, "number": NUMBER, "shape": SHAPE, "print": PRINT, "order": ORDER}


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


def complaint(course: Course, quiz: str) -> str:
    """Build one faulty quiz and return what is said of it."""
    course.script(SCRIPT)
    course.chapter(quiz)
    return course.build().warnings


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


def test_the_script_is_loaded_only_where_there_is_a_quiz(course: Course) -> None:
    """Other pages pay nothing."""
    course.script(SCRIPT)
    course.chapter(CHOICE)
    course.chapter("Rien.", "02-autre.rst")
    built = course.build()
    assert "js/quiz.js" in built.html("chapitres/01-essai")
    assert "js/quiz.js" not in built.html("chapitres/02-autre")


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("choice", ("x = 21", "x = 22")),
        ("number", ("1 / 3", "1 / 2")),
        ("shape", ("(32, 10)", "(32, 11)")),
        ("print", ("2 * x", "3 * x")),
    ],
)
def test_a_script_that_gives_something_else_stops_the_build(
    course: Course, kind: str, change: tuple[str, str]
) -> None:
    """The chapter is untouched; its quiz is computed again and no longer holds."""
    course.script(SCRIPT)
    quiz = QUIZZES[kind]
    if kind == "print":
        quiz = quiz.replace(":cell: double", ":cell: fin\n   :stated: 42")
        course.script(SCRIPT.replace("reponse = 2 * x", "print(2 * x)\nreponse = 42"))
    course.chapter(quiz)
    assert course.build().warnings == ""
    path = course.root / "gallery/01_essai/plot_un.py"
    path.write_text(path.read_text().replace(*change))
    built = course.build()
    assert "chapitres/01-essai" in built.read
    assert "01-essai.rst:" in built.warnings


@pytest.mark.parametrize(
    ("quiz", "line", "words"),
    [
        (CHOICE.replace("      :correct:\n", ""), 6, "« :correct: » ; ici 0"),
        (CHOICE.replace("reponse == 21\n", "reponse == 21\n      :correct:\n"), 6, "ici 2"),
        (CHOICE.replace("== 21", "== 2 * 21"), 6, "plusieurs choix sont vrais : 42\u00a0; 21"),
        (CHOICE.replace("== 42", "== 43"), 6, "est faux : « reponse == 43 »"),
        (CHOICE.replace("== 42", "== 43"), 6, "reponse = 42"),
        (CHOICE.replace("reponse == 42", "repons == 42"), 10, "Le plus proche : « reponse »"),
        (CHOICE.replace("reponse == 42", "reponse"), 10, "écrire une comparaison"),
        (CHOICE.replace("reponse == 42", "reponse =="), 10, "pas une expression Python"),
        (CHOICE.replace("reponse == 42", "nom.title() == 'Deux'"), 10, "n'a ni attribut"),
        (CHOICE.replace("reponse == 42", "reponse / 0 == 1"), 10, "échoue"),
        (CHOICE.replace("C'est le nombre lui-même.", ""), 16, "n'est pas expliqué"),
        (CHOICE.replace("      :if: reponse == 21\n", ""), 16, "« :if: » est obligatoire"),
        (CHOICE.replace("      :if: reponse == 21\n", "      :iff: x\n"), 16, "« if »"),
        (CHOICE.replace("kind: choice", "kind: choise"), 6, "Le plus proche : « choice »"),
        (CHOICE.replace("   :kind: choice\n", ""), 6, "« :kind: » est obligatoire"),
        (CHOICE.replace("   :script: plot_un\n", ""), 6, "« :script: » est obligatoire"),
        (CHOICE.replace("plot_un", "plot_deux"), 6, "script inconnu"),
        (CHOICE.replace(":kind:", ":sort:"), 6, "option inconnue"),
        (CHOICE.replace("plot_un\n", "plot_un\n   :stated: 3\n", 1), 6, "n'a pas de sens"),
        (CHOICE.partition("   .. choice:: 21")[0], 6, "deux choix au moins"),
        (CHOICE + NUMBER.partition("\n\n")[2], 6, "chaque « choice » porte son explication"),
        (CHOICE + CHOICE, 21, "déjà posée"),
        (NUMBER.replace("0.333", "0.4"), 6, "moyenne = 0.333"),
        (NUMBER.replace("   :tolerance: 0.01\n", ""), 6, "donner « :tolerance: »"),
        (NUMBER.replace("answer: moyenne", "answer: forme"), 6, "il faut un nombre"),
        (NUMBER.replace("   :stated: 0.333\n", ""), 6, "« :stated: » est obligatoire"),
        (NUMBER.partition("   .. explanation")[0], 6, "une « explanation » et une seule"),
        (NUMBER.replace("Un tiers.", ""), 13, "explication vide"),
        (SHAPE.replace("(32, 10)", "(32, 11)"), 6, "forme = (32, 10)"),
        (SHAPE.replace("answer: forme", "answer: reponse"), 6, "il faut une forme"),
        (PRINT.replace("double", "boucle"), 6, "affiche 0 lignes"),
        (PRINT.replace("double", "bavard"), 6, "affiche 9 lignes"),
        (PRINT.replace("double", "doubler"), 6, "Le plus proche : « double »"),
        (PRINT.replace("double\n", "double\n   :stated: 43\n"), 6, "pas ce que la cellule affiche"),
        (ORDER.replace("boucle", "bavard"), 6, "demande de 4 à 8"),
        (ORDER.replace("boucle\n", "boucle\n   :free: 4-7\n"), 6, "ne désigne pas des lignes"),
        (ORDER.replace("boucle\n", "boucle\n   :free: 1-5\n"), 6, "tous les ordres"),
        (".. choice:: seul\n   :if: reponse == 42\n\n   Mot.\n", 4, "dans un « quiz »"),
        (".. explanation::\n\n   Mot.\n", 4, "dans un « quiz »"),
    ],
)
def test_a_bad_quiz_names_the_file_the_line_and_what_is_wrong(
    course: Course, quiz: str, line: int, words: str
) -> None:
    """A chapter's author reads it once and knows what to type."""
    warnings = complaint(course, quiz)
    assert words in warnings
    at = {int(number) for number in re.findall(r"01-essai\.rst:(\d+)", warnings)}
    assert line - 1 in at or line in at, warnings


def test_expressions_read_recorded_values_alone() -> None:
    """Sequences compare whatever their brackets; nothing else of Python is within reach."""
    values = {"forme": [32, 10], "perte": 0.25, "notes": [1.0, 2.0]}
    assert evaluate("forme == (32, 10) and forme == [32, 10]", values, "x") is True
    assert evaluate("all(note > 0.5 for note in notes)", values, "x") is True
    assert evaluate("round(perte, 1)", values, "x") == 0.2
    for forbidden in ("__import__('os')", "open('x')", "forme.count(1)", "(lambda: 1)()"):
        with pytest.raises(CourseError):
            evaluate(forbidden, values, "x")


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
