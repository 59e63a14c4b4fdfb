"""The course's Sphinx extension: pages and decks from one source, quotes that ran.

One feature, one module. ``extensions = ["course"]`` in conf.py loads them all.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

FEATURES = [
    "execution",  # before quotes: a quote reads what a run recorded
    "quotes",
    "snippet",
    "value",
    "dead_code",
    "unexecuted",
    "slides",
    "visibility",
    "reveal",
    "boxes",
    "decks",
    "deck_theme",
    "pages",
    "front_page",
    "freshness",
    "mathematics",
    "typography",
    "search",
    "gallery_wording",
    "page_assets",
]


def setup(app: Sphinx) -> dict[str, Any]:
    """Load every feature."""
    import pathlib

    for feature in FEATURES:
        if not pathlib.Path(__file__).with_name(feature + ".py").exists():
            continue
        app.setup_extension(f"course.{feature}")
    return {"version": "1.0", "parallel_read_safe": True, "parallel_write_safe": True}
