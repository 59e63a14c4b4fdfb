"""The index of sections: a class in place of Sphinx's.

The builder reads the last index, forgets what is read again and writes the new one, so that
incremental and parallel builds hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.environment import BuildEnvironment

from ...base.addresses import chapter_number
from ...language.glossary import terms_of
from ...upstream import search_index
from .sections import sections_of

INDEX_FORMAT = 2


class SectionIndex(search_index.IndexBuilder):
    """The index of sections, by document, and the French of the glossary's English names.

    ``{document: [title, [[anchor, title, words of the index, prose, code, weight], …]]}``
    """

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.environment: BuildEnvironment = arguments[0]
        self.documents: dict[str, Any] = {}

    def load(self, stream: Any, format: Any) -> None:
        """Take the last index, unless it is of another kind."""
        frozen = format.load(stream)
        if not isinstance(frozen, dict) or frozen.get("format") != INDEX_FORMAT:
            raise ValueError("old format")
        self.documents = frozen["documents"]

    def prune(self, docnames: Iterable[str]) -> None:
        """Forget the documents that are not in the list."""
        kept = set(docnames)
        self.documents = {name: entry for name, entry in self.documents.items() if name in kept}

    def feed(self, docname: str, filename: Any, title: str, doctree: nodes.document) -> None:
        """Read a document, as its page shows it."""
        sections = sections_of(self.environment.config, docname, doctree)
        if sections:
            number = chapter_number(self.environment.config, docname)
            self.documents[docname] = [f"{number} {sections[0][1]}".lstrip(), sections]

    def freeze(self) -> dict[str, Any]:
        """Return what the browser loads."""
        french = {term.english: term.name for term in terms_of(self.environment)}
        return {
            "format": INDEX_FORMAT,
            "documents": dict(sorted(self.documents.items())),
            "french": {name: term for name, term in french.items() if name != term},
        }
