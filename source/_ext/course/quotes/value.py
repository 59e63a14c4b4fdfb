"""The ``value`` role: a number of a script, quoted in prose, in French form.

reStructuredText and MyST::

    La perte vaut :value:`plot_accumulation.perte_finale|.3f`.
    La perte vaut {value}`02_autograd/plot_accumulation.perte_finale|.3f`.

What follows ``|`` is Python's format mini-language; ``|code`` gives the Python
value as inline code (for shapes). Wrong names are errors with the nearest name.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from ..base import wording
from ..base.errors import CourseError, nearest, report
from ..language.numbers import french
from .domain import quote


class ValueRole(SphinxRole):
    """Quote one recorded value of a script."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the value's text in a span that names its origin."""
        try:
            return [self._quoted()], []
        except CourseError as error:
            report(error, (self.env.current_document.docname, self.lineno))
            return [nodes.problematic(self.rawtext, self.rawtext)], []

    def _quoted(self) -> nodes.Element:
        target, _, spec = self.text.partition("|")
        script_name, dot, name = target.strip().rpartition(".")
        if not dot or not script_name or not name.isidentifier():
            raise CourseError(wording.VALUE_SYNTAX.format(text=self.text))
        script, record = quote(self.env, script_name)
        if record.not_run:
            text = wording.VALUE_NOT_RUN
            return nodes.inline(text, text, classes=["not-run"])
        if name not in record.values:
            raise CourseError(
                wording.UNKNOWN_VALUE.format(script=script.name, value=name)
                + nearest(name, record.values)
            )
        value = record.values[name]
        classes = ["value"]
        if spec.strip() == "code":
            text = repr(tuple(value)) if isinstance(value, list) else str(value)
            return nodes.literal(text, text, classes=classes)
        try:
            text = french(value, spec.strip())
        except (ValueError, TypeError) as error:
            raise CourseError(
                wording.VALUE_FORMAT.format(
                    format=spec, script=script.name, value=name, given=value, error=error
                )
            ) from error
        return nodes.inline(text, text, classes=classes)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the role."""
    app.add_role("value", ValueRole())
    return {"parallel_read_safe": True, "parallel_write_safe": True}
