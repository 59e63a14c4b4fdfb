"""What a cell gave, as nodes: what it printed, as it is or as a table, and its figures.

``recorded`` is the directive of generated pages: the results of a cell alone.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from ..base import wording
from ..base.directive import CourseDirective
from ..base.errors import CourseError
from ..records.record import CellRecord, Record
from ..scripts.script import Cell, Script
from .curtain import parts_of
from .domain import quote
from .figure_nodes import for_slides, legible_in, snippet_figure, themed_images
from .printed_table import printed_table, recorded_table
from .scrubber import scrubber_of

PARTS = ("code", "output", "figure")
MOST_LINES = 40  # of an output that a page shows unfolded


class snippet_results(nodes.General, nodes.Element):  # noqa: N801
    """What a cell gave: outputs and figures."""


class snippet_output(nodes.General, nodes.FixedTextElement):  # noqa: N801
    """What a cell printed."""


@dataclass(frozen=True)
class Shown:
    """How results are shown: their parts, and what a snippet's options say of them.

    ``table`` is None, or the values that are its columns: none for the printed rows.
    """

    parts: Sequence[str] = PARTS
    frames: str = ""
    curtain: str = ""
    table: list[str] | None = None
    header: list[str] = field(default_factory=list)


class RecordedDirective(CourseDirective):
    """Show what the n-th cell of a script gave; generated pages use it."""

    required_arguments = 1
    has_content = False
    known = {"index": directives.nonnegative_int}

    def build(self) -> Sequence[nodes.Node]:
        """Return the cell's results, if any."""
        script, record = quote(self.env, self.arguments[0])
        cell = script.cells[self.options["index"]]
        code = self.state.parent[-1]  # of this cell: it stands just above
        if isinstance(code, nodes.Element):
            code["ids"].append(cell.anchor)
        results = results_of(self, script, record, cell)
        return [results] if results.children else []


def results_of(
    directive: CourseDirective, script: Script, record: Record, cell: Cell, shown: Shown = Shown()
) -> snippet_results:
    """Return the recorded outputs and figures of ``cell`` as nodes."""
    node = snippet_results("")
    if record.not_run:
        node += nodes.paragraph("", wording.CELL_NOT_RUN, classes=["not-run"])
        return node
    recorded = record.cells[cell.index]
    node += _printed(record, cell, recorded, shown)
    folder = "/" + os.path.relpath(record.folder, directive.env.srcdir)
    has_figure = "figure" in shown.parts and bool(recorded.figures)
    if shown.curtain and (not has_figure or cell.sequence):
        sentence = wording.CURTAIN_ON_SEQUENCE if cell.sequence else wording.CURTAIN_WITHOUT_FIGURE
        raise CourseError(sentence.format(cell=cell.name))
    if "figure" in shown.parts and cell.sequence:
        node += scrubber_of(script, cell, record, folder, shown.frames)
    elif shown.frames:
        raise CourseError(wording.NO_SEQUENCE.format(cell=cell.name))
    elif has_figure:
        for figure, drawn in zip_longest(recorded.figures, recorded.slides):
            one = snippet_figure("", *themed_images(folder, figure, cell.figure_alt))
            one["legible"] = legible_in(record, figure)
            if drawn:
                one += for_slides("", *themed_images(folder, drawn, cell.figure_alt))
            if shown.curtain:
                svg = (record.folder / (drawn or figure).light).read_text(encoding="utf-8")
                one["curtain"] = parts_of(shown.curtain, svg)
            node += one
    return node


def _printed(record: Record, cell: Cell, recorded: CellRecord, shown: Shown) -> list[nodes.Element]:
    text = recorded.stdout.strip("\n")
    if shown.table:
        return [recorded_table(shown.table, record.values, shown.header)]
    if "output" not in shown.parts or not text.strip():
        if shown.table is not None:
            raise CourseError(wording.NOTHING_FOR_A_TABLE.format(cell=cell.name))
        return []
    if shown.table is not None:
        return [printed_table(text, shown.header)]
    return [snippet_output(text, text, language="none")]


def visit_results(self: Any, node: snippet_results) -> None:
    """Open the results."""
    classes = " ".join(["snippet-results", *node["classes"]])
    step = (
        f' data-with-step="{node["step"]}"'
        if self.builder.name == "revealjs" and node.get("step")
        else ""
    )
    if node.get("predict"):
        self.body.append(
            f'<p class="predict-label">{wording.PREDICT_FIRST}</p>'
            f'<details class="predict"><summary>{wording.PREDICT_SHOW}</summary>\n'
        )
    self.body.append(f'<div class="{classes}"{step}>\n')


def depart_results(self: Any, node: snippet_results) -> None:
    """Close the results."""
    self.body.append("</div></details>\n" if node.get("predict") else "</div>\n")


def visit_output(self: Any, node: snippet_output) -> None:
    """Write what the cell printed, labelled as output; on a page, a long one is folded."""
    printed = node.astext()
    written = (
        f'<div class="snippet-output highlight-none notranslate" role="group" '
        f'aria-label="{wording.OUTPUT}"><pre>{self.encode(printed)}</pre></div>\n'
    )
    count = len(printed.rstrip().splitlines())
    if count > MOST_LINES and self.builder.name != "revealjs":
        summary = wording.LONG_OUTPUT.format(count=count)
        written = (
            f'<details class="long-output"><summary>{summary}</summary>\n{written}</details>\n'
        )
    self.body.append(written)
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive and the nodes."""
    app.add_directive("recorded", RecordedDirective)
    for node, visitors in (
        (snippet_results, (visit_results, depart_results)),
        (snippet_output, (visit_output, None)),
    ):
        app.add_node(node, html=visitors, revealjs=visitors)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
