"""Files shown in a chapter as they are: what Sphinx and docutils get wrong.

- ``literalinclude`` with ``diff`` names its files by the whole path of the machine that
  builds, which no reader has: here by their names in the course.
- ``include`` with ``literal`` and ``number-lines`` writes the numbers into the text, to be
  copied with it: here they are those of any other code.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

HEAD = re.compile(r"^(?:---|\+\+\+) \S.*$", re.MULTILINE)
NUMBER = "ln"  # docutils' class


class ShowFiles(SphinxTransform):
    """Mend the blocks of a document."""

    default_priority = 400

    def apply(self, **kwargs: Any) -> None:
        """Look at each block."""
        for block in self.document.findall(nodes.literal_block):
            if block.get("language") == "udiff":
                self._shorten_names(block)
            elif block.children and _is_number(block[0]):
                _number_lines(block)

    def _shorten_names(self, block: nodes.literal_block) -> None:
        """Take the path of the source folder away, in the two lines at the head of a diff."""
        folder = f"{self.env.srcdir}/"
        text = HEAD.sub(lambda line: line[0].replace(folder, "", 1), block.astext(), 2)
        block.rawsource = text
        block[:] = [nodes.Text(text)]


def _number_lines(block: nodes.literal_block) -> None:
    """Say the number of the first line instead of writing them all."""
    first = int(block[0].astext())
    parts = [node for node in block.children if not _is_number(node)]
    block.rawsource = text = "".join(node.astext() for node in parts)
    block[:] = [nodes.Text(text)]
    block["linenos"] = True
    block["highlight_args"] = {"linenostart": first}


def _is_number(node: nodes.Node) -> bool:
    return isinstance(node, nodes.inline) and NUMBER in node["classes"]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the transform."""
    app.add_transform(ShowFiles)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
