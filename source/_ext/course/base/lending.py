"""A domain of ours: what documents note, and what of it other documents show.

``pages/lent.py`` compares it with the last build: a domain that says nothing lends all that
it holds. Usage::

    class ProgressDomain(NotingDomain):
        notes = "tasks"        # the part of its data that is by document

        def lent(self): return sorted(self.data["tasks"])
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sphinx.domains import Domain


class NotingDomain(Domain):
    """Remembers something of each document, under ``notes`` of its data."""

    notes: str

    def lent(self) -> Any:
        """Return what other documents than the one that noted it show."""
        return self.data

    def clear_doc(self, docname: str) -> None:
        """Forget a document."""
        self.data[self.notes].pop(docname, None)

    def merge_domaindata(self, docnames: Iterable[str], otherdata: Any) -> None:
        """Take what a parallel reader found."""
        for docname in docnames:
            if docname in otherdata[self.notes]:
                self.data[self.notes][docname] = otherdata[self.notes][docname]

    def resolve_any_xref(self, *arguments: Any) -> list[Any]:
        """Offer nothing to ``any``: these domains have no objects."""
        return []
