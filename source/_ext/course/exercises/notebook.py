"""The notebook to complete, made like the student's file: for Jupyter, and for Colab.

Usage::

    exercise = read_exercise(path)
    notebook_text(exercise)                       # the JSON of the notebook
    notebook_text(exercise, {"double": "return 2 * x"})

It holds the task; the script's cells, regions to write; a folded cell with the checkers,
the hints and the sentences of student_runner.py; and ``verifier()``, which looks at what
the kernel holds. A try that fails does not stop « tout exécuter ».
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from ..scripts.exercise_source import TRY, Exercise
from .stub import checking_text, plain, student_parts

TITLE = re.compile(r"\A(.+)\n=+\n")
HEADER = re.compile(r"\A# ?%%.*\n")
HOW_TO = """\
Complétez les lignes marquées TODO, exécutez chaque cellule, puis la dernière, qui vérifie.
Une cellule d'essai échoue tant que ce qu'elle essaie reste à écrire."""
TITLE_OF_CHECKS = "## Vérifier"
# Jupyter folds the first line's cell by its metadata, Colab by this title.
PREPARE = "# @title Ne rien changer ici : les vérifications et les indices\n"
# After the sentences of student_runner.py, of which ``demander`` takes the place of one.
IN_THE_KERNEL = '''

CARNET = Path("carnet")


def demander(fichier, fonction, rang=""):
    """Ce qu'il faut taper dans le carnet pour lire un indice."""
    return f'indice("{fonction}"{f", {rang}" if rang else ""})'


def verifier():
    """Essayer chaque vérification sur les fonctions du carnet, telles qu'elles sont."""
    sys.modules["exercice"] = sys.modules["__main__"]
    fautes = []
    for nom, titre in VERIFICATIONS.items():
        faute = fonction = ""
        try:
            verifier_une(globals(), nom)
        except (Exception, SystemExit) as erreur:
            faute, fonction = raconter(erreur, CARNET, globals()[nom], list(INDICES))
        fautes.append(afficher(CARNET, titre, faute, fonction))
    conclure(fautes.count(""), len(fautes))


def indice(fonction="", rang=1):
    """Afficher un indice d'une fonction du carnet."""
    donner_un_indice(CARNET, [fonction, str(rang)], INDICES)
'''


def notebook_text(exercise: Exercise, answers: Mapping[str, str] | None = None) -> str:
    """Return the notebook, with answers, by function, instead of TODO."""
    doc = TITLE.sub(r"# \1\n", plain(exercise.doc.strip()))
    cells = [_text(f"{doc}\n\n{HOW_TO}")]
    for part, text in student_parts(exercise, answers or {}):
        tags = {"tags": ["raises-exception"]} if part.is_a(TRY) else {}
        cells.append(_code(HEADER.sub("", text), tags))
    folded = {"cellView": "form", "jupyter": {"source_hidden": True}}
    cells.append(_text(TITLE_OF_CHECKS))
    cells.append(_code(PREPARE + checking_text(exercise) + IN_THE_KERNEL, folded))
    cells.append(_code("verifier()", {}))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _text(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}


def _code(text: str, metadata: dict[str, Any]) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": metadata,
        "outputs": [],
        "source": text.strip("\n").splitlines(keepends=True),
    }
