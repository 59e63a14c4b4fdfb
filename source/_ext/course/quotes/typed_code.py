"""No Python in a chapter but what has run: a typed code block stops the build.

Python shown to a reader is a ``snippet``. Shell commands, file trees and other
languages are free.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from ..base import wording
from ..base.addresses import script_shown
from ..base.errors import CourseError, report
from .snippet import snippet

PYTHON = {"python", "python3", "py", "py3", "pycon", "ipython", "ipython3", "pytb"}


def refuse_dead_code(app: Sphinx, document: nodes.document) -> None:
    """Report each Python block of a chapter that is not a quote."""
    if script_shown(app.config, app.env.current_document.docname):
        return
    for node in document.findall():
        if isinstance(node, nodes.doctest_block) or _is_typed_python(node):
            report(CourseError(wording.DEAD_CODE), node)


def _is_typed_python(node: nodes.Node) -> bool:
    return (
        isinstance(node, nodes.literal_block)
        and node.get("language") in PYTHON
        and not isinstance(node.parent, snippet)
    )


def setup(app: Sphinx) -> dict[str, Any]:
    """Check each document once read."""
    app.connect("doctree-read", refuse_dead_code)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
