"""What a chapter writes and no reader would see: refused, with its line.

- ``raw`` of another format than HTML, which Sphinx drops in silence;
- ``header`` and ``footer``, whose place the theme takes;
- what stands before the title of a chapter: a slide starts at a title.

``only``, comments and the front matter say themselves that they are not for readers.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from ..base import wording
from ..base.addresses import is_chapter
from ..base.errors import CourseError, report
from ..slides.plan import SILENT, slide_mark

# What stands outside the sections, and is shown by another way or on purpose by none.
OUTSIDE = (
    *SILENT,
    nodes.decoration,
    nodes.docinfo,
    nodes.field_list,
    nodes.footnote,
    nodes.meta,
    nodes.pending,
    nodes.section,
    nodes.substitution_definition,
    nodes.transition,
    addnodes.index,
    addnodes.highlightlang,
    addnodes.tabular_col_spec,
    slide_mark,
)


def refuse_unshown(app: Sphinx, document: nodes.document) -> None:
    """Report each of them."""
    for node in document.findall(nodes.raw):
        is_line_break = not node.astext().strip("\\ \n")  # MyST writes it for each format
        if "html" not in node["format"].split() and not is_line_break:
            report(CourseError(wording.RAW_OF_OTHER_FORMAT.format(format=node["format"])), node)
    for node in document.findall(nodes.decoration):
        for part in node.children:
            report(CourseError(wording.NO_PLACE_FOR.format(name=part.tagname)), part[0])
    if not is_chapter(app.config, app.env.current_document.docname):
        return
    for node in document.children:
        if not isinstance(node, OUTSIDE) and document.get("slides") != "marked":
            report(CourseError(wording.BEFORE_THE_TITLE), node)
            return


def setup(app: Sphinx) -> dict[str, Any]:
    """Check each document once read."""
    app.connect("doctree-read", refuse_unshown)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
