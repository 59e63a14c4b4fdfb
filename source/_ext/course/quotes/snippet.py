"""The ``snippet`` directive: a cell of a script with what it really gave.

reStructuredText (MyST: the same options in a ``{snippet}`` fence)::

    .. snippet:: 02_autograd/plot_accumulation
       :cell: deux-appels
       :show: code, output, figure
       :lines: 2-5
       :steps: 1-2|4
       :uncover:
       :output: beside
       :frames: 6
       :curtain: titles
       :table:

``show`` defaults to all that the cell has; ``lines`` keeps some lines of the
code; ``steps`` highlights lines on the page and steps through them on the
slide (line_steps.py), and ``uncover`` hides each line until its step; ``output`` says
where the results go on the slide (below, beside, next-step, next-slide, predict, hidden);
the page shows them below.
``predict`` asks first: a key shows the results on the slide, a click on the page.
``frames`` are the steps of a sequence (scrubber.py), ``curtain`` what of a figure the
room guesses (curtain.py), ``table`` and ``header`` make a table of what was printed
(printed_table.py), ``reason`` says why a listing is longer than a slide takes
(deck/remarks.py). Unknown names are errors with the nearest one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from ..base import wording
from ..base.addresses import DECK_BUILDER, place_of, script_page
from ..base.directive import CourseDirective, choice, choices, line_ranges
from ..base.errors import CourseError
from ..scripts.script import Cell, Script
from .domain import quote
from .figure_nodes import snippet_figure
from .line_steps import may_print, step_of_results, walk
from .results import PARTS, Shown, results_of, snippet_output
from .scrubber import scrubber

PLACES = ("below", "beside", "next-step", "next-slide", "predict", "hidden")


def names(text: str) -> list[str]:
    """Read ``taux, pertes``; nothing is no name."""
    return [name.strip() for name in text.split(",") if name.strip()]


class snippet(nodes.General, nodes.Element):  # noqa: N801
    """A quoted cell; holds its code and its ``snippet_results``."""


def snippet_of(config: Any, script: Script, cell: Cell, output: str = "below") -> snippet:
    """Return an empty box for a cell, which says where it comes from."""
    page = script_page(config, script.name)
    return snippet(
        "", script=script.name, cell=cell.name, page=page, anchor=cell.anchor, output=output
    )


class SnippetDirective(CourseDirective):
    """Quote a cell of a gallery script."""

    required_arguments = 1
    has_content = False
    known = {
        "cell": directives.unchanged,
        "show": choices("show", *PARTS),
        "lines": directives.unchanged,
        "steps": directives.unchanged,
        "uncover": directives.flag,
        "output": choice("output", *PLACES),
        "frames": directives.unchanged_required,
        "curtain": directives.unchanged_required,
        "table": names,
        "header": names,
        "reason": directives.unchanged_required,
    }

    def build(self) -> Sequence[nodes.Node]:
        """Return one ``snippet`` node."""
        script, record = quote(self.env, self.arguments[0])
        if not self.options.get("cell"):
            raise CourseError(wording.MISSING_OPTION.format(option="cell"))
        cell = script.cell(self.options["cell"])
        show = self.options.get("show", list(PARTS))
        node = snippet_of(self.config, script, cell, self.options.get("output", "below"))
        node["reason"] = self.options.get("reason", "")
        if "code" in show:
            node += self._code(cell)
            node["cut"] = node.astext().strip() != cell.code.strip()
            node["program"] = f"{script.name}:{cell.index}"
        results = results_of(self, script, record, cell, self._shown(show))
        if node.get("cut") and _is_printed(results) and not may_print(node.astext()):
            raise CourseError(wording.OUTPUT_OF_OTHER_LINES.format(cell=cell.name))
        if results.children:
            results["step"] = self._step_of_results(node)
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
            node["steps"] = walk(steps, code)
            node["uncover"] = "uncover" in self.options
            named = sorted({number for step in steps for number in step})
            written = [rank for rank, line in enumerate(lines, start=1) if line.strip()]
            if set(named) < set(written):  # all lines lit would light none
                node["highlight_args"] = {"hl_lines": named}
        elif "uncover" in self.options:
            raise CourseError(wording.UNCOVER_WITHOUT_STEPS)
        self.set_source_info(node)
        return node

    def _shown(self, show: Sequence[str]) -> Shown:
        """Return what the options say of the results."""
        if "header" in self.options and "table" not in self.options:
            raise CourseError(wording.HEADER_WITHOUT_TABLE)
        given = {name: self.options.get(name, "") for name in ("frames", "curtain")}
        return Shown(
            show, **given, table=self.options.get("table"), header=self.options.get("header", [])
        )

    def _step_of_results(self, node: snippet) -> int:
        """Return the step of the code with which results that stay with it appear; 0: at once."""
        code = next(iter(node.findall(nodes.literal_block)), None)
        if code is None or "steps" not in code or node["output"] not in ("below", "beside"):
            return 0
        return step_of_results(code["steps"], code.astext())

    def _numbers(self, option: str, cell: Cell, count: int, text: str | None = None) -> list[int]:
        given = self.options[option] if text is None else text
        try:
            return line_ranges(given, count)
        except ValueError as error:
            raise CourseError(
                wording.LINES_OUT_OF_RANGE.format(given=given, cell=cell.name, count=count)
            ) from error


def _is_printed(results: nodes.Element) -> bool:
    return any(isinstance(one, snippet_output | nodes.table) for one in results.children)


def _has_all(node: snippet, show: Sequence[str]) -> bool:
    """Whether every part asked for is there."""
    classes = {
        "code": nodes.literal_block,
        "output": (snippet_output, nodes.table),
        "figure": (snippet_figure, scrubber),
    }
    found = tuple(type(one) for one in node.findall())
    return all(any(issubclass(one, classes[part]) for one in found) for part in show)


def visit_snippet(self: Any, node: snippet) -> None:
    """Open the snippet's box, with the layout asked for on slides."""
    origin = f' data-cell="{node["script"]}:{self.attval(node["cell"])}"'
    if self.builder.name != DECK_BUILDER:  # pages copy the script up to there
        origin = f' data-program="{node["program"]}"' if "program" in node else ""
        origin += " data-cut" if node.get("cut") else ""
    self.body.append(f'<div class="snippet snippet-{node["output"]}"{origin}>\n')


def depart_snippet(self: Any, node: snippet) -> None:
    """Say where the code comes from, once for those that follow each other; close the box."""
    following = node.next_node(descend=False, siblings=True)
    is_cut = node.get("cut")
    is_said = isinstance(following, snippet) and following["script"] == node["script"]
    if self.builder.name == DECK_BUILDER or (is_said and not is_cut):  # a deck: in its footer
        self.body.append("</div>\n")
        return
    uri = place_of(self.builder).to_page(node["page"], node["anchor"])
    link = f'<a href="{uri}">{node["script"].rpartition("/")[2]}.py</a>'
    if is_cut:
        link = f"<span>{wording.SNIPPET_CUT.format(script=link)}</span>"
    self.body.append(f'<p class="snippet-source">{link}</p>\n</div>\n')


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive and its node."""
    app.add_directive("snippet", SnippetDirective)
    visitors = (visit_snippet, depart_snippet)
    app.add_node(snippet, html=visitors, revealjs=visitors)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
