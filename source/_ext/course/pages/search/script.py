"""The script of the search: Snowball's stemmer, MiniSearch, then ours, in one file.

``page.js`` loads it when a reader is about to search, and it loads the index.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

from sphinx.application import Sphinx

from ...assets.browser_scripts import write_if_new
from ...base import wording
from ...upstream import search_index

HERE = Path(__file__).parent
SCRIPT = "search.js"
LIBRARY = HERE / "minisearch" / "minisearch.min.js"
OURS = ("words", "sections", "ask", "excerpt", "results", "field")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents, ligatures in two letters.

    >>> fold("Cœur À l’été")
    'coeur a l’ete'
    """
    decomposed = unicodedata.normalize("NFD", text.lower().translate(LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def script() -> str:
    """Return the whole script."""
    stop_words = search_index.STOP_WORDS | {fold(word) for word in search_index.STOP_WORDS}
    files = [*search_index.STEMMER, LIBRARY, *(HERE / "browser" / f"{name}.js" for name in OURS)]
    return "\n".join(
        [
            "(() => {",
            f"const WORDS = {json.dumps(wording.SEARCH, ensure_ascii=False)};",
            f"const STOP_WORDS = new Set({json.dumps(sorted(stop_words), ensure_ascii=False)});",
            *(Path(file).read_text(encoding="utf-8") for file in files),
            "})();",
        ]
    )


def write_script(app: Sphinx) -> None:
    """Write it beside the others."""
    if app.builder.name == "html":
        write_if_new(app, SCRIPT, script())
