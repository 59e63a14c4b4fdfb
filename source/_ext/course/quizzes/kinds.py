"""The five kinds of quiz: each computes the right answer and refuses another one.

A kind has its ``required`` and ``optional`` options, and ``answer(asked, node,
whys)``, which compares what the author states with what the scripts gave, puts
in ``node["sealed"]`` what the page needs to judge an answer, and returns what
the reader answers with. ``whys`` is the explanation, which may be added to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from docutils import nodes

from ..base import wording
from ..base.directive import CourseDirective, line_ranges
from ..base.errors import CourseError, report
from ..language.numbers import french
from ..quotes.expressions import evaluate, plain, used
from ..quotes.results import Shown, results_of
from ..quotes.snippet import snippet, snippet_of
from ..records.record import Record
from ..scripts.script import Cell, Script
from .nodes import quiz, quiz_answers, quiz_choice, quiz_why
from .order import shuffled

MOST_PRINTED = 3
FEWEST_LINES, MOST_LINES = 4, 8


@dataclass
class Asked:
    """A quiz as it is asked; ``shown`` collects what stands under the question."""

    directive: CourseDirective
    script: Script
    record: Record
    choices: list[quiz_choice]
    shown: list[nodes.Node] = field(default_factory=list)

    def computed(self, expression: str) -> Any:
        """Return what an expression is worth over the script's values."""
        return evaluate(expression, self.record.values, self.script.name)

    def option(self, name: str) -> str:
        """Return an option, '' when it is not given."""
        return str(self.directive.options.get(name, ""))

    def stated(self, name: str = "stated") -> Any:
        """Return an option that holds a value typed by the author."""
        return evaluate(self.option(name), {}, self.script.name)

    def cell(self) -> Cell:
        """Return the cell named by the quiz."""
        return self.script.cell(self.option("cell"))

    def quoted(self, cell: Cell, *parts: str) -> snippet:
        """Return a snippet of the cell: its ``code``, its ``output``."""
        node = snippet_of(self.directive.config, self.script, cell)
        if "code" in parts:
            node += nodes.literal_block(cell.code, cell.code, language="python")
        if "output" in parts:
            node += results_of(self.directive, self.script, self.record, cell, Shown(["output"]))
        for part in node.findall():
            self.directive.set_source_info(part)
        return node


