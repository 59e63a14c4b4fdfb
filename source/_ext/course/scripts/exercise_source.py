"""An exercise's script read: the regions that students write, their hints, the checkers.

The script holds the solution. What students write is inside functions::

    def perte_quadratique(prediction, cible):
        # À FAIRE : la moyenne des carrés des écarts
        # Indice : un écart est ``prediction - cible``.
        # Indice : ``.mean()`` rend un tenseur de dimension 0.
        ecarts = prediction - cible
        return (ecarts**2).mean()
        # FIN

Cells ``essai-…`` try the functions, ``verifier-…`` hold the checkers, and
``corrige-…`` are the solution's alone. Usage::

    exercise = read_exercise(Path("gallery/03_optimisation/ex_03_perte.py"))
    exercise.regions[0].function, exercise.regions[0].hints, exercise.checkers
    without_markers(text)        # what a reader of the solution sees

exercises/stub.py makes the student's file of it; a mistake is a CourseError at its line.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from textwrap import dedent

from ..base import wording
from ..base.errors import CourseError
from ..base.texts import read_source

PREFIX = "ex_"
TRY, CHECK, ONLY, LAST = "essai", "verifier", "corrige", "verifications"
TODO = re.compile(r"^([ \t]*)# À FAIRE : ?(.*)$")
HINT = re.compile(r"^[ \t]*# Indice : ?(.*)$")
END = re.compile(r"^[ \t]*# FIN[ \t]*$")
# A marker written almost right would be a comment that students see.
ALMOST = re.compile(r"^[ \t]*#+[ \t]*([ÀA] FAIRE\b|(?i:[àa] faire ?:|indices?\b[ \d]*:|fin[ .]*$))")
COMMENT = re.compile(r"^[ \t]*#[ \t]?(.*)$")
HEADER = re.compile(r"^# ?%%[ \t]*(.*?)[ \t]*$")


@dataclass(frozen=True)
class Region:
    """What students write in one function; lines count from 1 in the script."""

    function: str  # with its class: "Couche.forward"
    task: str
    hints: tuple[str, ...]
    first: int  # the line of À FAIRE
    last: int  # the line of FIN
    indent: str
    code: str  # without markers, dedented


@dataclass(frozen=True)
class Part:
    """A cell as text, with its ``# %% name`` line; ``first`` is the number of that line."""

    name: str
    first: int
    text: str

    def is_a(self, kind: str) -> bool:
        """Whether the cell is one of ``essai``, ``essai-…``."""
        return self.name == kind or self.name.startswith(f"{kind}-")


@dataclass(frozen=True)
class Exercise:
    """An exercise's script: its docstring, cells, regions and checkers' names."""

    path: Path
    doc: str
    parts: tuple[Part, ...]
    regions: tuple[Region, ...]
    checkers: tuple[str, ...]

    def error(self, message: str, line: int = 1) -> CourseError:
        """Return an error of this script at a line."""
        return CourseError(message, self.path, line)


def is_exercise(name: str) -> bool:
    """Whether a script's name, like ``03_optimisation/ex_03_perte``, is an exercise's."""
    return name.rpartition("/")[2].startswith(PREFIX)


def without_markers(text: str) -> str:
    """Return code without the lines À FAIRE, Indice and FIN.

    >>> without_markers("# À FAIRE : a\\n# Indice : b\\n#   suite\\nx = 1\\n# FIN\\ny = 2")
    'x = 1\\ny = 2'
    """
    kept = []
    in_comments = False
    for line in text.split("\n"):
        in_comments = bool(TODO.match(line)) or (in_comments and bool(COMMENT.match(line)))
        if not in_comments and not END.match(line):
            kept.append(line)
    return "\n".join(kept)


def read_exercise(path: Path) -> Exercise:
    """Read an exercise's script. Raises CourseError with the file and the line."""
    return _exercise(path, read_source(path))


@lru_cache(maxsize=256)  # the jobs of ``make live`` find there what was read before they started
def _exercise(path: Path, text: str) -> Exercise:
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise CourseError(str(error.msg), path, error.lineno or 1) from error
    parts = _cut(text)
    regions = _regions(path, text.split("\n"), tree)
    if not regions:
        raise CourseError(wording.NO_REGION, path, 1)
    checkers = _checkers(path, tree, parts)
    return Exercise(path, ast.get_docstring(tree) or "", parts, regions, checkers)


