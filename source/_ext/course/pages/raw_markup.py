"""Markup that a chapter's language does not have, and would print as it is: refused.

The other language's (``**gras`` of Markdown in reStructuredText, a ``:role:`` in Markdown), or
another tool's (``{{ nom }}``, ``- [ ]``, ``~~barré~~``). Nothing to write; code is free.
So is an image without its alternative text.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from ..base import wording
from ..base.addresses import is_chapter
from ..base.errors import CourseError, report

Marks = list[tuple[re.Pattern[str], str]]
BOTH: Marks = [
    (re.compile(r"\{\{.*?\}\}"), wording.RAW_SUBSTITUTION),
    (re.compile(r"~~\S[^~]*~~|==\w[^=]*==(?!=)"), wording.RAW_STRIKE),
    (re.compile(r"(?<!\S)\*\*\w[^*]*|\w\*\*(?!\S)"), wording.RAW_STARS),
]
IN_MARKDOWN: Marks = [
    (re.compile(r"(?<!\S):[a-z][\w-]*:$"), wording.RAW_ROLE),
    (re.compile(r"^\.\. [\w-]+::"), wording.RAW_DIRECTIVE),
]
IN_REST: Marks = [
    (re.compile(r"!\[[^\]]*\]\([^)\s]+\)"), wording.RAW_IMAGE),
    (re.compile(r"(?<!!)\[[^\]]+\]\((?:[^)\s]+\)|$)"), wording.RAW_LINK),
    (re.compile(r"^(```|:::)\S*"), wording.RAW_FENCE),
    (re.compile(r"^#{1,6} \S.*"), wording.RAW_HEADING),
    (re.compile(r"(?<!\S):[a-z][\w-]*:(?=\s)"), wording.RAW_OPTION),
]
TASK = re.compile(r"\[[ xX]\](?=\s)")
NO_PROSE = (nodes.literal, nodes.FixedTextElement, nodes.math, nodes.raw, nodes.Invisible)


def refuse_raw_markup(app: Sphinx, document: nodes.document) -> None:
    """Report each of them in a chapter."""
    docname = app.env.current_document.docname
    if not is_chapter(app.config, docname):
        return
    is_markdown = app.env.doc2path(docname).suffix == ".md"
    marks = BOTH + (IN_MARKDOWN if is_markdown else IN_REST)
    for text in document.findall(nodes.Text):
        if _is_prose(text):
            for found, instead in _found(text, marks):
                message = wording.WRITTEN_RAW.format(found=found, instead=instead)
                report(CourseError(message), text.parent)
    for fields in document.findall(nodes.field_list):
        if _takes_no_option(fields.parent):
            found = f":{fields[0][0].astext()}:"
            message = wording.WRITTEN_RAW.format(found=found, instead=wording.RAW_OPTION)
            report(CourseError(message), fields)
    for image in document.findall(nodes.image):
        if not image.get("alt", "").strip():
            name = image["uri"].rpartition("/")[2]
            how = wording.HOW_ALT[is_markdown and image.parent.tagname == "paragraph"]
            message = wording.IMAGE_WITHOUT_ALT.format(image=name, how=how.format(image=name))
            report(CourseError(message), image if image.line else image.parent)


def _takes_no_option(block: nodes.Element) -> bool:
    """Tell whether a block is made by a directive without options, which would be its text."""
    is_quote = isinstance(block, nodes.block_quote) and bool(block["classes"])
    return is_quote or isinstance(block, addnodes.versionmodified)


def _found(text: nodes.Text, marks: Marks) -> list[tuple[str, str]]:
    """Return what a text holds of these marks, and what to write instead."""
    found = [(one[0], instead) for mark, instead in marks if (one := mark.search(text))]
    paragraph = text.parent
    in_list = isinstance(paragraph.parent, nodes.list_item) and paragraph.parent[0] is paragraph
    if in_list and paragraph[0] is text and (task := TASK.match(text)):
        found.append((f"- {task[0]}", wording.RAW_TASK))
    return found


def _is_prose(text: nodes.Text) -> bool:
    parent: Any = text.parent
    while parent is not None and not isinstance(parent, NO_PROSE):
        parent = parent.parent
    return parent is None


def setup(app: Sphinx) -> dict[str, Any]:
    """Check each document once read, before its typography is French."""
    app.connect("doctree-read", refuse_raw_markup)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
