"""The student's file made of an exercise's script, and the tables that its runner reads.

Usage::

    exercise = read_exercise(path)
    stub_text(exercise)                                  # each region is a TODO
    stub_text(exercise, {"perte": "return prediction"})  # someone's answer

The file holds, in order: the script's docstring and how to use the file; a cell that
starts the checks; the script's cells, regions replaced; « Ne rien changer sous cette
ligne »; the checkers; the hints; the text of student_runner.py.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path
from textwrap import indent

from ..scripts.exercise_source import CHECK, LAST, ONLY, Exercise, Part, Region
from .student_runner import ENTREE, LIMITE

HOW_TO = """\
Compléter les lignes marquées TODO, puis, dans un terminal :

    python {name} --verifier    vérifie chaque fonction
    python {name} --indice      donne un indice
    python {name}               exécute le script

« SyntaxError » : Python ne peut pas lire la ligne qu'il montre, ou la
précédente ; rien n'est exécuté ni vérifié avant de l'avoir corrigée."""

START = """\
# %% pour-verifier
# Ne rien changer ici : ces lignes lancent les vérifications.
import sys
from pathlib import Path

if __name__ == "__main__" and sys.argv[1:2] in (["--verifier"], ["--indice"]):
    texte = Path(__file__).read_text(encoding="utf-8-sig")
    exec(texte.partition({entry!r})[2])
    sys.exit(repondre(sys.argv[1:], INDICES, VERIFICATIONS))
"""


def stub_text(exercise: Exercise, answers: Mapping[str, str] | None = None) -> str:
    """Return the student's file, with answers, by function, instead of TODO."""
    cells = [text for _, text in student_parts(exercise, answers or {})]
    doc = f"{exercise.doc.strip()}\n\n{HOW_TO.format(name=exercise.path.name)}"
    quotes = 'r"""' if "\\" in doc else '"""'
    head = "\n".join([f'{quotes}\n{doc}\n"""\n', START.format(entry=ENTREE), *cells])
    return head + LIMITE + "\n" + checking_text(exercise)


def student_parts(exercise: Exercise, answers: Mapping[str, str]) -> list[tuple[Part, str]]:
    """Return the cells that a student sees, each with its text: answers, or TODO."""
    return [
        (part, _answered(part, exercise.regions, answers))
        for part in exercise.parts
        if part.name != LAST and not part.is_a(CHECK) and not part.is_a(ONLY)
    ]


def checking_text(exercise: Exercise) -> str:
    """Return the checkers, the hints and the runner."""
    checks = "\n".join(part.text for part in exercise.parts if part.is_a(CHECK))
    return checks + ENTREE + _tables(exercise) + "\n" + runner_text()


def solution_answers(exercise: Exercise) -> dict[str, str]:
    """Return the solution of each region, by function."""
    return {region.function: region.code for region in exercise.regions}


def runner_text() -> str:
    """Return the runner without its docstring, which is for us."""
    text = Path(__file__).with_name("student_runner.py").read_text(encoding="utf-8")
    return text.partition('"""\n\n')[2]


def _answered(part: Part, regions: tuple[Region, ...], answers: Mapping[str, str]) -> str:
    """Return a cell with an answer, or a TODO, in place of each of its regions."""
    lines = part.text.split("\n")
    for region in reversed(regions):
        if part.first <= region.first < part.first + len(lines):
            start, stop = region.first - part.first, region.last - part.first + 1
            answer = answers.get(region.function, todo(region))
            lines[start:stop] = indent(answer.rstrip(), region.indent).split("\n")
    return "\n".join(lines)


def todo(region: Region) -> str:
    """Return what stands in the stub for a region."""
    message = _quoted(f"à faire : {region.task}")
    return f"# TODO : {region.task}\nraise NotImplementedError({message})"


def _tables(exercise: Exercise) -> str:
    """Write the hints and the checkers' titles as two dictionaries."""
    lines = ["INDICES = {"]
    for region in exercise.regions:
        lines.append(f"    {_quoted(region.function)}: [")
        lines += [f"        {_quoted(plain(hint))}," for hint in region.hints]
        lines.append("    ],")
    lines += ["}", "VERIFICATIONS = {"]
    docs = checker_docs(exercise)
    lines += [f"    {_quoted(name)}: {_quoted(docs[name])}," for name in exercise.checkers]
    return "\n".join([*lines, "}", ""])


def checker_docs(exercise: Exercise) -> dict[str, str]:
    """Return the first line of each checker's docstring."""
    docs = {}
    for part in exercise.parts:
        if part.is_a(CHECK):
            for node in ast.parse(part.text).body:
                if isinstance(node, ast.FunctionDef) and node.name in exercise.checkers:
                    doc = ast.get_docstring(node) or ""
                    docs[node.name] = plain(doc.split("\n")[0].rstrip("."))
    return docs


def plain(text: str) -> str:
    """Return text of the page as a terminal shows it: ``x`` as `x`."""
    return text.replace("``", "`")


def _quoted(text: str) -> str:
    """Write a string in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
