"""A script is read as Python reads it: with a mark, in its declared encoding, or refused."""

from __future__ import annotations

import json

import pytest
from course.base.texts import read_source
from course.exercises.stub import stub_text
from course.scripts.exercise_source import read_exercise
from harness.alone import NAME, alone, shown
from harness.course import Course

TEXT = '''"""
L'été à l'œil
=============

Où les élèves goûtent.
"""

# %% goûts
# Un goût **très** sûr.
import inspect

mot = "déjà"


def rendre():
    return "né"  # où


print(mot, len(mot), inspect.getsource(rendre))
print(__doc__)
'''
DECLARED = "# -*- coding: {} -*-\n" + TEXT
WINDOWS = "#!/usr/bin/env python\n" + DECLARED.format("cp1252").replace("\n", "\r\n")
LATIN = DECLARED.format("latin-1").replace("œ", "oe")
READ = {
    "a mark": TEXT.encode("utf-8-sig"),
    "a mark and a declaration": DECLARED.format("utf-8").encode("utf-8-sig"),
    "latin-1": LATIN.encode("latin-1"),
    "cp1252, ends of lines of Windows": WINDOWS.encode("cp1252"),
}


@pytest.mark.parametrize("written", READ.values(), ids=READ)
def test_what_python_reads_is_run_and_shown_right(course: Course, written: bytes) -> None:
    """Output, code, text, title; and the notebook."""
    (course.root / f"gallery/{NAME}.py").write_bytes(written)
    course.chapter(".. snippet:: plot_un\n   :cell: goûts\n")
    assert shown(course) == alone(course)
    built = course.build()
    assert built.warnings == ""
    page = built.html(f"galerie/{NAME}")
    for part in ("L’été à l’", "goûtent", "<strong>très</strong>", "déjà 4", "# où"):
        assert part in page
    assert "déjà" in built.html("chapitres/01-essai")
    notebook = json.loads((course.root / f"source/galerie/{NAME}.ipynb").read_text("utf-8"))
    cells = "".join("".join(cell["source"]) for cell in notebook["cells"])
    assert "L'été" in cells
    assert "\ufeff" not in cells + page
    assert 'return "né"  # où' in cells


REFUSED = {
    "undeclared": (
        TEXT.replace("œ", "oe").encode("latin-1"),
        ":2: l'octet E9 n'est pas de l'UTF-8",
    ),
    "further on": (
        LATIN.replace("latin-1", "utf-8").encode("latin-1"),
        ":3: l'octet E9 n'est pas de l'UTF-8",
    ),
    "unknown": (DECLARED.format("truc").encode(), ":1: Python refuse l'encodage déclaré"),
    "contrary": (WINDOWS.encode("utf-8-sig"), ":2: Python refuse l'encodage déclaré"),
    "not as declared": (
        DECLARED.format("ascii").encode(),
        ":3: l'octet C3 n'est pas de l'encodage déclaré (ascii)",
    ),
}


@pytest.mark.parametrize(("written", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_python_refuses_is_named_with_its_line(
    course: Course, written: bytes, sentence: str
) -> None:
    """And what to do."""
    path = course.root / f"gallery/{NAME}.py"
    path.write_bytes(written)
    error = course.build().error
    assert f"plot_un.py{sentence}" in error
    assert "enregistrer le fichier en UTF-8" in error


def test_a_second_line_of_code_declares_nothing(course: Course) -> None:
    """Nor is it changed."""
    text = "x = 1\n# coding: latin-1\n"
    assert read_source(course.write("gallery/01_essai/plot_un.py", text)) == text


EXERCISE = """# coding: latin-1
'''
Été
===

Un mot.
'''

# %% mot
def mot():
    # À FAIRE : rendre le mot
    # Indice : il a des accents.
    return "été"
    # FIN


# %% verifier-mot
def verifier_mot():
    '''Le mot est celui-là'''
    assert mot() == "été", "un autre mot (indice 1)"


# %% verifications
verifier_mot()
"""


def test_a_student_s_file_is_in_utf_8(course: Course) -> None:
    """Whatever the script declares."""
    path = course.root / "gallery/01_essai/ex_01_mot.py"
    path.write_bytes(EXERCISE.encode("latin-1"))
    text = stub_text(read_exercise(path))
    assert "rendre le mot" in text
    assert "latin-1" not in text
    assert compile(text.encode(), "ex_01_mot.py", "exec")
