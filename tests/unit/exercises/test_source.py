"""The script of an exercise: what is read from it, and what is said of one out of form."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from course.base.errors import CourseError
from course.exercises.stub import stub_text
from course.scripts.exercise_source import read_exercise
from harness.course import Course
from harness.exercise import EXERCISE


def written(text: str) -> Path:
    """Write an exercise's script in a folder of the test's."""
    path = Path(tempfile.mkdtemp()) / "ex_01_double.py"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_student_file_holds_the_tasks_not_the_answers() -> None:
    """The tables at its end hold the hints; the last cell of the script is not in it."""
    exercise = read_exercise(written(EXERCISE))
    text = stub_text(exercise)
    assert '    # TODO : le double de ``x``\n    raise NotImplementedError("à faire : ' in text
    assert "resultat = 2 * x" not in text
    assert "reponse" not in text
    assert '"ou un produit par `2`."' in text
    compile(text, "ex.py", "exec")
    answered = stub_text(exercise, {"double": "return 3\n"})
    assert "def double(x):\n    return 3\n\n# %% essai-double" in answered


def test_a_region_may_be_in_a_method() -> None:
    """Its hints and wrong answers are asked for as ``Couche.double``."""
    lines = EXERCISE.split("\n")
    start, stop = lines.index("def double(x):"), lines.index("    # FIN") + 1
    method = ["class Couche:", *(f"    {line}" for line in lines[start:stop])]
    exercise = read_exercise(written("\n".join([*lines[:start], *method, *lines[stop:]])))
    assert exercise.regions[0].function == "Couche.double"
    assert "        # TODO : le double" in stub_text(exercise)


BAD = {
    "no hint": ("    # Indice", "    #", 13, "la région de double n'a pas d'indice"),
    "no end": ("    # FIN\n", "", 13, "pas de fin"),
    "no start": ("    # À FAIRE : le double de ``x``\n", "", 18, "sans « # À FAIRE : … »"),
    "almost a marker": ("# À FAIRE :", "# A FAIRE :", 13, "écrire « # À FAIRE : … »"),
    "stray hint": ('print("le', '# Indice : perdu\nprint("le', 22, "juste sous « # À FAIRE"),
    "no task": ("# À FAIRE : le double de ``x``", "# À FAIRE :", 13, "doit dire quoi faire"),
    "outside": ("def double(x):", "if True:", 13, "se trouve dans une fonction"),
    "empty region": (
        "    resultat = 2 * x\n    return resultat\n    # FIN\n",
        "    # FIN\n    return 2 * x\n",
        13,
        "contient du code",
    ),
    "two regions": (
        "    # FIN\n",
        "    # FIN\n    # À FAIRE : a\n    # Indice : b\n    x = 1\n    # FIN\n",
        20,
        "une seule région par fonction",
    ),
    "no region": (r"    # (À FAIRE|Indice|FIN|  par).*\n", "", 1, "n'a rien à faire écrire"),
    "no checker": ("def verifier_double", "def tester_double", 1, "n'a pas de vérification"),
    "no docstring": ('    """Le double de trois est six."""\n', "", 25, "n'a pas de docstring"),
    "checker elsewhere": ("# %% verifier-double", "# %% controle", 25, "et non dans « controle »"),
    "syntax": ("resultat = 2", "resultat = = 2", 17, "invalid syntax"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_script_out_of_form_is_named_with_its_line(name: str) -> None:
    """What is wrong, where, and what to write."""
    old, new, line, complaint = BAD[name]
    text = re.sub(old if "|" in old else re.escape(old), new, EXERCISE)
    assert text != EXERCISE
    path = written(text)
    with pytest.raises(CourseError) as caught:
        read_exercise(path)
    assert f"{path}:{line}: " in str(caught.value)
    assert complaint in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "line", "complaint"),
    [
        ("assert double(3)", "assert 1 or double(3)", 13, "aucune vérification n'échoue"),
        ("\nverifier_double()", "", 1, "refuse la solution elle-même : 6 au lieu de 7"),
    ],
)
def test_a_checker_that_proves_nothing_stops_the_build(
    course: Course, old: str, new: str, line: int, complaint: str
) -> None:
    """One that passes the untouched file; one that refuses the solution and was not called."""
    text = EXERCISE.replace(old, new)
    if not new:
        text = text.replace("double(3) == 6", "double(3) == 7").replace("lieu de 6", "lieu de 7")
    path = course.script(text, "01_essai/ex_01_double")
    done = course.build()
    assert complaint in done.error
    assert f"{path.name}:{line}: " in done.error
