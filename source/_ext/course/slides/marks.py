"""Where slides start: titles, and the marks of reStructuredText and MyST.

A title down to level 3 starts a slide; so does a mark::

    .. slide::                     +++                 (MyST)
       :layout: center             +++ {"layout": "center"}

A mark next to a title (before or right under it) describes that title's slide;
elsewhere it goes on under the running title. A chapter whose front matter says
``:slides: marked`` (those that come from Slidey do) is cut at its marks alone:
each gives one slide, a title within a slide is a heading, and what precedes the
first mark stays on the page. ``plan.py`` makes the slides of these marks.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from ..base import wording
from ..base.directive import CourseDirective, choice, minutes
from ..base.errors import CourseError, nearest, report
from ..upstream.parsers import is_block_break
from .audience import OPTION, read_audiences
from .layouts import LAYOUTS, check_layout
from .overflow import FITS, check_fit
from .plan import slide_mark

OPTIONS = {
    "layout": choice("layout", *LAYOUTS),
    "title": directives.unchanged_required,
    "minutes": minutes,
    "class": directives.class_option,
    "background": directives.unchanged_required,
    "fit": choice("fit", *FITS),
    "reason": directives.unchanged_required,
    OPTION: directives.unchanged_required,
}


class SlideDirective(CourseDirective):
    """Start a slide here."""

    has_content = False
    known = OPTIONS

    def build(self) -> Sequence[nodes.Node]:
        """Return one mark."""
        check_fit(self.options)
        check_layout(self.options)
        read_audiences(self.options, self.state.document, self.config)
        node = slide_mark("", options=dict(self.options))
        self.set_source_info(node)
        return [node]


class BlockBreaks(SphinxTransform):
    """Turn MyST's ``+++`` into slide marks; refuse marks inside other blocks."""

    default_priority = 210

    def apply(self, **kwargs: Any) -> None:
        """Convert the breaks, then check where the marks stand."""
        self._read_regime()
        for node in list(self.document.findall(nodes.comment)):
            if is_block_break(node):
                self._convert(node)
        for mark in list(self.document.findall(slide_mark)):
            if not isinstance(mark.parent, nodes.section | nodes.document):
                parent = mark.parent.tagname.replace("_", " ")
                report(CourseError(wording.MISPLACED_SLIDE.format(parent=parent)), mark)
                mark.parent.remove(mark)

    def _read_regime(self) -> None:
        """Keep ``:slides:`` of the front matter, which Sphinx takes away."""
        for given_field in self.document.findall(nodes.field):
            is_ours = given_field.parent.parent is self.document
            if is_ours and given_field[0].astext() == "slides":
                given = given_field[1].astext().strip()
                if given not in ("titles", "marked"):
                    report(CourseError(wording.UNKNOWN_SLIDES.format(given=given)), given_field)
                self.document["slides"] = given

    def _convert(self, node: nodes.comment) -> None:
        mark = slide_mark("", options={})
        mark.source, mark.line = node.source, node.line
        node.replace_self(mark)
        try:
            options = _break_options(node.astext().strip())
            read_audiences(options, self.document, self.config)
            mark["options"] = options
        except CourseError as error:
            report(error, mark)


def _break_options(text: str) -> dict[str, Any]:
    """Read the JSON object after ``+++``."""
    try:
        given = json.loads(text) if text else {}
        if not isinstance(given, dict):
            raise ValueError("{…}")
    except ValueError as error:
        raise CourseError(wording.BREAK_SYNTAX.format(error=error)) from error
    for name in given:
        if name not in OPTIONS:
            raise CourseError(
                wording.UNKNOWN_OPTION.format(directive="+++", option=name) + nearest(name, OPTIONS)
            )
    options = {name: OPTIONS[name](str(text)) for name, text in given.items()}
    check_fit(options)
    check_layout(options)
    return options


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the mark."""
    app.add_directive("slide", SlideDirective)
    app.add_node(slide_mark)
    app.add_transform(BlockBreaks)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
