"""What a cell printed in rows, or recorded in lists, as a real table.

Usage, on ``snippet``: the printed rows, or lists among the script's values, one a column::

    .. snippet:: 06_boucle/plot_suivi
       :cell: bilan
       :table:

    .. snippet:: 03_optimisation/plot_taux
       :cell: bilan
       :table: taux, pertes
       :header: taux, perte

Columns are what spaces (bars, tabulations) set apart in every row. A first row of words over
numbers is the head; so are words that come back in each row (``époque 1   perte 0.52``).
Numbers are written as in prose, on the right. Raises CourseError: rows that do not agree.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes

from ..base import wording
from ..base.errors import CourseError, nearest
from ..language.numbers import french, printed_in_french

BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\"[^\"]*\"|'[^' ][^']*'")
HELD, SEPARATORS = "\0", {":", "=", "|", ":=", "→", "->", "-", "·"}
WORDS_OF_NUMBERS = {"None", "nan", "inf", "-inf"}
WORDS_OF_VALUES = {*WORDS_OF_NUMBERS, "True", "False"}
NAMED = re.compile(r"([^\W\d]\w*)=(\S.*)")
Rows = list[list[str]]


def printed_table(text: str, header: list[str]) -> nodes.table:
    """Return the table of what was printed."""
    rows = rows_of(text)
    if not header:
        header, rows = _head_of(rows)
    return _table(header, rows)


def recorded_table(names: list[str], values: dict[str, Any], header: list[str]) -> nodes.table:
    """Return the table of recorded lists, a column each; one list of rows is all of it."""
    for name in names:
        if name not in values:
            raise CourseError(wording.UNKNOWN_COLUMN.format(value=name) + nearest(name, values))
        if not isinstance(values[name], list) or not values[name]:
            raise CourseError(wording.NOT_A_COLUMN.format(value=name))
    columns = [values[name] for name in names]
    is_rows = len(columns) == 1 and all(isinstance(row, list) for row in columns[0])
    lengths = {len(one) for one in (columns[0] if is_rows else columns)}
    if len(lengths) > 1:
        raise CourseError(wording.UNEVEN_COLUMNS.format(values=", ".join(names)))
    rows = columns[0] if is_rows else [list(row) for row in zip(*columns, strict=True)]
    cells = [_as_printed([row[rank] for row in rows]) for rank in range(len(rows[0]))]
    rows = [list(row) for row in zip(*cells, strict=True)]
    return _table(header or ([] if is_rows else [name.replace("_", " ") for name in names]), rows)


def _as_printed(column: list[Any]) -> list[str]:
    """Write a column as a script would print it: its floats with as many decimals."""
    floats = [format(value, ".4g") for value in column if isinstance(value, float)]
    decimals = max((len(one.partition(".")[2]) for one in floats), default=0)
    spec = ".4g" if any("e" in one for one in floats) else f".{decimals}f"
    return [
        format(value, spec if isinstance(value, float) else "d")
        if isinstance(value, int | float) and not isinstance(value, bool)
        else french(value)
        for value in column
    ]


def rows_of(text: str) -> Rows:
    """Cut printed lines into cells, as many in each.

    >>> rows_of("taux perte\\n0.1  0.52")
    [['taux', 'perte'], ['0.1', '0.52']]
    """
    lines = [_held(line.rstrip()) for line in text.strip("\n").split("\n") if line.strip()]
    for cut in (_by(" | "), _by("\t"), str.split, _by_gutters(lines)):
        rows = [[cell.replace(HELD, " ").strip() for cell in cut(line)] for line in lines]
        if len(rows) > 1 and len({len(row) for row in rows}) == 1 and len(rows[0]) > 1:
            return rows
    raise CourseError(wording.NO_ROWS)


def _held(line: str) -> str:
    """Keep together what brackets hold."""
    return BRACKETS.sub(lambda found: found[0].replace(" ", HELD), line)


def _by(mark: str) -> Any:
    return lambda line: line.strip(f" {mark}").split(mark) if mark in line.strip() else []


def _by_gutters(lines: list[str]) -> Any:
    """Cut where every line has a space; a column that a line lacks belongs to the one before."""
    width = max(map(len, lines))
    padded = [line.ljust(width) for line in lines]
    blank = [all(line[at] == " " for line in padded) for at in range(width)] + [True]
    starts = [at for at in range(width) if not blank[at] and (at == 0 or blank[at - 1])]
    spans: list[tuple[int, int]] = []
    for start, end in zip(starts, [*starts[1:], width], strict=True):
        if spans and any(not line[start:end].strip() for line in padded):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return lambda line: [line[start:end] for start, end in spans]


def _head_of(rows: Rows) -> tuple[list[str], Rows]:
    """Take the head out of the rows: the first, or the words that all rows have."""
    below = list(zip(*rows[1:], strict=True))
    first = rows[0]
    if not any(map(_is_number, first)) and any(all(map(_is_number, one)) for one in below):
        return first, rows[1:]
    return _labels_of([list(column) for column in zip(*rows, strict=True)])


def _labels_of(columns: Rows) -> tuple[list[str], Rows]:
    """Make a head of the columns of one same word, which name the column that follows."""
    head: list[str] = []
    kept: Rows = []
    label: list[str] = []
    for column, following in zip(columns, [*columns[1:], [""]], strict=True):
        plain = [cell.rstrip(",;") for cell in column]
        if not _is_label(plain, following):
            named, plain = _named(plain)
            head.append(" ".join(filter(None, [*label, named])))
            kept.append(plain)
            label = []
        elif column[0].endswith((",", ";")) and kept and not label:
            kept[-1] = [f"{cell} {plain[0]}" for cell in kept[-1]]
        elif column[0] not in SEPARATORS:
            label.append(column[0].strip(":=,;"))
    if not kept:
        raise CourseError(wording.NO_ROWS)
    if label:
        kept[-1] = [f"{cell} {' '.join(label)}" for cell in kept[-1]]
    rows = [list(row) for row in zip(*kept, strict=True)]
    return (head if any(head) else []), rows


def _is_label(column: list[str], following: list[str]) -> bool:
    """Tell whether a column is a word, or a number before a colon: the same in all rows."""
    if len(set(column)) > 1 or column[0] in WORDS_OF_VALUES:
        return False
    return not _is_number(column[0]) or set(following) <= SEPARATORS


def _named(column: list[str]) -> tuple[str, list[str]]:
    """Take out of ``leaf=True`` the name that all cells have."""
    found = [NAMED.fullmatch(cell) for cell in column]
    names = {one[1] for one in found if one}
    if all(found) and len(names) == 1:
        return names.pop(), [one[2] for one in found if one]
    return "", column


def _is_number(cell: str) -> bool:
    return bool(printed_in_french(cell)) or cell in WORDS_OF_NUMBERS


def _table(header: list[str], rows: Rows) -> nodes.table:
    count = len(rows[0])
    if header and len(header) != count:
        raise CourseError(wording.HEADER_COUNT.format(header=len(header), columns=count))
    on_the_right = [
        all(_is_number(cell) or not cell for cell in column) for column in zip(*rows, strict=True)
    ]
    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in range(count)), cols=count)
    if header:
        group += nodes.thead("", _row(header, on_the_right))
    group += nodes.tbody("", *(_row(row, on_the_right) for row in rows))
    return nodes.table("", group, classes=["printed-table"])


def _row(cells: list[str], on_the_right: list[bool]) -> nodes.row:
    row = nodes.row()
    for cell, is_right in zip(cells, on_the_right, strict=True):
        text = printed_in_french(cell) or cell
        entry = nodes.entry(classes=["text-right"] if is_right else [])
        entry += nodes.paragraph("", text)
        row += entry
    return row