class ChoiceKind:
    """One choice is true: its own expression says so, and so does the author."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()

    @staticmethod
    def answer(asked: Asked, node: quiz, whys: list[quiz_why]) -> list[nodes.Node]:
        """Evaluate each choice; the true one is the one marked."""
        if len(asked.choices) < 2:
            raise CourseError(wording.TOO_FEW_CHOICES.format(count=len(asked.choices)))
        truths = []
        for one in asked.choices:
            try:
                truths.append(_truth(asked, one["expression"]))
            except CourseError as error:
                report(error, one)
                truths.append(one["correct"])
        _check_marks(asked, truths)
        right = truths.index(True)
        node["right"], node["sealed"] = right, {"answer": str(right)}
        return [quiz_answers("", *asked.choices, kind="choice")]


def _truth(asked: Asked, expression: str) -> bool:
    value = asked.computed(expression)
    if not isinstance(value, bool):
        raise CourseError(wording.NOT_TRUE_OR_FALSE.format(expression=expression, value=value))
    return value


def _check_marks(asked: Asked, truths: list[bool]) -> None:
    marked = [one["correct"] for one in asked.choices]
    if marked.count(True) != 1:
        raise CourseError(wording.MARKED_CHOICES.format(count=marked.count(True)))
    expressions = " ".join(f"({one['expression']})," for one in asked.choices)
    values = used(expressions, asked.record.values)
    if truths.count(True) > 1:
        true = [one["text"] for one, truth in zip(asked.choices, truths, strict=True) if truth]
        raise CourseError(wording.TRUE_CHOICES.format(choices="\u00a0; ".join(true)) + values)
    if marked != truths:
        wrong = asked.choices[marked.index(True)]
        message = wording.FALSE_ANSWER.format(choice=wrong["text"], expression=wrong["expression"])
        raise CourseError(message + values)


class NumberKind:
    """A number, within a tolerance."""

    required: tuple[str, ...] = ("answer", "stated")
    optional: tuple[str, ...] = ("tolerance",)

    @staticmethod
    def answer(asked: Asked, node: quiz, whys: list[quiz_why]) -> list[nodes.Node]:
        """Compare the number stated with the one computed."""
        value, stated = asked.computed(asked.option("answer")), asked.stated()
        tolerance = asked.stated("tolerance") if asked.option("tolerance") else 0
        for name, given in (("answer", value), ("stated", stated), ("tolerance", tolerance)):
            if isinstance(given, bool) or not isinstance(given, int | float):
                raise CourseError(wording.NOT_A_NUMBER.format(option=name, value=given))
        if isinstance(value, float) and not tolerance:
            raise CourseError(wording.NO_TOLERANCE.format(value=value))
        if abs(value - stated) > tolerance:
            raise CourseError(_differs(asked, stated, value))
        decimals = len(asked.option("stated").partition(".")[2])
        is_plain = "e" not in asked.option("stated").lower()
        node["shown"] = french(value, f".{decimals}f" if decimals and is_plain else "")
        node["sealed"] = {"answer": value, "tolerance": tolerance, "shown": node["shown"]}
        return [quiz_answers("", kind="number")]


class ShapeKind:
    """A shape: a tuple of lengths."""

    required: tuple[str, ...] = ("answer", "stated")
    optional: tuple[str, ...] = ()

    @staticmethod
    def answer(asked: Asked, node: quiz, whys: list[quiz_why]) -> list[nodes.Node]:
        """Compare the shape stated with the one computed."""
        value, stated = asked.computed(asked.option("answer")), asked.stated()
        for name, given in (("answer", value), ("stated", stated)):
            is_shape = isinstance(given, tuple) and all(type(size) is int for size in given)
            if not is_shape:
                raise CourseError(wording.NOT_A_SHAPE.format(option=name, value=given))
        if value != stated:
            raise CourseError(_differs(asked, stated, value))
        node["shown"] = repr(plain(value))
        node["sealed"] = {"answer": list(value), "shown": node["shown"]}
        return [quiz_answers("", kind="shape")]


class PrintKind:
    """What a cell prints."""

    required: tuple[str, ...] = ("cell",)
    optional: tuple[str, ...] = ("stated",)

    @staticmethod
    def answer(asked: Asked, node: quiz, whys: list[quiz_why]) -> list[nodes.Node]:
        """Show the cell's code; its recorded output is the answer."""
        cell = asked.cell()
        printed = _trimmed(asked.record.cells[cell.index].stdout)
        count = len(printed.split("\n")) if printed else 0
        if not 1 <= count <= MOST_PRINTED:
            raise CourseError(
                wording.PRINTED_LINES.format(cell=cell.name, count=count, most=MOST_PRINTED)
            )
        stated = _trimmed(asked.option("stated"))
        if stated and stated != printed:
            raise CourseError(wording.OTHER_OUTPUT.format(stated=stated, printed=printed))
        asked.shown.append(asked.quoted(cell, "code"))
        whys[0].insert(0, asked.quoted(cell, "output"))
        node["sealed"] = {"answer": printed}
        return [quiz_answers("", kind="print", rows=count)]


class OrderKind:
    """The lines of a cell, shuffled."""

    required: tuple[str, ...] = ("cell",)
    optional: tuple[str, ...] = ("free",)

    @staticmethod
    def answer(asked: Asked, node: quiz, whys: list[quiz_why]) -> list[nodes.Node]:
        """Shuffle the lines; the source has the right order."""
        cell = asked.cell()
        lines = [line for line in cell.code.split("\n") if line.strip()]
        if not FEWEST_LINES <= len(lines) <= MOST_LINES:
            raise CourseError(
                wording.ORDERED_LINES.format(
                    cell=cell.name, count=len(lines), fewest=FEWEST_LINES, most=MOST_LINES
                )
            )
        free = _free_groups(asked, cell, len(lines))
        numbers = [lines.index(line) for line in lines]  # equal lines are one
        order = shuffled(node["key"], numbers, free)
        whys[0].insert(0, asked.quoted(cell, "code"))
        node["sealed"] = {
            "answer": numbers,
            "free": free,
            "lines": [numbers[rank] for rank in order],
        }
        return [quiz_answers("", kind="order", lines=order, code="\n".join(lines))]


def _free_groups(asked: Asked, cell: Cell, count: int) -> list[list[int]]:
    """Read ``2-3,5-6``: in each group, counted from 0, lines may change places."""
    given = asked.option("free")
    try:
        groups = [line_ranges(part, count) for part in given.split(",") if part.strip()]
    except ValueError as error:
        raise CourseError(
            wording.LINES_OUT_OF_RANGE.format(given=given, cell=cell.name, count=count)
        ) from error
    return [[number - 1 for number in group] for group in groups]


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def _differs(asked: Asked, stated: Any, value: Any) -> str:
    return wording.OTHER_ANSWER.format(
        stated=stated, value=value, expression=asked.option("answer"), script=asked.script.name
    )


KINDS: dict[str, Any] = {
    "choice": ChoiceKind,
    "number": NumberKind,
    "shape": ShapeKind,
    "print": PrintKind,
    "order": OrderKind,
}
