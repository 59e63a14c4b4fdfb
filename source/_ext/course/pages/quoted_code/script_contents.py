"""The page of a script says which cells it has; chapters lead to each of them.

Nothing to write; ``extensions = ["course.pages.quoted_code.script_contents"]``.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from ...base import wording
from ...base.addresses import script_shown
from ...records.session import session_of

FEWEST = 3  # with fewer cells, nothing is looked for


def add_contents(app: Sphinx, document: nodes.document) -> None:
    """Put the names of the cells above the first one."""
    name = script_shown(app.config, app.env.current_document.docname)
    if not name or name not in session_of(app.config).names:
        return
    cells = [cell for cell in session_of(app.config).script(name).cells if cell.name]
    anchored = [block for block in document.findall(nodes.literal_block) if block["ids"]]
    if len(cells) < FEWEST or not anchored:
        return
    line = nodes.paragraph("", wording.SCRIPT_CELLS, classes=["script-cells"])
    for cell in cells:
        link = nodes.reference("", "", nodes.literal("", cell.name), refuri=f"#{cell.anchor}")
        line += [nodes.Text(" "), link]
    first = anchored[0]
    first.parent.insert(first.parent.index(first), line)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Once the page is read."""
    app.connect("doctree-read", add_contents)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
