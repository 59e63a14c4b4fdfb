"""What a slide is laid out for: said by one word, or chosen by what stands on it.

Usage::

    .. slide::
       :layout: statement   large, in the middle       figure     the picture first
                question    large, choices in a column  split      two columns
                turn        « à vous », with a clock    pause      a clock, alone
                center      in the middle               normal     from top to bottom

    .. slide::
       :layout: pause
       :minutes: 10         (on any slide: a countdown, which a key starts)

Without the option, a sentence or two alone are a statement, a picture alone (with a line
at most) is a figure, and a block that fills its slide says its own: a question, an exercise.
A divider a section and the title slide are made by the deck.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes

from ..base import wording
from ..base.errors import CourseError
from ..quotes.figure_nodes import snippet_figure
from ..quotes.results import snippet_results
from ..quotes.scrubber import scrubber
from ..quotes.snippet import snippet
from .plan import is_silent
from .visibility import slideonly

NORMAL, STATEMENT, FIGURE, PAUSE, TURN = "normal", "statement", "figure", "pause", "turn"
QUESTION = "question"
LAYOUTS = (NORMAL, "center", STATEMENT, FIGURE, QUESTION, "split", TURN, PAUSE)
LONGEST_STATEMENT, LONGEST_CAPTION = 170, 130
PICTURES = (snippet_figure, scrubber, nodes.image, nodes.figure)


def check_layout(options: dict[str, Any]) -> None:
    """Refuse a pause without its minutes."""
    if options.get("layout") == PAUSE and "minutes" not in options:
        raise CourseError(wording.PAUSE_WITHOUT_MINUTES)


def chosen_layout(content: Iterable[nodes.Node]) -> str:
    """Return the layout that the content of a slide calls for."""
    blocks = list(_shown(content))
    if len(blocks) == 1 and isinstance(blocks[0], nodes.Element) and "layout" in blocks[0]:
        return str(blocks[0]["layout"])
    pictures = [block for block in blocks if _is_picture(block)]
    words = [block for block in blocks if isinstance(block, nodes.paragraph)]
    if len(pictures) + len(words) < len(blocks):
        return NORMAL
    length = sum(len(one.astext()) for one in words)
    if len(pictures) == 1 and length <= LONGEST_CAPTION:
        return FIGURE
    is_short = not pictures and 0 < len(words) <= 2 and length <= LONGEST_STATEMENT
    return STATEMENT if is_short else NORMAL


def clock_of(options: dict[str, Any], content: Iterable[nodes.Node]) -> float:
    """Return the minutes of the slide's countdown: its own, or those of a block; 0 for none."""
    of_blocks = (one["clock"] for one in _shown(content) if one.get("clock"))
    return float(options.get("minutes") or next(of_blocks, 0))


def _shown(content: Iterable[nodes.Node]) -> Iterator[Any]:
    for node in content:
        if isinstance(node, slideonly):
            yield from _shown(node.children)
        elif isinstance(node, nodes.Element) and not is_silent(node):
            yield node


def _is_picture(node: nodes.Node) -> bool:
    if isinstance(node, snippet):
        return all(_is_picture(child) for child in node.children)
    if isinstance(node, snippet_results):
        return bool(node.children) and all(_is_picture(child) for child in node.children)
    return isinstance(node, PICTURES)
