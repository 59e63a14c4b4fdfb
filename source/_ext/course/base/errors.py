"""What is wrong, where, and the nearest valid name: one exception for bad input.

Usage::

    raise CourseError("cellule inconnue : « a »" + nearest("a", names), path, line)

A directive turns it into a Sphinx warning at its own line (builds run with
warnings as errors); without a directive it stops the build by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from sphinx.errors import SphinxError
from sphinx.util import logging

from ..base import wording

logger = logging.getLogger(__name__)


class CourseError(SphinxError):
    """Bad input; ``path`` and ``line`` are those of the faulty file when known."""

    category = wording.ERROR_CATEGORY

    def __init__(self, message: str, path: Path | None = None, line: int = 0) -> None:
        self.plain, self.path, self.line = message, path, line
        where = f"{path}:{line}: " if path else ""
        super().__init__(where + message)


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the end of a message: the nearest of ``known``, or all when few.

    >>> nearest("deux-apels", ["imports", "deux-appels"])
    ' Le plus proche : « deux-appels ».'
    """
    known = sorted(set(known))
    if close := get_close_matches(name, known, n=1, cutoff=0.5):
        return wording.NEAREST.format(name=close[0])
    if known and len(known) <= 12:
        return wording.KNOWN_NAMES.format(names=", ".join(known))
    return ""


def report(error: CourseError, location: Any) -> None:
    """Warn of ``error`` at ``location`` (a node, or a docname and line)."""
    logger.warning(str(error), location=location, type="course")
