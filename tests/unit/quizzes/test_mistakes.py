"""A quiz that says something else than its script stops the build, with what to type."""

from __future__ import annotations

import re

import pytest
from harness.course import Course
from harness.quizzes import CHOICE, NUMBER, ORDER, PRINT, QUIZZES, SCRIPT, SHAPE


def complaint(course: Course, quiz: str) -> str:
    """Build one faulty quiz and return what is said of it."""
    course.script(SCRIPT)
    course.chapter(quiz)
    return course.build().warnings


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
