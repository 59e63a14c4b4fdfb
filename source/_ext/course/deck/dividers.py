"""A divider before each section of a deck: its name, what is done and what comes.

The list of the sections is made in the browser (``reveal_theme/static/deck.js``), from the
dividers themselves. Nothing to write. Sections of three slides or more are announced, but the
first, which the title slide opens; ``course_dividers = False`` in conf.py, or
``:dividers: out`` in a chapter's front matter, makes none.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from docutils import nodes
from sphinx.environment import BuildEnvironment

from ..base import wording
from ..base.settings import settings_of
from .writer import deck_slide, deck_title

LEAST_SLIDES, LEAST_SECTIONS = 3, 3
SUFFIX = "annonce"


def wants_dividers(env: BuildEnvironment, docname: str) -> bool:
    """Tell whether the course and the chapter let the deck have them."""
    chapter = str(env.metadata[docname].get("dividers", "in"))
    return settings_of(env.config).dividers and chapter != "out"


def with_dividers(slides: Sequence[deck_slide]) -> list[deck_slide]:
    """Return the slides with a divider before each section that is long enough."""
    starts = [rank for rank, slide in enumerate(slides) if slide["section"]]
    ends = itertools.pairwise([*starts, len(slides)])
    long = [start for start, end in list(ends)[1:] if end - start >= LEAST_SLIDES]
    if len(long) < LEAST_SECTIONS:
        return list(slides)
    opening = [slides[start] for start in long]
    dividers = {start: _divider(opening, rank) for rank, start in enumerate(long)}
    made: list[deck_slide] = []
    for rank, slide in enumerate(slides):
        if rank in dividers:
            made.append(dividers[rank])
            slide["section"] = False  # the divider opens it, and has said its title in large
            slide[0]["running"] = True
        made.append(slide)
    return made


def _divider(opening: list[deck_slide], rank: int) -> deck_slide:
    """Return the slide that announces ``opening[rank]``."""
    slide = opening[rank]
    node = deck_slide("", **slide.attributes)
    node["ids"] = [f"{slide['anchor']}--{SUFFIX}"]
    node["layout"], node["classes"], node["section"] = "divider", [], True
    node["fit"] = node["reason"] = node["background"] = ""
    node["clock"] = 0
    node.source, node.line = slide.source, slide.line
    title = deck_title("", level=2, running=False)
    title += [child.deepcopy() for child in slide[0].children]
    count = wording.SECTION_RANK.format(rank=rank + 1, count=len(opening))
    node += [title, nodes.paragraph("", count, classes=["divider-rank"])]
    return node
