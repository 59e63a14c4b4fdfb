"""Chapters of our own that hold every row of the dialects' tables at least once."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
# A space at the end of a line means something, and editors take it away: it is typed @.
SLIDEY = (FOLDER / "slidey.rst").read_text(encoding="utf-8").replace("@", " ")
MARKDOWN = (FOLDER / "markdown.md").read_text(encoding="utf-8")
