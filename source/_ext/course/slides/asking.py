"""Notes that ask the room to answer before it sees, on slides that show everything at once.

Usage::

    asked_in("Faire deviner la forme. Puis lire.")    # 'Faire deviner la forme.'
    has_something_to_reveal(slide)                     # a step, a curtain, an answer…
"""

from __future__ import annotations

import re

from docutils import nodes

from ..language import asking
from ..quotes.compare import compare
from ..quotes.curtain import curtained
from ..quotes.figure_nodes import snippet_figure
from ..quotes.results import snippet_results
from ..quotes.scrubber import scrubber
from .blocks.boxes import folded
from .blocks.cover import cover
from .blocks.steps import discover

ASKS = re.compile("|".join(f"(?:{one})" for one in asking.ASKS))
FOR_THE_NEXT = re.compile(asking.ASKS_FOR_THE_NEXT)
SENTENCE = re.compile(r"[^.?!]*(?:[.?!](?!\s|$)[^.?!]*)*[.?!]?\s*")
REVEALED = (compare, cover, curtained, discover, folded)


def asked_in(text: str) -> str:
    """Return the first sentence of notes that asks, an empty text for none."""
    plain = " ".join(text.replace("’", "'").split())
    for sentence in SENTENCE.findall(plain):
        small = sentence.lower()
        if ASKS.search(small) and not FOR_THE_NEXT.search(small):
            return str(sentence.strip())
    return ""


def has_something_to_reveal(slide: nodes.Element) -> bool:
    """Tell whether something of a slide appears by a key."""
    return any(isinstance(node, nodes.Element) and _is_revealed(node) for node in slide.findall())


def _is_revealed(node: nodes.Element) -> bool:
    if isinstance(node, scrubber):
        return len(node["steps"]) > 1
    if isinstance(node, snippet_figure):
        return "curtain" in node
    if isinstance(node, snippet_results) and node.get("step"):
        return True
    if node.get("uncover") or node.tagname == "quiz":  # lines that come in turn; an answer
        return True
    return isinstance(node, REVEALED) or "fragment" in node.get("classes", ())
