"""Search in French, whatever the accents: "entrainement" finds « entraînement ».

Words are folded (no accents, ``œ`` as ``oe``), then stemmed, the same way on
both sides: here when Sphinx makes its index, in ``search.js`` when a reader
types. Titles, index entries and the words highlighted in results and pages are
compared without accents too. Usage::

    >>> french = FoldedFrench({})
    >>> french.stem("Entraînements"), french.stem("entrainements")
    ('entrain', 'entrain')

No network and no server: the index is the script that Sphinx writes. Sphinx's
own highlighter is replaced by ``_static/js/highlight.js``.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from sphinx import package_dir
from sphinx.application import Sphinx
from sphinx.search import languages
from sphinx.search.fr import SearchFrench
from sphinx.util.typing import ExtensionMetadata

HIGHLIGHTER = "js/highlight.js"
SPHINX_HIGHLIGHTER = "_static/sphinx_highlight.js"
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents, ligatures in two letters.

    >>> fold("Cœur À l’été")
    'coeur a l’ete'
    """
    decomposed = unicodedata.normalize("NFD", text.lower().translate(LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


class FoldedFrench(SearchFrench):
    """Sphinx's French with accents folded, in the index and in the browser."""

    js_stemmer_rawcode = ""  # the code below is complete
    stopwords = SearchFrench.stopwords | {fold(word) for word in SearchFrench.stopwords}

    def split(self, input: str) -> list[str]:
        """Cut a text into words; an accent may be written apart from its letter."""
        return super().split(unicodedata.normalize("NFC", input))

    def stem(self, word: str) -> str:
        """Return the stem of ``word``, the same for any spelling of its accents.

        Folding comes first, so that the spelling cannot matter; the stemmer then
        leaves the ``e`` of the endings it knows with an accent (``normalisée``).
        """
        return super().stem(fold(word)).rstrip("e")

    def word_filter(self, word: str) -> bool:
        """Index a word of two letters or more that says something (Sphinx gives it raw too)."""
        return len(word) > 1 and super().word_filter(fold(word))

    @property
    def js_stemmer_code(self) -> str:  # type: ignore[override]
        """What the search page loads: Snowball's French stemmer, then our code."""
        return _browser_code()


@cache
def _browser_code() -> str:
    snowball = package_dir / "search" / "minified-js"
    files = [
        snowball / "base-stemmer.js",
        snowball / "french-stemmer.js",
        Path(__file__).with_name("search.js"),
    ]
    return "\n".join(Path(file).read_text(encoding="utf-8") for file in files)


def replace_highlighter(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Take Sphinx's highlighter off the page: ours defines the same functions."""
    scripts = context.get("script_files")
    if scripts:
        context["script_files"] = [
            script for script in scripts if getattr(script, "filename", "") != SPHINX_HIGHLIGHTER
        ]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Make it Sphinx's French."""
    languages.pop("fr", None)
    app.add_search_language(FoldedFrench)
    app.add_js_file(HIGHLIGHTER)
    app.connect("html-page-context", replace_highlighter, priority=700)
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
