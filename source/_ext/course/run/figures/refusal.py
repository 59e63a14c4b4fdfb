"""A figure that some readers could not see, and the line of its cell to mend.

Usage::

    raise FigureError(wording.UNREADABLE_COLOUR.format(…), colour="#0000ff")
    sentence, line = where_to_mend(error, cell, line)
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

from ...scripts.script import Cell
from .inks import plain

MARKS = r"[-.:,ov^<>12348spP*hH+xXDd|_]*"
LINE_FORMAT = re.compile(f"{MARKS}([bgrcmykw]){MARKS}")  # plot(x, y, "k--")


class FigureError(Exception):
    """Says why; ``colour`` is the faulty one, if a colour is at fault."""

    def __init__(self, message: str, colour: str = "") -> None:
        self.message, self.colour = message, colour
        super().__init__(message)


def where_to_mend(error: FigureError, cell: Cell, line: int) -> tuple[str, int]:
    """Return the sentence and the line: the one that writes the colour, if the cell does."""
    written = ((name, at) for name, at in _texts(cell) if _colour_in(name) == error.colour)
    if error.colour and (found := next(written, None)):
        return error.message, cell.line + found[1] - 1
    return error.message, line


def _texts(cell: Cell) -> Iterator[tuple[str, int]]:
    """Yield the texts that a cell's code holds, with their lines."""
    for node in ast.walk(ast.parse(cell.source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, node.lineno


def _colour_in(text: Any) -> str:
    """Return the colour that a text names: ``navy``, ``#000080``, ``b--``."""
    found = LINE_FORMAT.fullmatch(text)
    return plain(found[1]) if found else plain(text)
