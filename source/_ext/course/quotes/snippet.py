"""The ``snippet`` directive: a cell of a script with what it really gave.

reStructuredText (MyST: the same options in a ``{snippet}`` fence)::

    .. snippet:: 02_autograd/plot_accumulation
       :cell: deux-appels
       :show: code, output, figure
       :lines: 2-5
       :steps: 1-2|4
       :output: beside
       :frames: 6

``show`` defaults to all that the cell has; ``lines`` keeps some lines of the
code; ``steps`` highlights lines on the page and steps through them on the
slide; ``output`` says where the results go on the slide (below, beside,
next-step, next-slide, predict, hidden); the page shows them below. ``predict``
asks first: a key shows the results on the slide, a click on the page; ``frames`` are
the steps of a sequence (scrubber.py). Unknown names are errors with the nearest one.

``recorded`` is its counterpart for generated pages: the results of a cell alone.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from ..base import wording
from ..base.addresses import place_of, script_page
from ..base.directive import CourseDirective, choice, choices, line_ranges
from ..base.errors import CourseError
from ..records.record import Record
from ..scripts.script import Cell, Script
from .domain import quote
from .figure_nodes import snippet_figure, themed_images
from .scrubber import scrubber, scrubber_of

PARTS = ("code", "output", "figure")
MOST_LINES = 40  # of an output that a page shows unfolded
PLACES = ("below", "beside", "next-step", "next-slide", "predict", "hidden")


class snippet(nodes.General, nodes.Element):  # noqa: N801
    """A quoted cell; holds its code and its ``snippet_results``."""


class snippet_results(nodes.General, nodes.Element):  # noqa: N801
    """What a cell gave: outputs and figures."""


class snippet_output(nodes.General, nodes.FixedTextElement):  # noqa: N801
    """What a cell printed."""


class SnippetDirective(CourseDirective):
    """Quote a cell of a gallery script."""

    required_arguments = 1
    has_content = False
    known = {
        "cell": directives.unchanged,
        "show": choices("show", *PARTS),
        "lines": directives.unchanged,
        "steps": directives.unchanged,
        "output": choice("output", *PLACES),
        "frames": directives.unchanged_required,
    }

    def build(self) -> Sequence[nodes.Node]:
        """Return one ``snippet`` node."""
        script, record = quote(self.env, self.arguments[0])
        if not self.options.get("cell"):
            raise CourseError(wording.MISSING_OPTION.format(option="cell"))
        cell = script.cell(self.options["cell"])
        show = self.options.get("show", list(PARTS))
        node = snippet(
            "",
            script=script.name,
            cell=cell.name,
            page=script_page(self.config, script.name),
            output=self.options.get("output", "below"),
        )
        if "code" in show:
            node += self._code(cell)
        results = results_of(self, script, record, cell, show, self.options.get("frames", ""))
        if results.children:
            node += results
            results["predict"] = node["output"] == "predict" and not record.not_run
        elif node["output"] == "predict":
            raise CourseError(wording.NOTHING_TO_PREDICT)
        missing = "show" in self.options and not record.not_run and not _has_all(node, show)
        if not node.children or missing:
            raise CourseError(wording.NOTHING_TO_SHOW.format(cell=cell.name, show=", ".join(show)))
        self.set_source_info(node)
        return [node]

    def _code(self, cell: Cell) -> nodes.literal_block:
        """Return the cell's code, cut to ``lines``, with its ``steps``."""
        lines = cell.code.split("\n")
        if "lines" in self.options:
            kept = self._numbers("lines", cell, len(lines))
            lines = [lines[number - 1] for number in kept]
        code = "\n".join(lines).rstrip()
        node = nodes.literal_block(code, code, language="python")
        if "steps" in self.options:
            steps = [
                self._numbers("steps", cell, len(lines), part)
                for part in self.options["steps"].split("|")
            ]
            node["steps"] = steps
            named = sorted({number for step in steps for number in step})
            written = [rank for rank, line in enumerate(lines, start=1) if line.strip()]
            if set(named) < set(written):  # all lines lit would light none
                node["highlight_args"] = {"hl_lines": named}
        self.set_source_info(node)
        return node

    def _numbers(self, option: str, cell: Cell, count: int, text: str | None = None) -> list[int]:
        given = self.options[option] if text is None else text
        try:
            return line_ranges(given, count)
        except ValueError as error:
            raise CourseError(
                wording.LINES_OUT_OF_RANGE.format(given=given, cell=cell.name, count=count)
            ) from error


class RecordedDirective(CourseDirective):
    """Show what the n-th cell of a script gave; generated pages use it."""

    required_arguments = 1
    has_content = False
    known = {"index": directives.nonnegative_int}

    def build(self) -> Sequence[nodes.Node]:
        """Return the cell's results, if any."""
        script, record = quote(self.env, self.arguments[0])
        cell = script.cells[self.options["index"]]
        results = results_of(self, script, record, cell, list(PARTS))
        return [results] if results.children else []


def results_of(
    directive: CourseDirective,
    script: Script,
    record: Record,
    cell: Cell,
    show: Sequence[str],
    frames: str = "",
) -> snippet_results:
    """Return the recorded outputs and figures of ``cell`` as nodes."""
    node = snippet_results("")
    if record.not_run:
        node += nodes.paragraph("", wording.CELL_NOT_RUN, classes=["not-run"])
        return node
    recorded = record.cells[cell.index]
    if "output" in show and recorded.stdout.strip():
        text = recorded.stdout.strip("\n")
        node += snippet_output(text, text, language="none")
    folder = "/" + os.path.relpath(record.folder, directive.env.srcdir)
    if "figure" in show and cell.sequence:
        node += scrubber_of(script, cell, record, folder, frames)
    elif frames:
        raise CourseError(wording.NO_SEQUENCE.format(cell=cell.name))
    elif "figure" in show:
        for figure in recorded.figures:
            node += snippet_figure("", *themed_images(folder, figure, cell.figure_alt))
    return node


def _has_all(node: snippet, show: Sequence[str]) -> bool:
    """Whether every part asked for is there."""
    classes = {
        "code": nodes.literal_block,
        "output": snippet_output,
        "figure": (snippet_figure, scrubber),
    }
    found = tuple(type(one) for one in node.findall())
    return all(any(issubclass(one, classes[part]) for one in found) for part in show)


def visit_snippet(self: Any, node: snippet) -> None:
    """Open the snippet's box, with the layout asked for on slides."""
    self.body.append(f'<div class="snippet snippet-{node["output"]}">\n')


def depart_snippet(self: Any, node: snippet) -> None:
    """Say where the code comes from, and close the box."""
    uri = place_of(self.builder).to_page(node["page"])
    stem = node["script"].rpartition("/")[2]
    self.body.append(f'<p class="snippet-source"><a href="{uri}">{stem}.py</a></p>\n</div>\n')


def visit_results(self: Any, node: snippet_results) -> None:
    """Open the results."""
    classes = " ".join(["snippet-results", *node["classes"]])
    if node.get("predict"):
        self.body.append(f'<details class="predict"><summary>{wording.PREDICT_SHOW}</summary>\n')
    self.body.append(f'<div class="{classes}">\n')


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
    """Register the directives and nodes."""
    app.add_directive("snippet", SnippetDirective)
    app.add_directive("recorded", RecordedDirective)
    for node, visitors in (
        (snippet, (visit_snippet, depart_snippet)),
        (snippet_results, (visit_results, depart_results)),
        (snippet_output, (visit_output, None)),
    ):
        app.add_node(node, html=visitors, revealjs=visitors)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
