"""The ``compare`` directive: two cells side by side, with what differs marked.

Usage::

    .. compare:: 02_autograd/plot_accumulation
       :before: sans-effacer
       :after: en-effacant
       :show: code, output

Both cells ran; the lines that differ are found at the build (difflib) and marked
by a sign as well as a colour. ``after`` is the slide's next step. Unknown names
are errors with the nearest valid name; so are two cells with the same code.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from ..base import wording
from ..base.directive import CourseDirective, choices
from ..base.errors import CourseError
from .domain import quote
from .results import PARTS, Shown, results_of
from .snippet import snippet_of

SIDES = (("before", wording.BEFORE), ("after", wording.AFTER))


class compare(nodes.General, nodes.Element):  # noqa: N801
    """Two snippets of a script."""


class compare_side(nodes.General, nodes.Element):  # noqa: N801
    """One of them; ``side`` and ``label``."""


class Compare(CourseDirective):
    """Quote two cells of a script, and mark what differs."""

    required_arguments = 1
    has_content = False
    known = {
        "before": directives.unchanged_required,
        "after": directives.unchanged_required,
        "show": choices("show", *PARTS),
    }

    def build(self) -> Sequence[nodes.Node]:
        """Return one ``compare`` node."""
        script, record = quote(self.env, self.arguments[0])
        for side, _ in SIDES:
            if side not in self.options:
                raise CourseError(wording.MISSING_OPTION.format(option=side))
        cells = [script.cell(self.options[side]) for side, _ in SIDES]
        codes = [cell.code.rstrip().split("\n") for cell in cells]
        if codes[0] == codes[1]:
            raise CourseError(
                wording.NOTHING_DIFFERS.format(cells=", ".join(c.name for c in cells))
            )
        show = self.options.get("show", list(PARTS))
        node = compare()
        self.set_source_info(node)
        for (side, label), cell, lines, marked in zip(
            SIDES, cells, codes, differing(*codes), strict=True
        ):
            quoted = snippet_of(self.config, script, cell)
            if "code" in show:
                quoted["program"] = f"{script.name}:{cell.index}"
                code = "\n".join(lines)
                block = nodes.literal_block(code, code, language="python")
                block["highlight_args"] = {"hl_lines": marked}
                self.set_source_info(block)
                quoted += block
            results = results_of(self, script, record, cell, Shown(show))
            if results.children:
                quoted += results
            node += compare_side("", quoted, side=side, label=label)
        return [node]


def differing(before: list[str], after: list[str]) -> tuple[list[int], list[int]]:
    """Return the lines of each that the other does not have, counted from 1.

    >>> differing(["a", "b"], ["a", "c", "d"])
    ([2], [2, 3])
    """
    gone: list[int] = []
    new: list[int] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind != "equal":
            gone += [n + 1 for n in range(start, end) if before[n].strip()]
            new += [n + 1 for n in range(other_start, other_end) if after[n].strip()]
    return gone, new


def visit_compare(self: Any, node: compare) -> None:
    """Open the row."""
    self.body.append('<div class="compare">\n')


def visit_side(self: Any, node: compare_side) -> None:
    """Open a side under its label."""
    self.body.append(
        f'<div class="compare-{node["side"]}"><p class="compare-label">{node["label"]}</p>\n'
    )


def visit_side_of_slide(self: Any, node: compare_side) -> None:
    """Open a side; the second one is the slide's next step."""
    visit_side(self, node)
    if node["side"] == "after":
        self.body[-1] = self.body[-1].replace('class="compare', 'class="fragment compare', 1)


def depart_block(self: Any, node: nodes.Element) -> None:
    """Close a block."""
    self.body.append("</div>\n")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive and nodes."""
    app.add_directive("compare", Compare)
    row = (visit_compare, depart_block)
    app.add_node(compare, html=row, revealjs=row)
    app.add_node(
        compare_side,
        html=(visit_side, depart_block),
        revealjs=(visit_side_of_slide, depart_block),
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
