"""A quiz on the page: a form, with the answer and the explanations out of sight.

What judges an answer is a line of JSON that ``sealed`` writes unreadable, by
ROT47: it keeps an eye from meeting the answer, not an attacker from finding it.
``browser/quiz.js`` reads it. Without
JavaScript the form is disabled, readable, and says so.

>>> sealed({"answer": "8"})
'LQ2?DH6CQiQgQN'
"""

from __future__ import annotations

import json
from typing import Any

from ..assets.lean_html import lean_body, styles_of
from ..base import wording
from ..base.addresses import chapter_name
from .nodes import quiz, quiz_answers, quiz_choice, quiz_label, quiz_question, quiz_why

ROT47 = {code: 33 + (code + 14) % 94 for code in range(33, 127)}
# What would end, or start, a script within a script.
SCRIPT_TAGS = ("</script", "<script", "<!--")


def sealed(content: Any) -> str:
    """Return JSON that is not legible at sight, for the inside of a script element."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    written = text.translate(ROT47)
    if any(tag in written.lower() for tag in SCRIPT_TAGS):
        written = text.replace("k", "\\u006b").translate(ROT47)
    return written


def highlighted_lines(self: Any, code: str) -> list[str]:
    """Return each line of Python code as coloured HTML, without its final space."""
    html = self.highlighter.highlight_block(code, "python")
    inside = html.partition("<pre>")[2].rpartition("</pre>")[0]
    inside = lean_body(inside, *styles_of(self.builder))
    return [line.rstrip() for line in inside.rstrip("\n").split("\n")]


def visit_quiz(self: Any, node: quiz) -> None:
    """Open the form."""
    self.quiz_whys = []
    name = f"quiz-{node['key']}"
    chapter = chapter_name(self.builder.config, self.builder.current_docname)
    self.body.append(
        f'<form class="quiz admonition question" id="{name}" data-kind="{node["kind"]}" '
        f'data-key="{chapter}/{node["key"]}" aria-labelledby="{name}-question">\n'
        f'<p class="admonition-title"><span class="box-label">{wording.QUESTION}</span></p>\n'
    )


def depart_quiz(self: Any, node: quiz) -> None:
    """Seal the answer and close the form."""
    content = {**node["sealed"], "why": self.quiz_whys}
    # The class has the sheet of KaTeX loaded when a formula is out of sight.
    has_math = any('class="katex"' in why for why in self.quiz_whys)
    katex = ' class="katex"' if has_math else ""
    self.body.append(
        f"<noscript><p>{wording.QUIZ_WITHOUT_SCRIPT}</p></noscript>\n"
        f'<script type="text/plain"{katex}>{sealed(content)}</script>\n</form>\n'
    )


def visit_question(self: Any, node: quiz_question) -> None:
    """Open the question, which names the form."""
    self.body.append(f'<p class="quiz-question" id="quiz-{node.parent["key"]}-question">')


def depart_question(self: Any, node: quiz_question) -> None:
    """Close the question."""
    self.body.append("</p>\n")


def visit_answers(self: Any, node: quiz_answers) -> None:
    """Open what the reader answers with."""
    name = f"quiz-{node.parent['key']}"
    kind = node["kind"]
    self.body.append(f'<fieldset disabled aria-labelledby="{name}-question">\n')
    if kind == "order":
        lines = highlighted_lines(self, node["code"])
        self.body.append('<ol class="quiz-lines">\n')
        for rank, number in enumerate(node["lines"]):
            code = f'<code class="highlight">{lines[number]}</code>'
            self.body.append(f'<li data-line="{rank}">{code}</li>\n')
        self.body.append("</ol>\n")
    elif kind == "print":
        self.body.append(
            f'<label>{wording.QUIZ_LABELS[kind]}<textarea name="{name}" rows="{node["rows"]}" '
            f'spellcheck="false" autocapitalize="off"></textarea></label>\n'
        )
    elif kind != "choice":
        mode = ' inputmode="decimal"' if kind == "number" else ""
        self.body.append(
            f'<label>{wording.QUIZ_LABELS[kind]}<input name="{name}" autocomplete="off"{mode}>'
            f"</label>\n"
        )


def depart_answers(self: Any, node: quiz_answers) -> None:
    """Close what the reader answers with."""
    self.body.append("</fieldset>\n")


def visit_choice(self: Any, node: quiz_choice) -> None:
    """Open a choice: its button and its letter."""
    rank = node.parent.index(node)
    self.body.append(
        f'<label class="quiz-choice"><input type="radio" name="quiz-{node.parent.parent["key"]}" '
        f'value="{rank}"><b>{chr(65 + rank)}</b> '
    )


def depart_choice(self: Any, node: quiz_choice) -> None:
    """Everything is closed already: the explanation came last, and was taken away."""


def visit_label(self: Any, node: quiz_label) -> None:
    """Open what the choice says."""
    self.body.append("<span>")


def depart_label(self: Any, node: quiz_label) -> None:
    """Close the choice: a label may not hold its explanation."""
    self.body.append("</span></label>\n")


def visit_why(self: Any, node: quiz_why) -> None:
    """Note where the explanation starts in what is written."""
    self.quiz_start = len(self.body)


def depart_why(self: Any, node: quiz_why) -> None:
    """Take the explanation out of the page, to be sealed with the answer."""
    html = "".join(self.body[self.quiz_start :])
    del self.body[self.quiz_start :]
    self.quiz_whys.append(lean_body(html, *styles_of(self.builder)).strip())


VISITORS = (
    (quiz, (visit_quiz, depart_quiz)),
    (quiz_question, (visit_question, depart_question)),
    (quiz_answers, (visit_answers, depart_answers)),
    (quiz_choice, (visit_choice, depart_choice)),
    (quiz_label, (visit_label, depart_label)),
    (quiz_why, (visit_why, depart_why)),
)
