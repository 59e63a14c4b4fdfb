"""Every exercise: what a student downloads, tried as a student tries it.

The solution passes; the untouched file fails and says what to do; each wrong
answer of ``ex_NN_slug.toml`` fails with a message of its own. Answers are tried
in this interpreter (torch is imported once); the command itself runs once an
exercise, from an empty folder, with no network and nothing of the project.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from course.exercises.proof import prove, run_checkers
from course.exercises.stub import checker_docs, solution_answers, stub_text
from course.scripts.exercise_source import Exercise, read_exercise
from harness.course import ROOT
from harness.student import run_alone

SCRIPTS = sorted((ROOT / "gallery").glob("*/ex_*.py"))
EXERCISES = pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
LEAST_WRONG = 3


@cache
def exercise_of(path: Path) -> Exercise:
    """Return the exercise of a script."""
    return read_exercise(path)


def answers(path: Path, kind: str) -> list[dict[str, Any]]:
    """Return the planted answers of an exercise, ``wrong`` or ``right``."""
    table = Path(__file__).with_name(f"{path.stem}.toml")
    return tomllib.loads(table.read_text(encoding="utf-8")).get(kind, [])


def test_every_exercise_has_its_wrong_answers_and_none_is_left_over() -> None:
    """A renamed script would leave its wrong answers untried."""
    tables = {path.stem for path in Path(__file__).parent.glob("ex_*.toml")}
    assert SCRIPTS
    assert tables == {path.stem for path in SCRIPTS}


@EXERCISES
def test_the_solution_passes_and_every_region_is_checked(path: Path) -> None:
    """What the build proves when it runs the script, proved here without it."""
    prove(exercise_of(path))


@EXERCISES
def test_the_untouched_file_says_what_to_do(path: Path, tmp_path: Path) -> None:
    """With the command that students type: each task is named, with where its hints are."""
    exercise = exercise_of(path)
    (tmp_path / path.name).write_text(stub_text(exercise), encoding="utf-8")
    done = run_alone([path.name, "--verifier"], tmp_path)
    assert done.returncode == 1, done.stderr
    assert done.stderr == ""
    assert [region.task for region in exercise.regions if region.task not in done.stdout] == []
    for region in exercise.regions:
        assert f"python {path.name} --indice {region.function}" in done.stdout
    assert [doc for doc in checker_docs(exercise).values() if doc not in done.stdout] == []
    assert f"sur {len(exercise.checkers)}." in done.stdout
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@EXERCISES
def test_each_wrong_answer_fails_with_its_own_message(path: Path) -> None:
    """The right answer everywhere else, as someone who is almost there."""
    exercise = exercise_of(path)
    wrongs = answers(path, "wrong")
    assert len(wrongs) >= LEAST_WRONG
    assert len({wrong["message"] for wrong in wrongs}) == len(wrongs)
    functions = solution_answers(exercise)
    for wrong in wrongs:
        assert wrong["function"] in functions, wrong
        said = run_checkers(exercise, {**functions, wrong["function"]: wrong["code"].strip("\n")})
        assert wrong["message"] in "\n".join(said.values()), (wrong["code"], said)


@EXERCISES
def test_each_right_answer_passes(path: Path) -> None:
    """Another order, a loop, a list: what is not written as the solution is."""
    exercise = exercise_of(path)
    functions = solution_answers(exercise)
    for right in answers(path, "right"):
        said = run_checkers(exercise, {**functions, right["function"]: right["code"].strip("\n")})
        assert not any(said.values()), (right["code"], said)


@EXERCISES
def test_the_hints_come_one_by_one(path: Path, tmp_path: Path) -> None:
    """Without torch: the answer is there at once."""
    exercise = exercise_of(path)
    (tmp_path / path.name).write_text(stub_text(exercise), encoding="utf-8")
    region = exercise.regions[0]
    ask = ["-X", "importtime", path.name, "--indice", region.function]
    first = run_alone(ask, tmp_path)
    assert first.stdout.startswith(f"Indice 1 sur {len(region.hints)} : ")
    assert "| torch\n" not in first.stderr


def imports_of(text: str) -> set[str]:
    """Return the packages that a file imports."""
    named = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import)]
    taken = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)]
    names = [alias.name for node in named for alias in node.names]
    return {name.split(".")[0] for name in [*names, *(node.module or "" for node in taken)]}


@EXERCISES
def test_the_student_file_needs_nothing_more_than_the_script(path: Path) -> None:
    """What test_requirements.py allows to scripts, and the standard library."""
    text = stub_text(exercise_of(path))
    more = imports_of(text) - imports_of(path.read_text(encoding="utf-8"))
    assert more <= sys.stdlib_module_names
    assert [mark for mark in ("# FIN", "# Indice", "# À FAIRE") if mark in text] == []
