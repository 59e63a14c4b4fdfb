r"""The formulas of decks, in half of their bytes.

They are read aloud by a label in place of MathML; what KaTeX piles up for one index or one
exponent is ``<sub>`` or ``<sup>``; what then stands on one line needs no box::

    deck_formula(html_of(node, macros), readable(node))     # $p_1$ → …>p</span><sub>1</sub>…
"""

from __future__ import annotations

import re
from html import escape

MATHML = re.compile(r'<span class="katex-mathml">.*?</math></span>', re.DOTALL)
# What holds nothing above nor below.
INSIDE = (
    r'(?:[^<]|<span class="(?:mathnormal|mspace(?: \w+)?)"(?: style="[^"]*")?>[^<]*</span>'
    r"|</?su[bp]>)*"
)
ONE = (
    r'<span class="vlist-r"><span class="vlist"[^>]*><span style="[^"]*"><span class="pstrut"[^>]*>'
    r'</span><span class="katex-sizing reset-size(?:6 size3|3 size1)">'
    rf"({INSIDE})</span></span></span>"
)
EXPONENT = re.compile(rf'<span class="msupsub"><span class="vlist-t">{ONE}</span></span></span>')
INDEX = re.compile(
    rf'<span class="msupsub"><span class="vlist-t vlist-t2">{ONE}<span class="vlist-s">[^<]*</span>'
    r'</span><span class="vlist-r"><span class="vlist"[^>]*></span></span></span></span>'
)
# What KaTeX groups with its index or exponent; what a rule places keeps its box.
PLACED = r'<span class="pstrut"[^>]*></span>|<span class="(?:katex-inner|delim-size[14])">'
GROUP = re.compile(rf"({PLACED})?<span>({INSIDE})</span>")
STRUT = re.compile(r'<span class="katex-strut" style="[^"]*"></span>')
PIECE = rf'<span class="katex-base">{STRUT.pattern}{INSIDE}</span>'
FLAT = re.compile(rf'<span class="katex-html" aria-hidden="true">((?:{PIECE})+)</span>')


def deck_formula(html: str, text: str) -> str:
    """Return the HTML of a formula for a slide; ``text`` is how it reads."""
    html, before = MATHML.sub("", html), ""
    while html != before:  # from the innermost on
        before = html
        html = INDEX.sub(r"<sub>\1</sub>", EXPONENT.sub(r"<sup>\1</sup>", html))
        html = GROUP.sub(lambda group: group[0] if group[1] else group[2], html)
    html = FLAT.sub(lambda flat: STRUT.sub("", flat[1]), html)
    if not re.search("<su[bp]|aria-hidden", html):
        return html  # it reads as it is written
    label = f'<span class="katex" role="math" aria-label="{escape(text)}">'
    return html.replace('<span class="katex">', label, 1)
