"""The ``checklist`` directive: what the student ticks, one item an objective.

Usage, in « Liste de contrôle » (MyST: ``:::{checklist}``)::

    .. checklist::

       - Je sais prévoir la forme d'un résultat.
       - Je sais choisir entre ``view`` and ``reshape``.

Boxes on the page, kept in the student's browser; a plain list on the slide. A
chapter whose objectives (the list of its section « Objectifs ») are not as many
is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from ..base import wording
from ..base.addresses import chapter_name
from ..base.directive import CourseDirective
from ..base.errors import CourseError, report

OBJECTIVES = "objectifs"


class tick(nodes.Inline, nodes.TextElement):  # noqa: N801
    """What one box says; ``key`` names it in the student's browser."""


class Checklist(CourseDirective):
    """Objectives to tick."""

    def build(self) -> Sequence[nodes.Node]:
        """Return the list, a box before each item's first paragraph."""
        content = self.parse_content_to_nodes()
        if len(content) != 1 or not isinstance(content[0], nodes.bullet_list):
            raise CourseError(wording.CHECKLIST_CONTENT)
        (items,) = content
        items["classes"].append("checklist")
        for item in items.children:
            assert isinstance(item, nodes.list_item)
            first = item.children[0] if item.children else None
            if not isinstance(first, nodes.paragraph):
                raise CourseError(wording.CHECKLIST_CONTENT)
            key = hashlib.sha256(first.astext().encode()).hexdigest()[:8]
            box = tick("", "", *first.children, key=key)
            first.children = []
            first += box
        return [items]


def check_objectives(app: Sphinx, document: nodes.document) -> None:
    """Refuse a checklist that does not match the objectives one for one."""
    lists = list(document.findall(lambda n: isinstance(n, nodes.Element) and is_checklist(n)))
    for section in document.findall(nodes.section):
        if OBJECTIVES not in section["ids"] or not lists:
            continue
        objectives = next(section.findall(is_list), None)
        if objectives is not None and len(objectives) != len(lists[0]):
            message = wording.CHECKLIST_COUNT.format(
                items=len(lists[0]), objectives=len(objectives)
            )
            report(CourseError(message), lists[0])


def is_list(node: nodes.Node) -> bool:
    """Tell whether a node is a list of objectives."""
    return isinstance(node, nodes.bullet_list | nodes.enumerated_list)


def is_checklist(node: nodes.Element) -> bool:
    """Tell whether a list is one to tick."""
    return isinstance(node, nodes.bullet_list) and "checklist" in node["classes"]


def visit_tick(self: Any, node: tick) -> None:
    """Open the box and its label."""
    chapter = chapter_name(self.builder.config, self.builder.current_docname)
    self.body.append(
        f'<label><input type="checkbox" data-key="{chapter}/{node["key"]}" disabled> <span>'
    )


def depart_tick(self: Any, node: tick) -> None:
    """Close the label."""
    self.body.append("</span></label>")


def nothing(self: Any, node: tick) -> None:
    """Leave no trace on slides."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive and its node."""
    app.add_directive("checklist", Checklist)
    app.add_node(tick, html=(visit_tick, depart_tick), revealjs=(nothing, nothing))
    app.connect("doctree-read", check_objectives)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
