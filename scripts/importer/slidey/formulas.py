r"""Formulas that stand on lines of their own: ``\[`` … ``\]`` and ``$$`` … ``$$``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..blocks import Block, Line

PAIRS = (("\\[", "\\]"), ("$$", "$$"))
LONGEST = 60


def display_math(lines: Sequence[Line], at: int) -> tuple[Block, int] | None:
    r"""Return the formula that starts at ``at`` and the line after it, if one does."""
    first = lines[at].text.strip()
    for start, end in PAIRS:
        if not first.startswith(start):
            continue
        body = first[len(start) :]
        if end in body:
            alone = body.rstrip().endswith(end) and body.count(end) == 1
            return (
                (_formula(body[: body.index(end)], lines[at : at + 1]), at + 1) if alone else None
            )
        for stop in range(at + 1, min(len(lines), at + LONGEST)):
            text = lines[stop].text.strip()
            if text.startswith("..") and "::" in text:
                break
            if end in text:
                if not text.endswith(end) or text.count(end) != 1:
                    break
                inner = [body, *(line.text for line in lines[at + 1 : stop]), text[: -len(end)]]
                return _formula("\n".join(inner), lines[at : stop + 1]), stop + 1
    return None


def _formula(text: str, lines: Sequence[Line]) -> Block:
    used = [line.number for line in lines if not line.is_blank]
    return Block("math", used, text)


def clean_formula(text: str) -> str:
    r"""Return LaTeX without blank lines, delimiters or brackets alone on a line.

    >>> clean_formula("[\n\\frac{a}{b}\n]")
    '\\frac{a}{b}'
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) >= 2 and lines[0] in ("[", "\\[", "$$") and lines[-1] in ("]", "\\]", "$$"):
        lines = lines[1:-1]
    text = "\n".join(lines).strip()
    for start, end in (("$$", "$$"), ("\\[", "\\]"), ("\\(", "\\)")):
        if len(text) > 4 and text.startswith(start) and text.endswith(end):
            text = text[2:-2].strip()
    return re.sub(r"\n\s*\n", "\n", text)
