"""What differs by the reader's system, one choice at a time; the page remembers which.

Usage::

    .. tabs:: Votre système

       .. tab:: Linux

          ``source .venv/bin/activate``

       .. tab:: Windows

          ``.venv\\Scripts\\Activate.ps1``

The title is what one chooses: all tabs of the course with this title follow the choice
(``assets/browser/tabs.js``), which is first that of the reader's machine where a tab bears
its name. Slides and paper show all of them, each under its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from ...base import wording
from ...base.directive import CourseDirective
from ...base.errors import CourseError, report


class tabs(nodes.General, nodes.Element):  # noqa: N801
    """Some ``tab``: ``title`` is what one chooses, ``group`` their number in the document."""


class tab(nodes.General, nodes.Element):  # noqa: N801
    """What one sees who chose ``name``."""


class Tabs(CourseDirective):
    """Blocks of which the page shows one."""

    required_arguments = 1
    final_argument_whitespace = True

    def build(self) -> Sequence[nodes.Node]:
        """Return one ``tabs`` node; it holds ``tab`` nodes alone, of different names."""
        group = self.env.new_serialno("tabs")
        node = self.container(tabs("", title=self.arguments[0], group=group))
        node.children = [one for one in node.children if not isinstance(one, nodes.comment)]
        names = [child["name"] for child in node.children if isinstance(child, tab)]
        if len(names) < len(node.children) or len(names) < 2:
            raise CourseError(wording.ONLY_TABS)
        for name in names:
            if names.count(name) > 1:
                raise CourseError(wording.SAME_TABS.format(name=name))
        return [node]


class Tab(CourseDirective):
    """One block of ``tabs``."""

    required_arguments = 1
    final_argument_whitespace = True

    def build(self) -> Sequence[nodes.Node]:
        """Return one ``tab`` node."""
        return [self.container(tab("", name=self.arguments[0]))]


class RefuseLoneTabs(SphinxTransform):
    """A tab out of ``tabs`` would be shown to no one who chose another."""

    default_priority = 210

    def apply(self, **kwargs: Any) -> None:
        """Look at what holds each tab."""
        for one in list(self.document.findall(tab)):
            if not isinstance(one.parent, tabs):
                report(CourseError(wording.LONE_TAB), one)
                one.parent.remove(one)


def visit_tabs(self: Any, node: tabs) -> None:
    """Open the choice."""
    title = self.encode(node["title"])
    self.body.append(f'<fieldset class="tabs"><legend>{title}</legend>\n')


def depart_tabs(self: Any, node: tabs) -> None:
    """Close the choice."""
    self.body.append("</fieldset>\n")


def visit_tab(self: Any, node: tab) -> None:
    """Write the button of the tab, then open what it shows."""
    group, rank = node.parent["group"], node.parent.index(node)
    name, spot = self.encode(node["name"]), f"onglet-{group}-{rank}"
    checked = " checked" if rank == 0 else ""
    self.body.append(
        f'<input type="radio" name="onglets-{group}" id="{spot}"'
        f' value="{self.attval(node["name"])}"{checked}><label for="{spot}">{name}</label>\n'
    )
    visit_shown(self, node)


def visit_all(self: Any, node: tabs) -> None:
    """On a slide all are there, side by side."""
    self.body.append('<div class="tabs">\n')


def visit_shown(self: Any, node: tab) -> None:
    """Open what a tab shows, under its name."""
    self.body.append(f'<div class="tab"><p class="tab-name">{self.encode(node["name"])}</p>\n')


def depart_block(self: Any, node: nodes.Element) -> None:
    """Close a block."""
    self.body.append("</div>\n")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directives and nodes."""
    app.add_directive("tabs", Tabs)
    app.add_directive("tab", Tab)
    app.add_transform(RefuseLoneTabs)
    app.add_node(tabs, html=(visit_tabs, depart_tabs), revealjs=(visit_all, depart_block))
    app.add_node(tab, html=(visit_tab, depart_block), revealjs=(visit_shown, depart_block))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
