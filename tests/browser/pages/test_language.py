"""No English is left in the interface: text, labels, titles, placeholders."""

from __future__ import annotations

import re
from pathlib import Path

from bs4 import BeautifulSoup

ENGLISH = re.compile(
    r"\b(the|of|and|to|this|your|is|are|with|for|from|next|previous|search|results?|contents?"
    r"|download|view this|view page|page source|skip|toggle|back|top|hide|show|copy|copied"
    r"|light|dark|slide|jump|loading|navigation menu|table of|go|click|close|open|expand|gallery"
    r"|built|made|script(?:s)? by|total running|time|minutes and|example)\b",
    re.IGNORECASE,
)
# French words that English has too, as the interface uses them.
FRENCH_TOO = {"page", "menu", "notes", "code", "minutes", "script", "top", "go", "open"}
ATTRIBUTES = ("aria-label", "title", "placeholder", "alt", "content")
NOT_INTERFACE = (
    "pre, code, script, style, em, i, svg title, .katex, a[href$='.py'], a[href$='.ipynb'], "
    "meta[name=viewport], meta[name=color-scheme], meta[name=generator], cite"
)


def interface(html: str) -> list[str]:
    """Return what a page says, code and formulas apart."""
    page = BeautifulSoup(html, "html.parser")
    for node in page.select(NOT_INTERFACE):
        node.decompose()
    said = [text.strip() for text in page.stripped_strings]
    for node in page.find_all(True):
        said += [str(node[name]) for name in ATTRIBUTES if node.has_attr(name)]
    return said


def test_no_english_is_left(site: Path) -> None:
    """On every page and deck of the site."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        for text in interface(path.read_text(encoding="utf-8")):
            words = {word.lower() for word in ENGLISH.findall(text)} - FRENCH_TOO
            if words:
                found[f"{path.relative_to(site)} : {text[:80]}"] = words
    assert found == {}
