"""A quiz on a slide: the question and its choices, then by a key the answer.

The answer comes with the first block of its explanation; the rest is for the
page. Lines to order have letters, and the answer is their order.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..base import wording
from ..base.addresses import DECK_BUILDER
from ..quotes.snippet import snippet
from . import page as quiz_page
from .nodes import quiz, quiz_answers, quiz_choice, quiz_label, quiz_question, quiz_why
from .page import highlighted_lines


class ShortenAnswers(SphinxPostTransform):
    """Keep the right answer's explanation, and of it what a slide has room for."""

    builders = (DECK_BUILDER,)
    default_priority = 30  # after what is for the page only is gone

    def run(self, **kwargs: Any) -> None:
        """Put one short explanation at the end of each quiz."""
        for node in list(self.document.findall(quiz)):
            whys = list(node.findall(quiz_why))
            kept = whys[node.get("right", 0)]
            for why in whys:
                why.parent.remove(why)
            quoted = [child for child in kept.children if isinstance(child, snippet)][:1]
            words = [child for child in kept.children if child not in quoted][:1]
            kept.children = []
            kept += words if node["kind"] == "order" else [*quoted, *words]
            node += kept
            for answers in node.findall(quiz_answers):
                if answers["kind"] == "order":
                    ranks = sorted(range(len(answers["lines"])), key=answers["lines"].__getitem__)
                    node["shown"] = ", ".join(chr(65 + rank) for rank in ranks)


def visit_quiz(self: Any, node: quiz) -> None:
    """Open the box."""
    self.body.append(f'<div class="quiz admonition question quiz-{node["kind"]}">\n')


def visit_question(self: Any, node: quiz_question) -> None:
    """Open the question."""
    self.body.append('<p class="quiz-question">')


def depart_question(self: Any, node: quiz_question) -> None:
    """Close the question."""
    self.body.append("</p>\n")


def visit_answers(self: Any, node: quiz_answers) -> None:
    """Open the choices, or the lines."""
    step = " fragment" if "fragment" in node["classes"] else ""
    if node["kind"] == "choice":
        self.body.append(f'<ol class="quiz-choices{step}" type="A">\n')
    elif node["kind"] == "order":
        lines = highlighted_lines(self, node["code"])
        items = "".join(f"<li><code>{lines[number]}</code></li>" for number in node["lines"])
        self.body.append(f'<ol class="quiz-lines highlight{step}" type="A">{items}')


def depart_answers(self: Any, node: quiz_answers) -> None:
    """Close them."""
    if node["kind"] in ("choice", "order"):
        self.body.append("</ol>\n")


def visit_choice(self: Any, node: quiz_choice) -> None:
    """Open a choice."""
    self.body.append("<li>")


def depart_choice(self: Any, node: quiz_choice) -> None:
    """Close a choice."""
    self.body.append("</li>\n")


def nothing(self: Any, node: nodes.Element) -> None:
    """Leave no trace."""


def visit_why(self: Any, node: quiz_why) -> None:
    """Open the answer, the slide's next step."""
    asked = node.parent
    answer = chr(65 + asked["right"]) if "right" in asked else asked.get("shown", "")
    label = f"{wording.ANSWER}\u00a0: {answer}" if answer else wording.ANSWER
    self.body.append(
        f'<div class="fragment answer"><p class="fold-label">{self.encode(label)}</p>\n'
    )


def depart_block(self: Any, node: nodes.Element) -> None:
    """Close a block."""
    self.body.append("</div>\n")


VISITORS: dict[type[nodes.Element], Any] = {
    quiz: (visit_quiz, depart_block),
    quiz_question: (visit_question, depart_question),
    quiz_answers: (visit_answers, depart_answers),
    quiz_choice: (visit_choice, depart_choice),
    quiz_label: (nothing, nothing),
    quiz_why: (visit_why, depart_block),
}


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the nodes with their visitors, and the transform."""
    for node, visitors in quiz_page.VISITORS:
        app.add_node(node, html=visitors, revealjs=VISITORS[node])
    app.add_post_transform(ShortenAnswers)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
