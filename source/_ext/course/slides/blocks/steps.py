"""Step by step on slides, plain on pages; and columns on both.

Usage::

    .. discover::

       A block that appears at the next key.

    .. discoverlist::

       - each item in turn,
       - at all depths.

    .. columns::

       .. column::
          :width: 60

          Left.

       .. column::

          Right.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from ...base import wording
from ...base.directive import CourseDirective
from ...base.errors import CourseError


class discover(nodes.General, nodes.Element):  # noqa: N801
    """A block revealed by one step."""


class columns(nodes.General, nodes.Element):  # noqa: N801
    """A row of columns."""


class column(nodes.General, nodes.Element):  # noqa: N801
    """One column; ``width`` in percent, or 0 for an equal share."""


class Discover(CourseDirective):
    """Reveal a block on slides."""

    def build(self) -> Sequence[nodes.Node]:
        """Return one ``discover`` node."""
        return [self.container(discover())]


class DiscoverList(CourseDirective):
    """Reveal lists item by item on slides."""

    def build(self) -> Sequence[nodes.Node]:
        """Return the content; its items carry reveal.js's class."""
        holder = self.container(nodes.Element())
        for item in holder.findall(nodes.list_item):
            item["classes"].append("fragment")
        return holder.children


class Columns(CourseDirective):
    """Lay blocks side by side where there is room."""

    def build(self) -> Sequence[nodes.Node]:
        """Return one ``columns`` node; it holds ``column`` nodes alone."""
        node = self.container(columns())
        if any(not isinstance(child, column) for child in node.children):
            raise CourseError(wording.ONLY_COLUMNS)
        return [node]


def _width(text: str) -> int:
    try:
        width = int(text.rstrip(" %"))
    except ValueError:
        width = 0
    if not 10 <= width <= 90:
        raise CourseError(wording.BAD_WIDTH.format(given=text))
    return width


class Column(CourseDirective):
    """One column of ``columns``."""

    known = {"width": _width}

    def build(self) -> Sequence[nodes.Node]:
        """Return one ``column`` node."""
        node = self.container(column())
        node["width"] = self.options.get("width", 0)
        return [node]


def visit_discover(self: Any, node: discover) -> None:
    """Open the block."""
    self.body.append('<div class="fragment">\n')


def visit_columns(self: Any, node: columns) -> None:
    """Open the row: its template gives each column its share."""
    widths = [child["width"] for child in node.children if isinstance(child, column)]
    rest = max(10, 100 - sum(widths)) // max(1, widths.count(0))
    template = " ".join(f"minmax(0, {width or rest}fr)" for width in widths)
    self.body.append(f'<div class="columns" style="--columns:{template}">\n')


def visit_column(self: Any, node: column) -> None:
    """Open a column."""
    self.body.append('<div class="column">\n')


def depart_block(self: Any, node: nodes.Element) -> None:
    """Close a block."""
    self.body.append("</div>\n")


def nothing(self: Any, node: nodes.Element) -> None:
    """Leave no trace on pages."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directives and nodes."""
    app.add_directive("discover", Discover)
    app.add_directive("discoverlist", DiscoverList)
    app.add_directive("columns", Columns)
    app.add_directive("column", Column)
    steps = (visit_discover, depart_block)
    app.add_node(discover, html=(nothing, nothing), revealjs=steps)
    app.add_node(
        columns, html=(visit_columns, depart_block), revealjs=(visit_columns, depart_block)
    )
    app.add_node(column, html=(visit_column, depart_block), revealjs=(visit_column, depart_block))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
