"""Sphinx's index for searches, replaced as a class, and the stemmer that it ships.

The builder makes one ``IndexBuilder``, reads the last index into it, forgets what is read
again, feeds it the documents and writes what it freezes; ``replace_index`` puts ours in
its place, so that incremental and parallel builds hold.
"""

from __future__ import annotations

from typing import Any

import sphinx.search
from sphinx import package_dir
from sphinx.application import Sphinx
from sphinx.search import IndexBuilder
from sphinx.search.fr import SearchFrench

from .contract import Contract, Name

__all__ = ["IndexBuilder"]

INDEX = "sphinx.search:IndexBuilder"
STOP_WORDS = frozenset(SearchFrench.stopwords)
STEMMER = tuple(
    package_dir / "search" / "minified-js" / name
    for name in ("base-stemmer.js", "french-stemmer.js")
)


def _sphinx(owner: str, name: str, parameters: str, why: str) -> Name:
    return Name("Sphinx", owner, name, why, parameters)


NAMES = Contract(
    __name__,
    _sphinx("sphinx.search", "IndexBuilder", "", "the builder makes the one it finds there"),
    _sphinx(INDEX, "load", "self stream format", "our index is read again"),
    _sphinx(INDEX, "prune", "self docnames", "removed documents leave our index"),
    _sphinx(INDEX, "feed", "self docname filename title doctree", "our index takes sections"),
    _sphinx(INDEX, "freeze", "self", "our index is what the browser loads"),
    _sphinx("sphinx.search.fr:SearchFrench", "stopwords", "", "ours are the same without accents"),
)


def replace_index(index: type[IndexBuilder]) -> None:
    """Have builders make ``index`` in place of Sphinx's."""
    sphinx.search.IndexBuilder = index  # type: ignore[misc]


def setup(app: Sphinx) -> dict[str, Any]:
    """Look before the index is replaced."""
    NAMES.hold(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
