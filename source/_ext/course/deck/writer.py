"""How a slide is written: its nodes, and our translator for sphinx-revealjs.

Pygments colours (reveal's highlighter guesses languages and weighs 940 KB),
balanced sections, one span a line where the code is stepped through, and on
each slide the line it comes from (the file too, when it is not the chapter's).
"""

from __future__ import annotations

import json
import os
import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from ..base.addresses import DECK_BUILDER

# The layouts that are on a dark ground, whatever the room.
ON_DARK = ("title", "divider", "pause")


class deck_slide(nodes.General, nodes.Element):  # noqa: N801
    """One slide: ``ids``, ``layout``, ``classes``, ``background``, ``anchor``, ``fit``."""


class deck_title(nodes.General, nodes.TextElement):  # noqa: N801
    """A slide's title; ``running`` when it repeats the section's."""


def between_apostrophes(text: str) -> str:
    """Return a text for such an attribute: the quotes of JSON weigh one byte there, not six."""
    return text.replace("&", "&amp;").replace("'", "&#39;")


class DeckTranslator(HTML5Translator):
    """Writes slides."""

    def __init__(self, document: nodes.document, builder: Any) -> None:
        super().__init__(document, builder)
        self.builder.add_permalinks = False

    def visit_deck_slide(self, node: deck_slide) -> None:
        dark = ["dark-ground"] if node["layout"] in ON_DARK else []
        classes = " ".join([f"layout-{node['layout']}", *dark, *node["classes"]])
        background = node["background"]
        extra = f' data-background="{self.attval(background)}"' if background else ""
        if node["section"] and not node[0]["running"]:
            extra += " data-section"
        extra += f' data-timing="{node["timing"]}"'
        if node["clock"]:
            extra += f' data-minutes="{node["clock"]:g}"'
        if node["anchor"] != node["ids"][0]:
            extra += f' data-page="{node["anchor"]}"'
        if node["fit"]:
            extra += f' data-fit="{node["fit"]}"'
        if node["fit"] == "none":
            extra += f' data-reason="{self.attval(node["reason"])}"'
        if remarks := node.get("remarks"):
            kept = json.dumps(remarks, ensure_ascii=False)
            extra += f" data-remarks='{between_apostrophes(kept)}'"
        if node["fit"] == "scroll":
            extra += f' tabindex="0" role="region" aria-label="{self.attval(node[0].astext())}"'
        if node.source and node.source != self.document["source"]:
            source = os.path.relpath(node.source, self.builder.srcdir)
            extra += f' data-source="{self.attval(source)}"'
        extra += f' data-line="{node.line or 1}"'
        self.body.append(f'<section id="{node["ids"][0]}" class="{classes}"{extra}>\n')
        self.section_level = 2

    def depart_deck_slide(self, node: deck_slide) -> None:
        self.body.append("</section>\n")

    def visit_deck_title(self, node: deck_title) -> None:
        tag = "h1" if node["level"] == 1 and not node["running"] else "h2"
        classes = ' class="running"' if node["running"] else ""
        self.body.append(f"<{tag}{classes}>")
        self.context.append(tag)

    def depart_deck_title(self, node: deck_title) -> None:
        self.body.append(f"</{self.context.pop()}>\n")

    def visit_section(self, node: nodes.section) -> None:
        """A title below those that start a slide; a section in it would be a slide of its own."""
        self.section_level += 1
        self.body.append(self.starttag(node, "div", CLASS="subsection"))

    def depart_section(self, node: nodes.section) -> None:
        self.section_level -= 1
        self.body.append("</div>\n")

    def visit_title(self, node: nodes.title) -> None:
        """No link back to a table of contents, which is on another slide."""
        node.attributes.pop("refid", None)
        super().visit_title(node)

    def visit_admonition(self, node: nodes.Element, name: str = "") -> None:
        """A box that folds on the page is open here: nobody clicks in a lecture or on paper."""
        node.attributes.pop("collapsible", None)
        super().visit_admonition(node, name)

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        """The note is on the slide: no link."""
        self.body.append('<sup class="footnote-reference">')

    def depart_footnote_reference(self, node: nodes.footnote_reference) -> None:
        self.body.append("</sup>")

    def visit_literal_block(self, node: nodes.Element) -> None:
        """Colour as on pages; with ``steps``, one span a line and a fragment a step."""
        steps = node.get("steps")
        if not steps:
            super().visit_literal_block(node)
            return
        node["highlight_args"] = {}
        try:
            super().visit_literal_block(node)
        except nodes.SkipNode:
            self.body[-1] = _with_steps(self.body[-1], steps, node.get("uncover"))
            raise


def _with_steps(html: str, steps: list[list[int]], uncover: bool) -> str:
    """Wrap each line in a span and add reveal.js fragments, one a further step."""
    found = re.search(r"(<pre[^>]*>(?:<span></span>)?)(.*?)(\n?</pre>)", html, re.DOTALL)
    assert found is not None
    lines = [
        f'<span class="ln" data-line="{number}">{line}</span>'
        for number, line in enumerate(found[2].split("\n"), start=1)
    ]
    marks = [
        f'<span class="fragment code-step" data-lines="{" ".join(map(str, step))}"></span>'
        for step in steps[1:]
    ]
    first = " ".join(map(str, steps[0])) + ('" data-uncover="' if uncover else "")
    body = found[1] + "\n".join(lines) + found[3]
    stepped = html[: found.start()] + body + html[found.end() :]
    stepped = stepped.replace("<div class=", f'<div data-steps="{first}" class=', 1)
    return stepped + "".join(marks) + "\n"


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the deck's nodes and translator."""
    app.add_node(deck_slide)
    app.add_node(deck_title)
    app.set_translator(DECK_BUILDER, DeckTranslator, override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
