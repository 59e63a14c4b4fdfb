"""Search in French as one types, section by section, with or without a network.

"entrainement" finds the section « L'entraînement », shown with its chapter and a few words
around what was found; so does "entrainemant". ``searchindex.js`` is a script that holds the
text of every section; ``browser/`` folds, stems and asks MiniSearch for them when a reader
searches, so that there is one stemmer, and answers from the disk too. The glossary's English
names are searched in French. What a reader may call a section otherwise is said under its
title (in MyST ``:::{index} …``)::

    Assembler
    ---------

    .. index:: concaténer, empiler

A document is left out by ``:no-search:``, a block by the class ``no-search``.

Sphinx's own index answers with whole pages and fetches them to quote them.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from ...upstream import search_index
from .index import SectionIndex
from .script import write_script


def setup(app: Sphinx) -> ExtensionMetadata:
    """Replace Sphinx's index, and its script."""
    search_index.replace_index(SectionIndex)
    app.connect("builder-inited", write_script)
    return {
        "version": "2",
        "env_version": 3,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
