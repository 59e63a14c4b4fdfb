"""What an exercise promises, tried in one interpreter: the build and the tests call it.

The solution passes every checker; with any one region still to do, some checker
fails. Usage::

    outcomes = run_checkers(exercise, answers)   # {"verifier_forme": ""} when all is right
    prove(exercise)                              # CourseError at the region's line
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ..base import wording
from ..base.errors import CourseError
from ..run.ready_interpreter import Line, die_when_cut
from ..scripts.exercise_source import Exercise, read_exercise
from .stub import solution_answers, stub_text
from .student_runner import charger, raconter, verifier_une


def run_checkers(
    exercise: Exercise, answers: Mapping[str, str], until_one_fails: bool = False
) -> dict[str, str]:
    """Run the checkers on the student's file with these answers; return what each says."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, exercise.path.name)
        path.write_text(stub_text(exercise, answers), encoding="utf-8")
        functions = [region.function for region in exercise.regions]
        outcomes = {}
        try:
            space = charger(path, path)
            for name in exercise.checkers:
                outcomes[name] = ""
                try:
                    verifier_une(space, name)
                except BaseException as error:
                    outcomes[name] = raconter(error, path, space[name], functions)[0]
                    if until_one_fails:
                        break
        except BaseException as error:
            said = raconter(error, path, None, functions)[0]
            outcomes = dict.fromkeys(exercise.checkers, said)
        finally:
            sys.modules.pop("exercice", None)
        return outcomes


def prove_alone(arguments: Mapping[str, str], line: Line) -> None:
    """Prove the exercise of a script, in a process of its own; leave its proof."""
    die_when_cut(line)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            prove(read_exercise(Path(arguments["path"])))
    except CourseError as error:
        line.say({"failure": (error.plain, error.line)})
    else:
        Path(arguments["proof"]).touch()
        line.say({})


def prove(exercise: Exercise) -> None:
    """Raise CourseError unless the solution passes and each region matters to a checker."""
    answers = solution_answers(exercise)
    for name, message in run_checkers(exercise, answers).items():
        if message:
            raise exercise.error(wording.BAD_CHECKER.format(function=name, message=message))
    for region in exercise.regions:
        others = {name: code for name, code in answers.items() if name != region.function}
        if not any(run_checkers(exercise, others, until_one_fails=True).values()):
            message = wording.UNCHECKED_REGION.format(function=region.function)
            raise exercise.error(message, region.first)
