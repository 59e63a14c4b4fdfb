"""What the room guesses before it sees it: any block, or the cells of a table.

Usage, in reStructuredText and (as ``:::{cover}``) in MyST::

    .. cover:: Quelle forme ?

       Any block: on the slide a veil takes its place, which a key or a tap lifts.

    .. cover::
       :columns: 2
       :rows: 2-4
       :each: row

       A table: its cells alone; a row, or a cell, at each key.

    .. cover:: Avant de lire
       :page: folded

       Folded on the page too; without it, plain there.

``columns`` and ``rows`` count from 1, the head aside; one without the other takes all of the
other. Every covered block has the class ``covered``, which a handout without answers hides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ...base import wording
from ...base.addresses import DECK_BUILDER
from ...base.directive import CourseDirective, choice, line_ranges
from ...base.errors import CourseError

STEP = ["fragment", "custom", "covered"]  # custom: reveal.js leaves its look to us


class cover(nodes.General, nodes.Element):  # noqa: N801
    """A covered block: its ``label``, ``page``, and for a table ``cells`` and ``each``."""


class Cover(CourseDirective):
    """Cover a block until the next step."""

    optional_arguments = 1
    final_argument_whitespace = True
    known = {
        "columns": directives.unchanged_required,
        "rows": directives.unchanged_required,
        "each": choice("each", "row", "cell"),
        "page": choice("page", "plain", "folded"),
    }

    def build(self) -> Sequence[nodes.Node]:
        """Return one ``cover`` node. Raises CourseError: nothing to cover, no such cells."""
        label = self.arguments[0] if self.arguments else ""
        node = cover("", label=label, page=self.options.get("page", "plain"))
        self.container(node)
        if not node.children:
            raise CourseError(wording.NOTHING_TO_COVER)
        if wanted := {"columns", "rows", "each"} & set(self.options):
            self._mark_cells(node, min(wanted))
        return [node]

    def _mark_cells(self, node: nodes.Element, option: str) -> None:
        """Note which cells of the table are covered, by row."""
        table = next(iter(node.findall(nodes.table)), None)
        if table is None:
            raise CourseError(wording.COVER_WITHOUT_TABLE.format(option=option))
        rows = [row for body in table.findall(nodes.tbody) for row in body.children]
        rows_covered = self._ranks("rows", len(rows))
        columns_covered = self._ranks("columns", max(len(row.children) for row in rows))
        for rank in rows_covered:
            row = rows[rank - 1]
            row["covered"] = [one for one in columns_covered if one <= len(row.children)]
        node["each"] = self.options.get("each", "")
        node["cells"] = True

    def _ranks(self, option: str, count: int) -> list[int]:
        given = self.options.get(option, f"1-{count}")
        try:
            return line_ranges(given, count)
        except ValueError as error:
            raise CourseError(
                wording.NO_SUCH_CELLS.format(option=option, given=given, count=count)
            ) from error


class CoverCells(SphinxPostTransform):
    """On slides, give the covered cells their class, and their steps to what each key lifts."""

    builders = (DECK_BUILDER,)
    default_priority = 9  # before slides are cut: what asks looks for steps

    def run(self, **kwargs: Any) -> None:
        """Mark rows and entries."""
        for node in self.document.findall(cover):
            for row in node.findall(nodes.row):
                for rank in row.attributes.pop("covered", []):
                    each = STEP if node["each"] == "cell" else ["covered"]
                    row.children[rank - 1]["classes"] += each
                    if node["each"] == "row" and "fragment" not in row["classes"]:
                        row["classes"] += ["fragment", "custom"]


def visit_cover(self: Any, node: cover) -> None:
    """Open the block: on a slide a step of its own, save when its cells are."""
    if node.get("cells"):
        step = "" if node["each"] else " fragment custom"
        self.body.append(f'<div class="covered-cells{step}">\n')
    else:
        label = self.attval(node["label"] or wording.COVERED)
        self.body.append(f'<div class="{" ".join(STEP)} veil" data-label="{label}">\n')


def depart_cover(self: Any, node: cover) -> None:
    """Close the block."""
    self.body.append("</div>\n")


def visit_on_page(self: Any, node: cover) -> None:
    """On a page, plain or folded."""
    if node["page"] == "folded":
        label = self.encode(node["label"] or wording.PREDICT_FIRST)
        self.body.append(
            f'<p class="predict-label">{label}</p>'
            f'<details class="predict"><summary>{wording.COVERED_SHOW}</summary>\n<div>\n'
        )


def depart_on_page(self: Any, node: cover) -> None:
    """Close the fold."""
    if node["page"] == "folded":
        self.body.append("</div></details>\n")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive, its node and the transform."""
    app.add_directive("cover", Cover)
    app.add_node(cover, html=(visit_on_page, depart_on_page), revealjs=(visit_cover, depart_cover))
    app.add_post_transform(CoverCells)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
