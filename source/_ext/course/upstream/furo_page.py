"""What furo adds to a page, and we put otherwise: its sidebar, its boxes, its code's colours.

furo writes the tree of the whole site on every page, from ``context["toctree"]``, into
``context["furo_navigation_tree"]``; it puts tables and formulas in a box and gives it
their id a second time; it writes ``pygments.css`` at the end of a build.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from .contract import Contract, Name

TREE = "furo_navigation_tree"
BOXES = {"table-wrapper", "math-wrapper"}
NAMES = Contract(
    __name__,
    Name(
        "furo",
        "furo",
        "_compute_navigation_tree",
        why="it would make the tree of the whole site for every page",
        parameters="context",
    ),
    Name(
        "furo",
        "furo",
        "_html_page_context",
        why="we come before it, then after it",
        parameters="app pagename templatename context doctree",
    ),
    Name(
        "furo",
        "furo:WrapTableAndMathInAContainerTransform",
        "run",
        why="its boxes repeat an id",
        parameters="self kwargs",
    ),
    Name(
        "furo",
        "furo",
        "_overwrite_pygments_css",
        why="our colours of code are written after its own",
        parameters="app exception",
    ),
)


def is_used(app: Sphinx) -> bool:
    """Tell whether the pages are furo's."""
    return bool(app.config.html_theme == "furo")


def without_its_tree(context: dict[str, Any]) -> None:
    """Before furo's handler (500): give it no tree to write."""
    context["toctree"] = lambda **options: ""


class OneIdOnce(SphinxPostTransform):
    """Leave the id to the table or the formula that furo puts in a box."""

    default_priority = 501  # right after furo's own
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Take the id from the box."""
        for box in self.document.findall(nodes.container):
            if BOXES.intersection(box["classes"]):
                box["ids"] = []


def setup(app: Sphinx) -> dict[str, Any]:
    """Look before anything is written."""
    NAMES.hold(app)
    app.add_post_transform(OneIdOnce)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
