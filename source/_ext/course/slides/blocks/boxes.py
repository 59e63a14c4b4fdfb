"""The course's boxes: misconception, question and answer, spoiler.

Usage::

    .. misconception:: ``*`` n'est pas le produit matriciel
       :script: erreurs/plot_etoile

       The wrong version next to the right one, both quoted.

    .. question::

       Quelle est la forme de ``x.sum(dim=0)`` ?

       .. answer::

          Why each choice is right or wrong.

``script`` names the page of the bank of mistakes where the reader looks for the
error; the title links to it. The answer is the slide's next step. An exercise is
a box of exercises/directive.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from ...base import wording
from ...base.addresses import place_of, script_page
from ...base.directive import CourseDirective
from ...quotes.domain import quote


class box(nodes.Admonition, nodes.Element):  # noqa: N801
    """A titled box; ``kind`` is its class."""


class box_title(nodes.General, nodes.TextElement):  # noqa: N801
    """The title of a box, not of a section."""


class bank_link(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801
    """A link to the page of ``script`` in the bank of mistakes."""


class folded(nodes.General, nodes.Element):  # noqa: N801
    """Content behind a summary: ``kind``, ``summary``, and whether a page shows it ``open``."""


class Box(CourseDirective):
    """A titled box with optional text after its kind."""

    optional_arguments = 1
    final_argument_whitespace = True
    kind = ""
    label = ""

    def build(self) -> Sequence[nodes.Node]:
        """Return one ``box`` node."""
        title = box_title()
        self.set_source_info(title)
        title += nodes.inline("", self.label, classes=["box-label"])
        if self.arguments:
            text, messages = self.parse_inline(self.arguments[0])
            title += [nodes.Text("\u00a0: "), *text, *messages]
        node = box("", title, kind=self.kind)
        return [self.container(node)]


class Misconception(Box):
    """The wrong version, executed, next to the right one."""

    kind, label = "misconception", wording.MISCONCEPTION
    known = {"script": directives.unchanged_required}

    def build(self) -> Sequence[nodes.Node]:
        """Return the box; its title leads to the bank of mistakes. Raises CourseError."""
        (node,) = super().build()
        if "script" in self.options:
            script, _ = quote(self.env, self.options["script"])
            title = next(iter(node.findall(box_title)))
            title += bank_link("", script=script.name)
        return [node]


class Question(Box):
    """A question of the self-check."""

    kind, label = "question", wording.QUESTION

    def build(self) -> Sequence[nodes.Node]:
        """Return the box, which is large when it is alone on its slide."""
        (node,) = super().build()
        assert isinstance(node, box)
        node["layout"] = "question"
        return [node]


class Folded(CourseDirective):
    """Content behind a summary."""

    optional_arguments = 1
    final_argument_whitespace = True
    kind = ""
    label = ""

    def build(self) -> Sequence[nodes.Node]:
        """Return one ``folded`` node."""
        summary = self.arguments[0] if self.arguments else self.label
        return [self.container(folded("", kind=self.kind, summary=summary))]


class Answer(Folded):
    """The answer to a question."""

    kind, label = "answer", wording.ANSWER


class Spoiler(Folded):
    """Anything that the reader unfolds."""

    kind, label = "spoiler", wording.SPOILER


def visit_box(self: Any, node: box) -> None:
    """Open a box."""
    self.body.append(f'<div class="admonition {node["kind"]}">\n')


def depart_box(self: Any, node: box) -> None:
    """Close a box."""
    self.body.append("</div>\n")


def visit_box_title(self: Any, node: box_title) -> None:
    """Open the box's title."""
    self.body.append('<p class="admonition-title">')


def depart_box_title(self: Any, node: box_title) -> None:
    """Close the box's title."""
    self.body.append("</p>\n")


def visit_bank_link(self: Any, node: bank_link) -> None:
    """Write the link to the page, from a page or a deck."""
    page = script_page(self.builder.config, node["script"])
    address = place_of(self.builder).to_page(page)
    self.body.append(
        f'<a class="bank-link" href="{self.attval(address)}">{self.encode(wording.BANK_LINK)}</a>'
    )
    raise nodes.SkipNode


def visit_folded(self: Any, node: folded) -> None:
    """Open the fold."""
    is_open = " open" if node.get("open") else ""
    self.body.append(
        f'<details class="{node["kind"]}"{is_open}><summary>{self.encode(node["summary"])}'
        f'</summary>\n<div class="details-content">\n'
    )


def depart_folded(self: Any, node: folded) -> None:
    """Close the fold."""
    self.body.append("</div></details>\n")


def visit_revealed(self: Any, node: folded) -> None:
    """On a slide, a fold is the next step."""
    self.body.append(
        f'<div class="fragment {node["kind"]}"><p class="fold-label">'
        f"{self.encode(node['summary'])}</p>\n"
    )


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directives and nodes."""
    for directive in (Misconception, Question, Answer, Spoiler):
        app.add_directive(directive.kind, directive)
    app.add_node(box, html=(visit_box, depart_box), revealjs=(visit_box, depart_box))
    titles = (visit_box_title, depart_box_title)
    app.add_node(box_title, html=titles, revealjs=titles)
    app.add_node(bank_link, html=(visit_bank_link, None), revealjs=(visit_bank_link, None))
    app.add_node(
        folded,
        html=(visit_folded, depart_folded),
        revealjs=(visit_revealed, depart_box),
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
