"""The questions of earlier chapters that open a deck, one a slide, each answer as its next step.

By themselves, one of each of the last three chapters. Or those that the author chooses, with
notes, in this order::

    .. rappels::

       .. rappel:: 05-donnees
          :question: Combien de lots

          Ask for hands: 15 or 16? Who says 15 forgets the last lot.

``question`` is how that question begins; its content becomes the lecturer's notes. A page asks
as it always does: what this student got wrong first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..base import wording
from ..base.addresses import DECK_BUILDER, chapter_name
from ..base.directive import CourseDirective
from ..base.errors import CourseError, nearest, report
from ..quotes.figure_nodes import snippet_figure
from ..slides.plan import is_silent, slide_mark
from ..slides.versions.shown import hidden_parts
from ..slides.visibility import speaker_notes
from .nodes import quiz
from .progress import chapters_in_order
from .recall import chosen_question, earlier_chapters, rappels

KINDS = ("choice", "number", "shape")


class Rappel(CourseDirective):
    """Choose a question of an earlier chapter for the deck."""

    required_arguments = 1
    known = {"question": directives.unchanged_required}

    def build(self) -> Sequence[nodes.Node]:
        """Return what was chosen, and the notes."""
        if not self.options.get("question"):
            raise CourseError(wording.MISSING_OPTION.format(option="question"))
        node = chosen_question("", chapter=self.arguments[0], question=self.options["question"])
        self.set_source_info(node)
        if self.content:
            node += self.container(speaker_notes())
        return [node]


def refuse_alone(app: Sphinx, document: nodes.document) -> None:
    """Report a question chosen outside of ``rappels``, where nothing asks it."""
    for node in list(document.findall(chosen_question)):
        if not isinstance(node.parent, rappels):
            report(CourseError(wording.RAPPEL_ALONE), node)
            node.parent.remove(node)


class AskOnSlides(SphinxPostTransform):
    """Put a question of each chapter on a slide of its own, before slides are cut (10)."""

    builders = (DECK_BUILDER,)
    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Ask after the slide where the directive stands; what follows it there goes on."""
        for node in list(self.document.findall(rappels)):
            shell = node.parent
            holder = shell.parent
            if not isinstance(holder, nodes.section):
                continue
            asked: list[nodes.Node] = []
            for chapter, question, notes in self._questions(node):
                title = wording.RECALLED.format(chapter=self.env.titles[chapter].astext())
                options = {"title": title, "layout": "question", "page": holder["ids"][0]}
                mark = slide_mark("", options=options)
                mark.source, mark.line = node.source, node.line
                asked += [mark, question, *notes]
            rank = holder.index(shell)
            rest = holder.children[rank + 1 :]
            # What is said of the slide before stays with it.
            said = [one for one in rest if isinstance(one, speaker_notes)]
            for one in said:
                holder.remove(one)
            goes_on = any(not is_silent(one) for one in rest if not isinstance(one, nodes.section))
            asked += [slide_mark("", options={})] * (goes_on and bool(asked))
            shell.replace_self([*said, *asked])

    def _questions(self, node: rappels) -> Iterator[tuple[str, quiz, list[nodes.Node]]]:
        """Yield the chapter, the question and the notes of each slide."""
        docname = self.env.current_document.docname
        if not node.children:
            for back, chapter in enumerate(earlier_chapters(self.env, docname)):
                if asked := asked_on_slides(self.env, chapter):
                    yield chapter, copied(asked[back % len(asked)]), []
        for child in node.children:
            try:
                yield *chosen(self.env, docname, child), list(child.children)
            except CourseError as error:
                report(error, child)


def chosen(env: BuildEnvironment, docname: str, node: Any) -> tuple[str, quiz]:
    """Return the chapter and the question that an author chose. Raises CourseError if none."""
    order = chapters_in_order(env)
    before = order[: order.index(docname)] if docname in order else []
    names = {chapter_name(env.config, chapter): chapter for chapter in before}
    if node["chapter"] not in names:
        raise CourseError(
            wording.UNKNOWN_RECALLED_CHAPTER.format(chapter=node["chapter"])
            + nearest(node["chapter"], names)
        )
    chapter, start = names[node["chapter"]], node["question"]
    asked = {one[0].astext(): one for one in asked_on_slides(env, chapter)}  # its first is asked
    found = [one for text, one in asked.items() if _letters(text).startswith(_letters(start))]
    if len(found) != 1:
        sentence = wording.RECALLED_TWICE if found else wording.UNKNOWN_RECALLED
        raise CourseError(sentence.format(question=start) + nearest(start, asked))
    return chapter, copied(found[0])


def _letters(text: str) -> str:
    """Return what stays of a text whatever its markup and its typography."""
    return re.sub(r"\W+", "", text).lower()


def is_picture(node: nodes.Node) -> bool:
    """Tell whether a node is a figure, which the later chapter's deck does not have."""
    return isinstance(node, nodes.image | snippet_figure)


def asked_on_slides(env: BuildEnvironment, chapter: str) -> list[quiz]:
    """Return the questions of a chapter that stand alone on a slide."""
    tree = env.get_doctree(chapter)
    hidden = {id(node) for part in hidden_parts(tree, env.config) for node in part.findall(quiz)}
    return [
        node
        for node in tree.findall(quiz)
        if node["kind"] in KINDS and not any(node.findall(is_picture)) and id(node) not in hidden
    ]


def copied(question: quiz) -> quiz:
    """Return a question for another chapter's slide."""
    copy = question.deepcopy()
    copy["recalled"] = True  # its minutes are counted: slides/planned_minutes.py
    for node in copy.findall(nodes.Element):
        node["ids"] = []
    return copy


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive and the transform."""
    app.add_directive("rappel", Rappel)
    app.add_node(chosen_question)
    app.connect("doctree-read", refuse_alone)
    app.add_post_transform(AskOnSlides)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
