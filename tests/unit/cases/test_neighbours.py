"""Modules beside a script (case 04): what it imports is an input, and no page."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.course import SCRIPT, Course

HELPED = '''"""
Aide
====

Un module voisin.
"""

# %% importer
from {module} import double

resultat = double(4)
print(resultat)
'''
MODULE = '"""Les outils du cours."""\n\n\ndef double(x):\n    return 2 * x\n'
PLACES = ["outils_cours/__init__.py", "outils.py", "_outils.py", "Outils.py"]


def helped(course: Course, place: str, text: str = MODULE) -> Path:
    """Write a script that imports a module of its folder, quoted by a chapter."""
    module = place.removesuffix(".py").removesuffix("/__init__")
    course.script(HELPED.format(module=module), "01_essai/plot_aide")
    course.chapter("Soit :value:`plot_aide.resultat`.")
    return course.write(f"gallery/01_essai/{place}", text)


@pytest.mark.parametrize("place", PLACES)
def test_a_module_is_imported_and_its_change_is_seen(course: Course, place: str) -> None:
    """Its file is an input like data: the page says what the script says when run alone."""
    module = helped(course, place)
    built = course.build()
    assert (built.warnings, built.error) == ("", "")
    assert '<span class="value">8</span>' in built.html("chapitres/01-essai")
    module.write_text(MODULE.replace("2 * x", "3 * x"))
    for builder in ("html", "revealjs"):
        assert '<span class="value">12</span>' in course.build(builder).html("chapitres/01-essai")


@pytest.mark.parametrize("place", PLACES)
def test_a_module_has_no_page(course: Course, place: str) -> None:
    """It is neither run, nor listed among the scripts."""
    helped(course, place)
    course.build()
    pages = {path.stem for path in (course.root / "source/galerie").rglob("*.rst")}
    assert pages == {"index", "plot_aide"}


def test_a_module_that_has_cells_is_refused(course: Course) -> None:
    """Its author took it for a script: without a word, it would have no page."""
    helped(course, "essai.py", SCRIPT)
    course.script(SCRIPT)
    error = course.build().error
    assert "essai.py:8: ce fichier a des cellules" in error
    assert "plot_essai.py" in error


@pytest.mark.parametrize(
    "docstring", ["", '"""Un mot."""', '"""\nUn titre sans trait\n\nEt du texte.\n"""', '"""   """']
)
def test_a_script_without_a_title_is_refused(course: Course, docstring: str) -> None:
    """Its page would be named after nothing; the sentence says what to write."""
    course.script(f"{docstring}\n\n# %% calcul\nx = 1\n")
    error = course.build().error
    assert "plot_un.py:1: ce script n'a pas de titre" in error
    assert "====" in error
