"""The course's Sphinx extension: pages and decks from one source, quotes that ran.

One feature, one module. ``extensions = ["course"]`` in conf.py loads them all.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

FEATURES = [
    "execution",  # before quotes: a quote reads what a run recorded
    "gallery_pages",
    "quotes",
    "figure_nodes",
    "scrubber",
    "snippet",
    "compare",
    "value",
    "dead_code",
    "unexecuted",
    "slides",
    "visibility",
    "front_matter",
    "follow_along",
    "speaker_view",
    "reveal",
    "boxes",
    "error_bank",
    "quiz",
    "quiz_deck",
    "checklist",
    "progress",
    "rappels",
    "browser_scripts",
    "exercise",
    "exercise_files",
    "notebooks",
    "downloads",
    "decks",
    "deck_writer",
    "deck_theme",
    "pages",
    "provenance",
    "code_links",
    "glossary",
    "front_page",
    "freshness",
    "unchanged",
    "contents",
    "mathematics",
    "typography",
    "search",
    "gallery_wording",
    "sidebar",
    "theme_wording",
    "template_cache",
    "page_assets",
    "lean_pages",
]


def setup(app: Sphinx) -> dict[str, Any]:
    """Load every feature."""
    for feature in FEATURES:
        app.setup_extension(f"course.{feature}")
    return {"version": "1.0", "parallel_read_safe": True, "parallel_write_safe": True}
