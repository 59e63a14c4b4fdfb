"""Tables of contents kept in bytes until someone asks for them.

Sphinx saves those of all documents in its memory, and an edit reads one or two: in a
course of 500 chapters, making the others and writing them back took a third of
loading the memory and two thirds of saving it. Usage::

    env.tocs = Contents(env.tocs)       # then as any dictionary
"""

from __future__ import annotations

import pickle
from typing import Any

from sphinx.application import Sphinx

PROTOCOL = pickle.HIGHEST_PROTOCOL


class Contents(dict[str, Any]):
    """Trees by document; what is saved is one piece of bytes each."""

    def __getitem__(self, docname: str) -> Any:
        """Return a tree, made the first time."""
        tree = super().__getitem__(docname)
        if isinstance(tree, bytes):
            tree = self[docname] = pickle.loads(tree)
        return tree

    def get(self, docname: str, default: Any = None) -> Any:
        """Return a tree, or ``default``."""
        try:
            return self[docname]
        except KeyError:
            return default

    def values(self) -> Any:
        """Return every tree."""
        return [self[docname] for docname in self]

    def items(self) -> Any:
        """Return every document with its tree."""
        return [(docname, self[docname]) for docname in self]

    def __reduce__(self) -> Any:
        """Save each tree by itself; one that nobody asked for is in bytes already."""
        trees = {
            docname: tree if isinstance(tree, bytes) else pickle.dumps(tree, PROTOCOL)
            for docname, tree in super().items()
        }
        return Contents, (trees,)


def keep_contents_in_bytes(app: Sphinx) -> None:
    """Take the place of a new memory's dictionary."""
    if not isinstance(app.env.tocs, Contents):
        app.env.tocs = Contents(app.env.tocs)


def setup(app: Sphinx) -> dict[str, Any]:
    """Come once the memory is loaded."""
    app.connect("builder-inited", keep_contents_in_bytes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
