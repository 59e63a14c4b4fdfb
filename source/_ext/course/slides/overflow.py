"""What becomes of a slide too long for the room: the ``fit`` option of ``slide``.

Usage::

    .. slide::
       :fit: split        a long list, table or code goes over several slides
       :fit: shrink       smaller, down to 24 px of text and 18 px of code
       :fit: scroll       the slide scrolls; in print it is made smaller
       :fit: none         left as it is; ``reason`` says why
       :reason: l'affiche déborde exprès

``split`` is done here, on the document, by estimated heights; ``fit.js`` does
``shrink`` and ``scroll``; ``make check-slides`` measures what comes of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from docutils import nodes

from ..base import wording
from ..base.errors import CourseError
from ..quotes.figure_nodes import snippet_figure
from ..quotes.results import snippet_output, snippet_results
from ..quotes.scrubber import scrubber
from ..quotes.snippet import snippet
from .plan import SILENT

FITS = ("shrink", "scroll", "split", "none")
# Pixels of a 1280 × 720 slide, a little generous: deck.css has the real ones.
ROOM = 520
COLUMNS = 82
CODE_LINE, TEXT_LINE, ROW_LINE = 30, 39, 33
GAP, CODE_PADDING, ITEM_GAP, ROW_PADDING = 18, 28, 9, 15
FIGURE, FORMULA = 330, 90
CODE = (nodes.literal_block, snippet_output)
LISTS = (nodes.bullet_list, nodes.enumerated_list)


def check_fit(options: dict[str, Any]) -> None:
    """Refuse an exemption without its reason, and a reason without an exemption."""
    exempt = options.get("fit") == "none"
    if exempt and not options.get("reason", "").strip():
        raise CourseError(wording.FIT_WITHOUT_REASON)
    if "reason" in options and not exempt:
        raise CourseError(wording.REASON_WITHOUT_FIT)


def split(content: list[nodes.Node]) -> list[list[nodes.Node]]:
    """Return the content of a slide as that of as many slides as it takes."""
    pages: list[list[nodes.Node]] = [[]]
    left = float(ROOM)
    for node in content:
        for piece in _pieces(node, left):
            if (taken := height(piece)) > left and any(map(height, pages[-1])):
                pages.append([])
                left = ROOM
            pages[-1].append(piece)
            left -= taken
    return pages


def height(node: nodes.Node) -> float:
    """Estimate the height of a node on a slide."""
    if isinstance(node, SILENT):
        return 0
    if isinstance(node, CODE):
        return _lines(node) * CODE_LINE + CODE_PADDING + GAP
    if isinstance(node, nodes.math_block):
        return FORMULA
    if isinstance(node, nodes.image | snippet_figure | scrubber):
        return FIGURE
    if isinstance(node, nodes.row):
        width = COLUMNS / max(1, len(node.children))
        tallest = max((len(cell.astext()) for cell in node.children), default=0)
        return max(1, math.ceil(tallest / width)) * ROW_LINE + ROW_PADDING
    if isinstance(node, nodes.table):
        return sum(map(height, node.findall(nodes.row))) + GAP
    if isinstance(node, nodes.list_item):
        return sum(height(child) - GAP for child in node.children) + ITEM_GAP
    if isinstance(node, nodes.TextElement):
        return math.ceil(len(node.astext()) / COLUMNS) * TEXT_LINE + GAP
    inside = sum(map(height, node.children))
    return inside + GAP if isinstance(node, LISTS) else inside


def _lines(node: nodes.Node) -> int:
    return node.astext().rstrip("\n").count("\n") + 1


def _pieces(node: nodes.Node, left: float) -> list[Any]:
    """Cut a node that is longer than the room ``left`` on its slide."""
    if height(node) <= left:
        return [node]
    if isinstance(node, CODE):
        return _cut_code(node, left)
    if isinstance(node, LISTS):
        return _cut_list(node, left)
    if isinstance(node, nodes.table):
        return _cut_table(node, left)
    if isinstance(node, snippet):
        return _cut_snippet(node, left)
    return [node]


def _groups(items: list[Any], measure: Callable[[Any], float], first: float) -> list[list[Any]]:
    """Pack the items in order: into the room that is left, then into full slides."""
    groups: list[list[Any]] = [[]]
    left = first
    for item in items:
        if measure(item) > left and (groups[-1] or left < ROOM - 2 * GAP - CODE_PADDING):
            groups.append([])
            left = ROOM - GAP - CODE_PADDING
        groups[-1].append(item)
        left -= measure(item)
    return [group for group in groups if group]


def _cut_code(node: nodes.Element, left: float) -> list[nodes.Element]:
    if "steps" in node:
        raise CourseError(wording.SPLIT_STEPS)
    lines = node.astext().rstrip("\n").split("\n")
    groups = _groups(lines, lambda line: CODE_LINE, left - GAP - CODE_PADDING)
    pieces = []
    before = 0  # lines on the slides before
    for group in groups:
        piece = node.deepcopy() if not before else _without_ids(node.deepcopy())
        piece.children = []
        piece.rawsource = text = "\n".join(group)
        piece += nodes.Text(text)
        if settings := node.get("highlight_args"):
            marked = [line - before for line in settings.get("hl_lines", [])]
            piece["highlight_args"] = {
                **settings,
                "hl_lines": [line for line in marked if 0 < line <= len(group)],
                "linenostart": settings.get("linenostart", 1) + before,
            }
        elif node.get("linenos"):
            piece["highlight_args"] = {"linenostart": 1 + before}
        before += len(group)
        pieces.append(piece)
    return pieces


def _without_ids(node: Any) -> Any:
    """Take away the ids of a copy: they stand once in a deck."""
    for inside in node.findall(nodes.Element):
        inside["ids"] = []
    return node


def _cut_list(node: nodes.Element, left: float) -> list[nodes.Element]:
    pieces = []
    start = node.get("start", 1)
    for group in _groups(list(node.children), height, left - GAP):
        piece = node.copy()
        piece += group
        if isinstance(node, nodes.enumerated_list):
            piece["start"] = start
            start += len(group)
        pieces.append(piece)
    return pieces


def _cut_table(node: nodes.Element, left: float) -> list[nodes.Element]:
    """Repeat the head of the table on each slide."""
    rows = [row for body in node.findall(nodes.tbody) for row in body.children]
    head = sum(height(row) for one in node.findall(nodes.thead) for row in one.children)
    pieces: list[nodes.Element] = []
    for group in _groups(rows, lambda row: height(row) * ROOM / max(1, ROOM - head), left - head):
        piece = node.deepcopy() if not pieces else _without_ids(node.deepcopy())
        next(iter(piece.findall(nodes.tbody))).children = []
        next(iter(piece.findall(nodes.tbody))).extend(group)
        pieces.append(piece)
    return pieces


def _cut_snippet(node: snippet, left: float) -> list[snippet]:
    """Cut the code, then what it printed; each piece is a snippet of its own."""
    parts: list[tuple[bool, nodes.Node]] = []
    for child in node.children:
        if isinstance(child, snippet_results):
            parts += [(True, inner) for inner in child.children]
        else:
            parts.append((False, child))
    pieces: list[snippet] = []
    for is_result, part in parts:
        for cut in _pieces(part, left):
            if height(cut) > left or not pieces:
                pieces.append(snippet("", **{**node.attributes, "output": "below"}))
                left = left if len(pieces) == 1 else ROOM
            pieces[-1] += snippet_results("", cut) if is_result else cut
            left -= height(cut)
    return pieces
