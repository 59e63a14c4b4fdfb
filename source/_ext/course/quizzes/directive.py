"""The ``quiz`` directive: a question whose right answer the build computes.

reStructuredText (MyST: the same options in ``{quiz}``, ``{choice}`` fences)::

    .. quiz:: Que vaut ``w.grad`` après deux appels à ``backward()`` ?
       :kind: choice
       :script: 02_autograd/plot_accumulation

       Optional body: text, snippet, formula.

       .. choice:: 4
          :if: second_gradient == 4

          Why it is wrong.

       .. choice:: 8
          :if: second_gradient == 8
          :correct:

          Why it is right.

``if`` is an expression over the script's recorded values (``quotes/expressions.py``):
exactly one choice is true, and it is the one marked ``correct``. The other
kinds hold one ``.. explanation::``:

- ``number``: ``:answer:`` (expression), ``:stated:`` (what the author believes),
  ``:tolerance:`` (absolute; needed when the answer is not an integer);
- ``shape``: ``:answer:``, ``:stated: (32, 10)``;
- ``print``: ``:cell:``, whose code is shown and whose output is the answer;
- ``order``: ``:cell:``, whose lines are shuffled; ``:free: 2-3`` may change places.

``:cover: choices`` keeps the choices, or the lines, for the slide's next step: the room says
what it would answer before it reads them.

What is stated and what is computed differ: the build fails, at the line.
``kinds.py`` computes; ``page.py`` and ``deck.py`` show.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from ..base import wording
from ..base.directive import CourseDirective, choice
from ..base.errors import CourseError, nearest, report
from ..quotes.domain import quote
from .kinds import KINDS, Asked
from .nodes import quiz, quiz_answers, quiz_choice, quiz_label, quiz_question, quiz_why

COMMON = ("kind", "script", "cover")


class Quiz(CourseDirective):
    """Ask a question whose answer is computed."""

    required_arguments = 1
    final_argument_whitespace = True
    known = {
        "kind": choice("kind", *KINDS),
        "script": directives.unchanged_required,
        "answer": directives.unchanged_required,
        "stated": directives.unchanged_required,
        "tolerance": directives.unchanged_required,
        "cell": directives.unchanged_required,
        "free": directives.unchanged_required,
        "cover": choice("cover", "choices"),
    }

    def build(self) -> Sequence[nodes.Node]:
        """Return one ``quiz`` node: question, body, answers, explanation."""
        kind = self._kind()
        for name in ("script", *kind.required):
            if not self.options.get(name):
                raise CourseError(wording.MISSING_OPTION.format(option=name))
        script, record = quote(self.env, self.options["script"])
        if record.not_run:
            sentence = wording.QUIZ_NOT_RUN.format(script=script.name)
            return [nodes.paragraph("", sentence, classes=["not-run"])]
        content = self.parse_content_to_nodes()
        choices = [node for node in content if isinstance(node, quiz_choice)]
        whys = [node for node in content if isinstance(node, quiz_why)]
        body = [node for node in content if not isinstance(node, quiz_choice | quiz_why)]
        self._check_parts(choices, whys)
        asked = Asked(self, script, record, choices)
        node = quiz("", kind=self.options["kind"], key=self._key(), script=script.name)
        node["layout"] = "question"
        self.set_source_info(node)
        answers = kind.answer(asked, node, whys)
        self._cover(answers)
        text, messages = self.parse_inline(self.arguments[0])
        node += quiz_question("", "", *text, *messages)
        node += [*asked.shown, *body, *answers, *whys]
        for child in (node[0], *node.findall(quiz_answers)):
            self.set_source_info(child)
        return [node]

    def _kind(self) -> Any:
        if "kind" not in self.options:
            raise CourseError(wording.MISSING_OPTION.format(option="kind") + nearest("", KINDS))
        kind = KINDS[self.options["kind"]]
        for name in self.options:
            if name not in (*COMMON, *kind.required, *kind.optional):
                raise CourseError(
                    wording.OPTION_OF_OTHER_KIND.format(option=name, kind=self.options["kind"])
                )
        return kind

    def _check_parts(self, choices: list[quiz_choice], whys: list[quiz_why]) -> None:
        """Choices for a choice, each explained; one explanation for the others."""
        if self.options["kind"] == "choice":
            if whys:
                raise CourseError(wording.EXPLANATION_OF_CHOICES)
        elif choices:
            raise CourseError(wording.CHOICES_OF_OTHER_KIND.format(kind=self.options["kind"]))
        elif len(whys) != 1:
            raise CourseError(wording.ONE_EXPLANATION.format(count=len(whys)))

    def _cover(self, answers: list[nodes.Node]) -> None:
        """On the slide, show the choices at the next step."""
        if "cover" in self.options:
            if self.options["kind"] not in ("choice", "order"):
                raise CourseError(wording.COVERED_CHOICES.format(kind=self.options["kind"]))
            for one in answers:
                if isinstance(one, quiz_answers):
                    one["classes"].append("fragment")

    def _key(self) -> str:
        """Return what names this question from build to build, and in the student's browser."""
        parts = [self.options["script"], self.options.get("cell", ""), self.arguments[0]]
        text = " ".join(" ".join(parts).split())
        return hashlib.sha256(text.encode()).hexdigest()[:8]


class Choice(CourseDirective):
    """One choice of a quiz, with why it is right or wrong."""

    required_arguments = 1
    final_argument_whitespace = True
    known = {"if": directives.unchanged_required, "correct": directives.flag}

    def build(self) -> Sequence[nodes.Node]:
        """Return one ``quiz_choice`` node: its label and its explanation."""
        if not self.options.get("if"):
            raise CourseError(wording.MISSING_OPTION.format(option="if"))
        why = self.container(quiz_why())
        if not why.children:
            raise CourseError(wording.UNEXPLAINED_CHOICE.format(choice=self.arguments[0]))
        text, messages = self.parse_inline(self.arguments[0])
        label = quiz_label("", "", *text, *messages)
        node = quiz_choice("", label, why, expression=self.options["if"])
        node["correct"], node["text"] = "correct" in self.options, self.arguments[0]
        self.set_source_info(label)
        self.set_source_info(node)
        return [node]


class Explanation(CourseDirective):
    """Why the answer of a quiz is what it is."""

    def build(self) -> Sequence[nodes.Node]:
        """Return one ``quiz_why`` node."""
        why = self.container(quiz_why())
        if not why.children:
            raise CourseError(wording.EMPTY_EXPLANATION)
        return [why]


def check_quizzes(app: Sphinx, document: nodes.document) -> None:
    """Refuse a choice or explanation outside a quiz, and a question asked twice."""
    for node in list(document.findall(lambda n: isinstance(n, quiz_choice | quiz_why))):
        parent = node.parent
        inside = (quiz, quiz_choice) if isinstance(node, quiz_why) else (quiz_answers,)
        if not isinstance(parent, inside):
            report(CourseError(wording.OUTSIDE_QUIZ), node)
            parent.remove(node)
    seen: set[str] = set()
    for node in document.findall(quiz):
        if node["key"] in seen:
            report(CourseError(wording.ASKED_TWICE), node)
        seen.add(node["key"])


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directives."""
    app.add_directive("quiz", Quiz)
    app.add_directive("choice", Choice)
    app.add_directive("explanation", Explanation)
    app.connect("doctree-read", check_quizzes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
