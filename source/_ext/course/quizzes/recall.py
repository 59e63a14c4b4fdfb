"""The ``rappels`` directive: questions of earlier chapters, asked again.

Usage, after the objectives, from the second chapter on::

    .. rappels::

The build names the last three chapters before this one that have quizzes. The
browser asks one question of each (two when there is a single one), what the
student got wrong first, then what was never answered. A chapter's questions
are in a file of their own, ``recall-NN-slug.js``: this page does not change
when they do. The box is folded,
and reads them when it opens. Without JavaScript it holds the links to these
chapters. A deck opens with one question of each, its answer as the next step; ``recall_slides.py``
lets the author choose them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..assets.browser_scripts import remove_others, write_if_new
from ..base import wording
from ..base.addresses import chapter_name, is_chapter, page_reference
from ..base.directive import CourseDirective
from ..base.errors import CourseError
from ..slides.visibility import textonly
from .progress import chapters_in_order, domain_of

MOST_CHAPTERS = 3
RECALLED = "recall-{chapter}.js"
FORM = re.compile(r'<form class="quiz .*?</form>', re.DOTALL)


class rappels(nodes.General, nodes.Element):  # noqa: N801
    """Where the questions come; ``chapters`` are those they come from."""


class chosen_question(nodes.General, nodes.Element):  # noqa: N801
    """A question that the author chose for the deck: ``chapter``, ``question``, its notes."""


class Rappels(CourseDirective):
    """Ask questions of earlier chapters again."""

    def build(self) -> Sequence[nodes.Node]:
        """Return a ``rappels`` node; earlier chapters may not be read yet."""
        node = self.container(rappels("", chapters=[]))
        for child in node.children:
            if not isinstance(child, chosen_question):
                raise CourseError(wording.NO_RAPPEL)
        return [textonly("", node)]


def earlier_chapters(env: BuildEnvironment, docname: str) -> list[str]:
    """List the last chapters before this one that have quizzes, the nearest first."""
    chapters = chapters_in_order(env)
    if docname not in chapters:
        return []
    asking = {chapter for chapter, _ in domain_of(env).lent()}
    before = [chapter for chapter in chapters[: chapters.index(docname)] if chapter in asking]
    return before[::-1][:MOST_CHAPTERS]


class FillRappels(SphinxPostTransform):
    """Name the chapters, before references are resolved (10)."""

    builders = ("html",)
    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Link each chapter; a chapter that has none before it asks nothing."""
        chapters = earlier_chapters(self.env, self.env.current_document.docname)
        for node in list(self.document.findall(rappels)):
            node.children = []  # chosen for the deck
            if not chapters:
                node.parent.remove(node)
                continue
            node["chapters"] = chapters
            line = nodes.paragraph("", wording.RAPPELS_LEAD)
            for rank, chapter in enumerate(chapters):
                title = self.env.titles[chapter].astext()
                line += [nodes.Text(", " if rank else " "), page_reference(chapter, title)]
            line += nodes.Text(".")
            node += line


def write_recalled(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Write a chapter's questions for the pages of later chapters."""
    if app.builder.name != "html" or not is_chapter(app.config, pagename):
        return
    chapter = chapter_name(app.config, pagename)
    if forms := FORM.findall(context.get("body") or ""):
        text = json.dumps(forms, ensure_ascii=False)
        script = f'progress.recall("{chapter}", {text});\n'
        write_if_new(app, RECALLED.format(chapter=chapter), script)


def remove_forgotten(app: Sphinx, exception: Exception | None) -> None:
    """Remove the questions of chapters that ask none any more, or are no more."""
    if exception is not None or app.builder.name != "html":
        return
    asking = [chapter for chapter, _ in domain_of(app.env).lent()]
    wanted = {RECALLED.format(chapter=chapter_name(app.config, docname)) for docname in asking}
    remove_others(app, RECALLED.format(chapter="*"), wanted)


def visit_rappels(self: Any, node: rappels) -> None:
    """Open the box."""
    config = self.builder.config
    names = " ".join(chapter_name(config, chapter) for chapter in node["chapters"])
    self.body.append(
        f'<details class="rappels" data-from="{names}"><summary>{wording.RAPPELS}</summary>\n'
    )


def depart_rappels(self: Any, node: rappels) -> None:
    """Close the box."""
    self.body.append("</details>\n")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive, the transform and the file of questions."""
    app.add_directive("rappels", Rappels)
    app.add_node(rappels, html=(visit_rappels, depart_rappels))
    app.add_post_transform(FillRappels)
    app.connect("html-page-context", write_recalled, priority=860)
    app.connect("build-finished", remove_forgotten)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
