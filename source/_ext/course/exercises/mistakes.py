"""The pages of the bank of mistakes: what explains the error is folded.

A script of ``gallery/erreurs/`` shows its wrong code and the symptom, then its
cell ``correction`` and all that follows::

    # %% trouver-l-erreur
    # %% symptome
    # %% correction        <- its page folds from here to the downloads

so that a reader looks for the error first. The script and the notebook are left
as they are; chapters link to the page with ``misconception``'s ``script``.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from ..base import wording
from ..base.addresses import script_shown
from ..base.settings import settings_of
from ..records.session import session_of
from ..scripts.script import HEADER
from ..slides.blocks.boxes import folded

FOLDED_FROM = "correction"
# What sphinx-gallery writes before each block of text or code.
BLOCK = re.compile(r"GENERATED FROM PYTHON SOURCE LINES (\d+)-\d+")
DOWNLOADS = "sphx-glr-download"


class FoldCorrection(SphinxTransform):
    """Put a page's correction behind a summary, once it is read."""

    default_priority = 400

    def apply(self, **kwargs: Any) -> None:
        """Fold from the cell ``correction`` to the downloads."""
        name = script_shown(self.config, self.env.current_document.docname)
        folder = f"{settings_of(self.config).mistakes}/"
        if not name.startswith(folder) or name == f"{folder}index":
            return
        line = _line_of_correction(session_of(self.config).script(name).text)
        start = next(
            (node for node in self.document.findall(nodes.comment) if _starts_at(node, line)),
            None,
        )
        if start is not None:
            _fold(start)


def _line_of_correction(text: str) -> int:
    for header in HEADER.finditer(text):
        if header[1] == FOLDED_FROM:
            return text.count("\n", 0, header.start()) + 1
    return 0


def _starts_at(comment: nodes.comment, line: int) -> bool:
    """Tell whether the comment opens the cell: its text, or its code when it has no text."""
    found = BLOCK.fullmatch(comment.astext().strip())
    return found is not None and int(found[1]) in (line, line + 1)


def _fold(start: nodes.Node) -> None:
    section = start.parent
    following = section.children[section.index(start) :]
    downloads = (rank for rank, node in enumerate(following) if _is_downloads(node))
    kept = next(downloads, len(following))
    fold = folded("", kind="spoiler", summary=wording.BANK_FOLD)
    section.insert(section.index(start), fold)
    for node in following[:kept]:
        section.remove(node)
        fold += node


def _is_downloads(node: nodes.Node) -> bool:
    """Tell whether the node is the label of the page's downloads."""
    return isinstance(node, nodes.target) and DOWNLOADS in str(node.attributes)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the transform."""
    app.add_transform(FoldCorrection)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
