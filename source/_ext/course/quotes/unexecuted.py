"""Code that did not run, shown as such: its reason stands above it.

The one exception to "what a reader sees has run", made visible: a fragment, or
code that needs the network or a package that the course does not have. The
importer of old chapters writes these; an author clears them one by one::

    .. unexecuted::
       :reason: demande le module « transformers », absent

       from transformers import BertModel

MyST takes a backtick fence with the same options. The code is not coloured: it
must not look like a quote of a script.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from ..base import wording
from ..base.directive import CourseDirective
from ..base.errors import CourseError


class unexecuted(nodes.General, nodes.Element):  # noqa: N801
    """A box that holds its ``unexecuted_reason`` and one literal block."""


class unexecuted_reason(nodes.General, nodes.TextElement):  # noqa: N801
    """Why the code did not run."""


class Unexecuted(CourseDirective):
    """Show code that did not run, with the reason."""

    known = {"reason": directives.unchanged}

    def build(self) -> Sequence[nodes.Node]:
        """Return one ``unexecuted`` node."""
        reason = self.options.get("reason", "").strip()
        if not reason:
            raise CourseError(wording.MISSING_OPTION.format(option="reason"))
        code = "\n".join(self.content).rstrip()
        label = unexecuted_reason()
        label += nodes.inline("", wording.UNEXECUTED, classes=["box-label"])
        label += nodes.Text(f"\u00a0: {reason}")
        block = nodes.literal_block(code, code, language="none")
        node = unexecuted("", label, block)
        for part in (label, block, node):
            self.set_source_info(part)
        return [node]


def visit_unexecuted(self: Any, node: unexecuted) -> None:
    """Open the box."""
    self.body.append('<div class="admonition unexecuted">\n')


def depart_unexecuted(self: Any, node: unexecuted) -> None:
    """Close the box."""
    self.body.append("</div>\n")


def visit_reason(self: Any, node: unexecuted_reason) -> None:
    """Open the reason, written as the box's title."""
    self.body.append('<p class="admonition-title">')


def depart_reason(self: Any, node: unexecuted_reason) -> None:
    """Close the reason."""
    self.body.append("</p>\n")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive and its nodes."""
    app.add_directive("unexecuted", Unexecuted)
    box = (visit_unexecuted, depart_unexecuted)
    app.add_node(unexecuted, html=box, revealjs=box)
    reason = (visit_reason, depart_reason)
    app.add_node(unexecuted_reason, html=reason, revealjs=reason)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
