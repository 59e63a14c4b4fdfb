"""What docutils and MyST make of a text, where we count on more than they promise.

``+++`` comes from MyST as a comment of a class of its own. docutils and MyST look for an
option's converter in the directive's table, one name at a time: a table that answers to
every name lets us say which name is the nearest (``base/directive.py``).
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from .contract import Contract, Name

BLOCK_BREAK = "block_break"
NAMES = Contract(
    __name__,
    Name(
        "myst-parser",
        "myst_parser.mdit_to_docutils.base:DocutilsRenderer",
        "render_myst_block_break",
        why="a line +++ starts a slide",
        parameters="self token",
    ),
    Name(
        "docutils",
        "docutils.utils",
        "assemble_option_dict",
        why="it asks our table of options for one name at a time",
        parameters="option_list options_spec",
    ),
)


def is_block_break(node: nodes.comment) -> bool:
    """Tell whether a comment is MyST's ``+++``."""
    return BLOCK_BREAK in node["classes"]


def setup(app: Sphinx) -> dict[str, Any]:
    """Look before anything is read."""
    NAMES.hold(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
