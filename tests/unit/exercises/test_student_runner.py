"""The checker answers in French whatever a student's file does, and in time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from course.exercises.stub import solution_answers, stub_text
from course.scripts.exercise_source import read_exercise
from harness.exercise import EXERCISE
from harness.student import run_alone

LIMIT = "1"  # seconds a check
FILE = "ex_01_double.py"


@pytest.fixture
def write(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory):
    """Write the student's file with an answer, or with the solution."""
    script = tmp_path_factory.mktemp("gallery") / FILE
    script.write_text(EXERCISE, encoding="utf-8")
    exercise = read_exercise(script)

    def write(answer: str | None = None, old: str = "", new: str = "", name: str = FILE) -> None:
        answers = solution_answers(exercise)
        if answer is not None:
            answers["double"] = answer
        text = stub_text(exercise, answers).replace(old, new, 1)
        (tmp_path / name).write_text(text, encoding="utf-8")

    return write


def check(folder: Path, *arguments: str) -> tuple[int, str]:
    """Ask for the checks; nothing may end in a traceback."""
    done = run_alone([FILE, "--verifier", *(arguments or (FILE, LIMIT))], folder)
    assert "Traceback" not in done.stderr + done.stdout
    return done.returncode, done.stdout


def test_a_right_answer_passes(write, tmp_path: Path) -> None:
    """In words, not by a sign alone."""
    write()
    assert check(tmp_path) == (
        0,
        f"Vérification de {FILE}\n\n✓ réussi   Le double de trois est six\n\n"
        "1 vérification sur 1 : tout est juste.\n",
    )


def test_a_wrong_answer_gets_the_message_and_the_hint_to_read(write, tmp_path: Path) -> None:
    """The number in the message is that of the hint."""
    write("return 3 * x")
    code, said = check(tmp_path)
    assert code == 1
    assert "✗ échoué   Le double de trois est six\n           9 au lieu de 6 (indice 2)" in said
    assert f"aide : python {FILE} --indice double 2\n" in said
    assert said.endswith("\n0 vérification sur 1.\n")


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        ("while True:\n    pass", "pas de réponse en 1 s, une boucle sans fin ?"),
        ("import ctypes\nctypes.string_at(0)", "Python s'est arrêté brutalement"),
        ("import os\nos._exit(0)", "Python s'est arrêté brutalement"),
        ("exit()", "arrête Python par exit()"),
        ("return input()", "attend une réponse au clavier"),
        ("return double(x)", "s'appelle elle-même sans fin"),
        ("return 2 * y", "« y » n'existe pas : mal écrit, effacé ou renommé ?"),
        ("import torhc", "le module « torhc » n'est pas installé, ou son nom est faux"),
        ("from math import carre", "import impossible"),
        ("return 1 / 0", "ZeroDivisionError"),
        ("return None + x", "Une fonction rend None : son « return » est-il oublié ?"),
        ("raise NotImplementedError", "reste à faire"),
        ("assert x == 1", "un « assert » échoue"),
    ],
)
def test_whatever_the_answer_does_is_said(
    write, tmp_path: Path, answer: str, complaint: str
) -> None:
    """With the line of the student's file, and where to read a hint."""
    write(answer)
    started = time.monotonic()
    code, said = check(tmp_path)
    assert code == 1
    assert complaint in said
    assert "ligne " in said or "_exit" in answer or "reste" in complaint
    assert "--indice double" in said or "_exit" in answer
    assert said.endswith("\n0 vérification sur 1.\n")
    assert time.monotonic() - started < 15


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("def double(", "def duoble(", "« double » n'existe pas"),
        ("import math", "import maht", "le module « maht » n'est pas installé"),
        ("import math", "while True: pass", "ligne 28 : pas de réponse en 1.2 s, une boucle"),
        ("import math", "raise SystemExit", "arrête Python par exit()"),
    ],
)
def test_whatever_the_rest_of_the_file_does_is_said(
    write, tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    """A line outside the functions, a function that is no longer there."""
    write(None, old, new)
    code, said = check(tmp_path, FILE, "0.2")
    assert code == 1
    assert complaint in said


def test_the_tries_are_not_run_by_the_checks(write, tmp_path: Path) -> None:
    """They may be slow, or call a function that is still to do; alone, the file runs them."""
    write(None, 'print("le double', 'raise SystemExit\nprint("le double')
    assert check(tmp_path)[0] == 0
    write()
    assert run_alone([FILE], tmp_path).stdout == "le double de 21 est 42\n"


def test_what_a_function_prints_is_seen_what_the_file_prints_is_not(write, tmp_path: Path) -> None:
    """Printing is how beginners look; the given cells would print at each check."""
    write("print('x =', x)\nreturn 2 * x", "import math", 'print("au début")')
    done = run_alone([FILE, "--verifier"], tmp_path)
    assert done.stderr == "x = 3\n" * 2
    assert "au début" not in done.stdout


def test_another_file_may_be_checked_even_one_that_python_cannot_read(
    write, tmp_path: Path
) -> None:
    """A teacher's own checkers, whatever the student changed in the copy's."""
    write()
    write("return = 3", "== 6", "== 7", name="copie.py")
    code, said = check(tmp_path, "copie.py")
    assert code == 1
    assert "ligne 32 : erreur de syntaxe (invalid syntax)\n           return = 3" in said
    write("return 6", "== 6", "== 7", name="copie.py")
    assert check(tmp_path, "copie.py")[0] == 0
    assert "le fichier « absent.py » n'existe pas" in check(tmp_path, "absent.py")[1]


def test_a_file_that_python_cannot_read_is_told_of_by_python(write, tmp_path: Path) -> None:
    """No line of it can run; its first lines say in French what to do then."""
    write("return = 3")
    done = run_alone([FILE, "--verifier"], tmp_path)
    assert f'File "{tmp_path / FILE}", line 32' in done.stderr
    assert "SyntaxError" in done.stderr
    assert "« SyntaxError » : Python ne peut pas lire" in (tmp_path / FILE).read_text("utf-8")


def test_the_hints_come_one_at_a_time(write, tmp_path: Path) -> None:
    """The list of functions, the first hint, the next."""
    write()
    ask = f"python {FILE} --indice double"

    def hint(*arguments: str) -> str:
        return run_alone([FILE, "--indice", *arguments], tmp_path).stdout

    assert hint() == f"{ask}   (1 à 2)\n"
    assert hint("double") == f"Indice 1 sur 2 : une somme de $x + x$.\nLe suivant : {ask} 2\n"
    assert hint("double", "2") == "Indice 2 sur 2 : ou un produit par `2`.\n"
    assert hint("double", "9") == hint("double", "2")
    assert hint("duoble") == f"Pas d'indice pour « duoble ».\n{ask}   (1 à 2)\n"
