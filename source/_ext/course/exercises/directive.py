"""The ``exercise`` directive: everything but the statement comes from the script.

reStructuredText (MyST: the same in a ``{exercise}`` fence)::

    .. exercise:: La perte à la main
       :script: 03_optimisation/ex_03_perte
       :minutes: 20

       What to do, what to expect.

       .. solution::

          Optional: the mathematics, before the code.

The page adds the student's file, the command that checks it, the hints of the
script, folded, and the solution, folded: the cells that hold the regions, the
tries and the ``corrige-…`` cells with what they really gave. A cell that the
nested ``solution`` quotes with ``snippet`` is not shown twice. How the script
says all that: ``scripts.exercise_source``; the files: ``files``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx

from ..base import wording
from ..base.addresses import script_page
from ..base.directive import minutes
from ..base.errors import CourseError, nearest
from ..quotes.domain import quote
from ..quotes.results import results_of
from ..quotes.snippet import snippet, snippet_of
from ..records.record import Record
from ..records.session import session_of
from ..scripts.exercise_source import ONLY, TRY, Exercise, is_exercise, read_exercise
from ..scripts.script import Cell, Script
from ..slides.blocks.boxes import Box, Folded, box, box_title, folded
from ..slides.blocks.launch import launch_of
from ..slides.visibility import textonly
from .files import student_file, student_notebook

INLINE = re.compile(r"``(.+?)``|\$(.+?)\$")


class ExerciseDirective(Box):
    """An exercise on the page, and its launch on a slide."""

    kind, label = "exercise", wording.EXERCISE
    known = {"script": directives.unchanged, "minutes": minutes}

    def build(self) -> Sequence[nodes.Node]:
        """Return the box, kept off the slides, and what launches it there."""
        script, record = self._script()
        exercise = read_exercise(script.path)
        (node,) = super().build()
        assert isinstance(node, box)
        for hint in node.findall(nodes.hint):
            raise CourseError(wording.HINTS_IN_SCRIPT, script.path, hint.line or self.lineno)
        title = node.next_node(box_title)
        assert title is not None
        heading, statement = title.deepcopy(), list(node.children[1:])
        heading.children = heading.children[2:] or heading.children  # without « Exercice : »
        if planned := self.options.get("minutes"):
            length = wording.EXERCISE_LENGTH.format(minutes=f"{planned:g}")
            title += nodes.Text(" ")
            title += nodes.inline("", length, classes=["exercise-length"])
        solution = next((f for f in node.findall(folded) if f["kind"] == "solution"), None)
        if solution is None:
            solution = folded("", kind="solution", summary=wording.SOLUTION)
        else:
            solution.parent.remove(solution)
        quoted = {found["cell"] for found in solution.findall(snippet)}
        for cell in solution_cells(script, exercise):
            if cell.name not in quoted:
                solution += self._cell(script, record, cell)
        node += [textonly("", self._start(script)), *hints(exercise), solution]
        task = launch_of(heading, statement, script.path.name, self.options.get("minutes", 0))
        return [textonly("", node), task]

    def _script(self) -> tuple[Script, Record]:
        """Return the script asked for, which is an exercise's."""
        name = self.options.get("script")
        if not name:
            raise CourseError(wording.MISSING_OPTION.format(option="script"))
        script, record = quote(self.env, name)
        if not is_exercise(script.name):
            known = [full for full in session_of(self.config).names if is_exercise(full)]
            raise CourseError(wording.NOT_AN_EXERCISE.format(script=name) + nearest(name, known))
        return script, record

    def _start(self, script: Script) -> nodes.Node:
        """Return the link to the student's file and the command that checks it."""
        path = f"/{script_page(self.config, student_file(script.name))}"
        file = script.path.name
        link = addnodes.download_reference("", "", reftarget=path, classes=["exercise-file"])
        link += nodes.inline("", wording.EXERCISE_FILE.format(file=file))
        notebook = f"/{script_page(self.config, student_notebook(script.name))}"
        other = addnodes.download_reference("", "", reftarget=notebook, classes=["exercise-file"])
        other += nodes.inline("", wording.EXERCISE_NOTEBOOK)
        command = wording.EXERCISE_COMMAND.format(file=file)
        start = nodes.container(classes=["exercise-start"])
        start += nodes.paragraph("", "", link, nodes.Text(" "), other)
        start += nodes.paragraph("", "", *inline(wording.EXERCISE_HOW_TO))
        start += nodes.literal_block(command, command, language="bash")
        return start

    def _cell(self, script: Script, record: Record, cell: Cell) -> snippet:
        """Return a cell as a snippet does, with all it gave."""
        node = snippet_of(self.config, script, cell)
        node += nodes.literal_block(cell.code, cell.code, language="python")
        results = results_of(self, script, record, cell)
        if results.children:
            node += results
        return node


class Solution(Folded):
    """What comes before the code of an exercise's solution."""

    kind, label = "solution", wording.SOLUTION


def solution_cells(script: Script, exercise: Exercise) -> Iterator[Cell]:
    """Find the cells that hold a region, and the tries, in the script's order."""
    for cell in script.cells:
        stop = cell.line + cell.source.count("\n")
        to_do = any(cell.line <= region.first <= stop for region in exercise.regions)
        if to_do or cell.name.partition("-")[0] in (TRY, ONLY):
            yield cell


def hints(exercise: Exercise) -> Iterator[nodes.Node]:
    """Fold the hints, numbered by function as the student's file numbers them."""
    for region in exercise.regions:
        if len(exercise.regions) > 1:
            name = nodes.literal("", region.function)
            label = nodes.paragraph("", f"{wording.HINTS_OF} ", name, classes=["hints-of"])
            yield textonly("", label)
        for rank, text in enumerate(region.hints, start=1):
            summary = wording.HINT.format(number=rank, count=len(region.hints))
            body = nodes.paragraph("", "", *inline(text[:1].upper() + text[1:]))
            yield folded("", body, kind="hint", summary=summary)


def inline(text: str) -> Iterator[nodes.Node]:
    """Read ````code```` and ``$formula$`` in a hint, the same from both formats.

    >>> [type(node).__name__ for node in inline("soit ``x``")]
    ['Text', 'literal']
    """
    end = 0
    for found in INLINE.finditer(text):
        yield nodes.Text(text[end : found.start()])
        code, formula = found.groups()
        yield nodes.literal("", code) if code else nodes.math("", formula)
        end = found.end()
    yield nodes.Text(text[end:])


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directives."""
    app.add_directive("exercise", ExerciseDirective)
    app.add_directive("solution", Solution)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
