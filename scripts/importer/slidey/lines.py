"""Lines under a cursor: what the Slidey reader is built on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from ..blocks import Block, Line
from .dialect import COMMENT, DIRECTIVE, EMPTY_ITEM, ITEM, OPTION, is_special

DEEPEST = 12


def is_directive(line: Line) -> bool:
    """Whether a directive, a target or a comment starts here."""
    return bool(DIRECTIVE.match(line.text) or COMMENT.match(line.text))


def is_item(line: Line) -> bool:
    """Whether a list item starts here, at the margin."""
    return bool(ITEM.match(line.text) or EMPTY_ITEM.match(line.text)) and not is_special(line.text)


def dedent(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without their common indentation."""
    margin = min((line.indent for line in lines if not line.is_blank), default=0)
    return [Line(line.number, line.text[margin:]) for line in lines]


def text_of(lines: Sequence[Line]) -> str:
    """Return the lines as one text, blank ends aside."""
    return "\n".join(line.text.rstrip() for line in lines).strip("\n")


def numbers(lines: Sequence[Line]) -> list[int]:
    """Return the numbers of the lines that are not blank."""
    return [line.number for line in lines if not line.is_blank]


class Cursor:
    """A place in the lines, and how to take some from there."""

    def __init__(self, depth: int = 0, in_item: bool = False) -> None:
        self.depth = depth
        self.in_item = in_item
        self.lines: Sequence[Line] = ()
        self.at = 0

    def _take(self, count: int) -> list[Line]:
        taken = list(self.lines[self.at : self.at + count])
        self.at += count
        return taken

    def _take_indented(self) -> list[Line]:
        """Take the indented block that starts here, blank lines inside included."""
        rest = self.lines[self.at :]
        taken = list(takewhile(lambda line: line.is_blank or line.indent, rest))
        while taken and taken[-1].is_blank:
            taken.pop()
        self.at += len(taken)
        return taken

    def _nested(self, lines: Sequence[Line], in_item: bool = False) -> list[Block]:
        if self.depth >= DEEPEST:
            return [Block("code", numbers(lines), text_of(lines), name="text")]
        return type(self)(self.depth + 1, in_item).read(dedent(lines))

    def _options(self) -> tuple[dict[str, str], list[int]]:
        options: dict[str, str] = {}
        used = []
        while self.at < len(self.lines) and (found := OPTION.match(self.lines[self.at].text)):
            options[found[1].lower()] = (found[2] or "").strip()
            used.append(self.lines[self.at].number)
            self.at += 1
        return options, used

    def _content(self) -> list[Line]:
        """Take the indented lines under a directive, after blank ones or not."""
        start = self.at
        while self.at < len(self.lines) and self.lines[self.at].is_blank:
            self.at += 1
        if self.at < len(self.lines) and self.lines[self.at].indent:
            return self._take_indented()
        self.at = start
        return []

    def read(self, lines: Sequence[Line]) -> list[Block]:
        """Return the blocks of the lines."""
        raise NotImplementedError
