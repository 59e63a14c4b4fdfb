"""``literalinclude`` with ``diff``: the files by their names in the course.

Sphinx writes the whole path of the machine that builds, which no reader has::

    .. literalinclude:: apres.sh
       :diff: avant.sh
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

HEAD = re.compile(r"^(---|\+\+\+) (\S.*)$", re.MULTILINE)


class ShortNames(SphinxTransform):
    """Take the path of the source folder away, in the two lines at the head of a diff."""

    default_priority = 400

    def apply(self, **kwargs: Any) -> None:
        """Look at each diff."""
        folder = f"{self.env.srcdir}/"
        for block in self.document.findall(nodes.literal_block):
            if block.get("language") == "udiff":
                head = HEAD.sub(lambda line: line[0].replace(folder, "", 1), block.astext(), 2)
                block.rawsource = head
                block[:] = [nodes.Text(head)]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the transform."""
    app.add_transform(ShortNames)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
