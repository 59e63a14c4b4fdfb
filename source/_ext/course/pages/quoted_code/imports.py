"""What the programs of a chapter import is shown before their first quote, once each.

A block then names nothing that the page does not show. They lie open for the first program of a
chapter, if they are short, and folded for the others. A program whose imports the author quotes
shows them there. Nothing to write: it is the cell called ``imports``, which a script begins with.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata

from ...base import wording
from ...base.addresses import is_chapter
from ...quotes.snippet import snippet, snippet_of
from ...records.session import session_of
from ...scripts.script import Cell, Script
from ...slides.blocks.boxes import folded
from ...slides.visibility import textonly

CELL = "imports"
LATER = "later"  # paper shows the first ones alone
SHORT = 12  # lines: more would come between a chapter and its first sentence


class ShowImports(SphinxPostTransform):
    """Put them in the text of a chapter, where its programs begin."""

    builders = ("html",)
    default_priority = 3  # before documentation_links.py (4): their names lead there too

    def run(self, **kwargs: Any) -> None:
        """Look at what the chapter quotes, in order; in a box, a program is a short case."""
        if not is_chapter(self.config, self.env.current_document.docname):
            return
        session = session_of(self.config)
        shown = {one["script"] for one in self._quotes() if one["cell"] == CELL}
        for quoted in self._quotes():
            if quoted["script"] in shown or (place := _place(quoted)) is None:
                continue
            is_first = not shown
            shown.add(quoted["script"])
            script = session.script(quoted["script"])
            cell = next((one for one in script.cells if one.name == CELL), None)
            if cell:
                block = self._imports(script, cell)
                block["kind"] += "" if is_first else f" {LATER}"
                block["open"] = is_first and cell.code.count("\n") < SHORT
                place.parent.insert(place.parent.index(place), textonly("", block))  # on no slide

    def _quotes(self) -> list[snippet]:
        return [one for one in self.document.findall(snippet) if "program" in one]

    def _imports(self, script: Script, cell: Cell) -> folded:
        node = snippet_of(self.config, script, cell)
        node["program"] = f"{script.name}:{cell.index}"
        code = nodes.literal_block(cell.code, cell.code, language="python")
        code.source, code.line = str(script.path), cell.line
        node += code
        name = script.name.rpartition("/")[2]
        return folded("", node, kind=CELL, summary=wording.IMPORTS.format(script=name))


def _place(quoted: snippet) -> nodes.Element | None:
    """Return what of the text holds a quote, None when that is a box."""
    place: nodes.Element = quoted
    while not isinstance(place.parent, nodes.section):
        place = place.parent
        if place is None or isinstance(place, nodes.Admonition | folded):
            return None
    return place


def setup(app: Sphinx) -> ExtensionMetadata:
    """Once the chapter is read: decks do without."""
    app.add_post_transform(ShowImports)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
