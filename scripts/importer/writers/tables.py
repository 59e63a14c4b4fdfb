"""Tables drawn with ``====  ====`` or ``+---+``, read as rows of texts."""

from __future__ import annotations

import re
from typing import Any

from docutils.parsers.rst import tableparser
from docutils.statemachine import StringList

Rows = list[list[str]]


def read_table(text: str, kind: str) -> tuple[Rows, int]:
    """Return the rows and how many are heads; no rows when it cannot be read."""
    lines = [line.rstrip() for line in text.split("\n")]
    parser: Any = (
        tableparser.SimpleTableParser() if kind == "simple" else tableparser.GridTableParser()
    )
    try:
        _, heads, body = parser.parse(StringList(lines, "table"))
    except Exception:  # docutils raises several kinds on a crooked drawing
        return _by_columns(lines) if kind == "simple" else ([], 0)
    rows = [_row(row) for row in [*heads, *body]]
    if None in rows or len({len(row) for row in rows if row}) != 1:
        return [], 0
    return [row for row in rows if row], len(heads)


def _row(row: list[Any]) -> list[str] | None:
    """Return the texts of a row; None when a cell spans others."""
    cells = []
    for cell in row:
        if cell is None or cell[0] or cell[1]:
            return None
        cells.append(" ".join(" ".join(cell[3]).split()))
    return cells


def _by_columns(lines: list[str]) -> tuple[Rows, int]:
    """Cut at the borders' columns, as Slidey does: each line is a row."""
    borders = [n for n, line in enumerate(lines) if re.match(r"^=+(?: +=+)+$", line)]
    if not borders:
        return [], 0
    starts = [found.start() for found in re.finditer(r"=+", lines[borders[0]])]
    rows = []
    for number, line in enumerate(lines):
        if number in borders or not line.strip():
            continue
        if any(start and line[start - 1 : start].strip() for start in starts):
            parts = re.split(r"\s{2,}", line.strip())
            if len(parts) != len(starts):
                return [], 0
            rows.append(parts)
            continue
        ends = [*starts[1:], None]
        rows.append([line[a:b].strip() for a, b in zip(starts, ends, strict=True)])
    heads = (
        sum(bool(lines[n].strip()) for n in range(borders[0] + 1, borders[1]))
        if len(borders) > 2
        else 0
    )
    return rows, heads
