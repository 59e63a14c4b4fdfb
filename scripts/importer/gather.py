"""The cells of a chapter: its code blocks cut, named, each with the words before it. Usage::

gather_cells(blocks, context, facts)
facts.blocks    # [(line, piece, cell or None), …]
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .blocks import Block, walk
from .context import Context
from .execution.cells import Cell, Namer, Piece, cut
from .report import Facts
from .writers.gallery_script import plain

FRAGMENT = "fragment : bloc indenté, morceau d'une fonction"


def gather_cells(blocks: Sequence[Block], context: Context, facts: Facts) -> None:
    """Cut every code block, name its cells and keep the words before it."""
    namer = Namer()
    title, before = "", ""
    for block in walk(blocks):
        if block.kind == "title":
            title, before = block.text, ""
        elif block.kind in ("paragraph", "text"):
            before = block.text
        elif block.kind == "code":
            pieces: list[tuple[Piece, Cell | None]] = []
            for piece in cut(block.text, block.name):
                cell = None
                if piece.kind == "python":
                    name = namer.name(plain(title), piece.code)
                    cell = Cell(name, piece.code, block.first + 1, last_sentence(before) or title)
                    if block.args == "fence" and is_fragment(block.text):
                        cell.status, cell.reason = "skipped", FRAGMENT
                    before = ""
                pieces.append((piece, cell))
                facts.blocks.append((block.first, piece, cell))
            context.cut[block.first] = pieces


def is_fragment(text: str) -> bool:
    """Whether a fence holds the inside of a function: indented as a whole, nothing whole."""
    first = text.strip("\n")[:1]
    return first in (" ", "\t") and not re.search(r"\bimport\b|\bprint\(", text)


def last_sentence(text: str) -> str:
    """Return the end of a text, for a comment."""
    flat = plain(text)
    parts = re.split(r"(?<=[.!?])\s+", flat)
    return (parts[-1] if len(parts[-1]) > 30 else " ".join(parts[-2:]))[:240]