def _cut(text: str) -> tuple[Part, ...]:
    """Cut the text at its ``# %%`` lines; what is above the first is not a cell."""
    lines = text.split("\n")
    starts = [number for number, line in enumerate(lines) if HEADER.match(line)]
    parts = []
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        header = HEADER.match(lines[start])
        assert header is not None
        body = "\n".join(lines[start:stop]).rstrip() + "\n"
        parts.append(Part(header[1], start + 1, body))
    return tuple(parts)


def _regions(path: Path, lines: list[str], tree: ast.Module) -> tuple[Region, ...]:
    """Find the regions in order; every mistake of theirs is named at its line."""
    regions: list[Region] = []
    start = 0  # the line of the open À FAIRE, 0 when there is none
    hint_lines: set[int] = set()
    for number, line in enumerate(lines, start=1):
        if TODO.match(line):
            if start:
                raise CourseError(wording.REGION_WITHOUT_END, path, start)
            start = number
        elif END.match(line):
            if not start:
                raise CourseError(wording.END_WITHOUT_REGION, path, number)
            region, comments = _region(path, lines, start, number, tree)
            if any(known.function == region.function for known in regions):
                message = wording.TWO_REGIONS.format(function=region.function)
                raise CourseError(message, path, start)
            regions.append(region)
            hint_lines |= comments
            start = 0
        elif ALMOST.match(line) and not HINT.match(line):
            raise CourseError(wording.ALMOST_MARKER.format(line=line.strip()), path, number)
    if start:
        raise CourseError(wording.REGION_WITHOUT_END, path, start)
    for number, line in enumerate(lines, start=1):
        if HINT.match(line) and number not in hint_lines:
            raise CourseError(wording.STRAY_HINT, path, number)
    return tuple(regions)


def _region(
    path: Path, lines: list[str], first: int, last: int, tree: ast.Module
) -> tuple[Region, set[int]]:
    """Read the region between two lines; return the lines of its comments with it."""
    opening = TODO.match(lines[first - 1])
    assert opening is not None
    texts = [opening[2].strip()]
    number = first + 1
    while number < last and (comment := COMMENT.match(lines[number - 1])):
        if hint := HINT.match(lines[number - 1]):
            texts.append(hint[1].strip())
        else:
            texts[-1] = f"{texts[-1]} {comment[1].strip()}".strip()
        number += 1
    task, *hints = texts
    code = dedent("\n".join(lines[number - 1 : last - 1])).strip("\n").rstrip()
    function = _function_at(tree, first, number, last)
    if not function:
        raise CourseError(wording.REGION_OUTSIDE, path, first)
    if not task:
        raise CourseError(wording.REGION_WITHOUT_TASK, path, first)
    if not all(hints) or not hints:
        raise CourseError(wording.REGION_WITHOUT_HINT.format(function=function), path, first)
    region = Region(function, task, tuple(hints), first, last, opening[1], code)
    return region, set(range(first, number))


def _function_at(tree: ast.Module, first: int, code: int, last: int) -> str:
    """Return the function, with its class, in whose body the whole region is; '' if none."""

    def within(body: list[ast.stmt], above: str) -> str:
        for child in body:
            name = f"{above}{getattr(child, 'name', '')}"
            if not child.lineno < first < code <= (child.end_lineno or 0):
                continue
            if isinstance(child, ast.ClassDef):
                return within(child.body, f"{name}.")
            if isinstance(child, ast.FunctionDef):
                written = (node for node in ast.walk(child) if isinstance(node, ast.stmt))
                return name if any(code <= node.lineno < last for node in written) else ""
        return ""

    return within(tree.body, "")


def _checkers(path: Path, tree: ast.Module, parts: tuple[Part, ...]) -> tuple[str, ...]:
    """Return the names of the checkers, which have a docstring and a cell of their own."""
    names = []
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or not node.name.startswith(f"{CHECK}_"):
            continue
        part = next(part for part in reversed(parts) if part.first < node.lineno)
        if not part.is_a(CHECK):
            message = wording.CHECKER_CELL.format(function=node.name, cell=part.name)
            raise CourseError(message, path, node.lineno)
        if not (ast.get_docstring(node) or "").strip():
            message = wording.CHECKER_WITHOUT_DOC.format(function=node.name)
            raise CourseError(message, path, node.lineno)
        names.append(node.name)
    if not names:
        raise CourseError(wording.NO_CHECKER, path, 1)
    return tuple(names)
