"""The look and the words of decks: our theme for sphinx-revealjs, reveal.js in French.

The code's colours are those of pages; our sheets and scripts are readable here, and
shipped without their comments. reveal.js's own files: ``upstream/reveal_files.py``.
"""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from ..assets.lean_files import lighten_files
from ..assets.lean_html import code_colours, styles_of
from ..assets.rare_blocks import SHEET as BLOCKS
from ..base import wording
from ..base.addresses import DECK_BUILDER, DECKS, Place, script_page
from ..base.settings import settings_of
from ..base.state import state_of
from ..quotes.scrubber import SHEET
from ..slides.title_slide import logo_name
from ..upstream.reveal_files import FOLDER, finish
from ..upstream.reveal_files import SHEET as REVEAL_SHEET
from .own_sheets import own_sheets
from .writer import between_apostrophes

STYLESHEETS = [
    f"{FOLDER}/{REVEAL_SHEET}",
    "css/fonts.css",
    "deck-colours.css",
    "deck.css",
    "deck-sizes.css",
    "deck-layouts.css",
    "gestures.css",
]
COVERS_STYLESHEET = "covers.css"
MATH_STYLESHEET = "katex/katex.min.css"
COVERS = re.compile(r'class="[^"]*\b(?:covered|covered-cells|curtain)\b')
# What we wrote for decks: readable here, without its comments and margins there.
OURS = (
    "deck*.css",
    "covers.css",
    "gestures.css",
    "speaker.css",
    "*.js",
    "css/scrubber.css",
    "katex/katex.min.css",
    f"{FOLDER}/{REVEAL_SHEET}",
    "css/blocks.css",
    "js/scrubber.js",
)
WORDS: dict[str, Mapping[str, object]] = {
    "gestures": wording.GESTURES,
    "countdown": wording.COUNTDOWN,
}
CLOCK = re.compile(r"<section [^>]*data-minutes=")


def fill_context(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: Any
) -> None:
    """Give the template what it shows; only for decks."""
    if app.builder.name != DECK_BUILDER:
        return
    has_math = 'class="katex' in context.get("body", "")
    has_covers = bool(COVERS.search(context.get("body", "")))
    context["deck"] = {
        "has_clock": CLOCK.search(context.get("body", "")) is not None,
        "wording": wording,
        "words": {
            name: between_apostrophes(json.dumps(words, ensure_ascii=False, separators=(",", ":")))
            for name, words in WORDS.items()
        },
        "theme": app.env.metadata.get(pagename, {}).get("theme", ""),
        "transition": app.env.metadata.get(pagename, {}).get("transition", "none"),
        "site": app.config.html_baseurl.rstrip("/"),
        "page": Place(DECKS, pagename).to_page(pagename),
        "source": app.env.doc2path(pagename, base=False),
        "scripts": posixpath.dirname(Place(DECKS, pagename).to_page(script_page(app.config, "x"))),
        "description": app.env.metadata.get(pagename, {}).get("description", ""),
        "stylesheets": STYLESHEETS
        + [MATH_STYLESHEET] * has_math
        + [SHEET] * context["has_scrubber"]
        + [COVERS_STYLESHEET] * has_covers
        + [BLOCKS] * context["has_rare_blocks"],
        "own_sheets": own_sheets(app.config),
        "has_covers": has_covers,
    }


def finish_assets(app: Sphinx, exception: Exception | None) -> None:
    """Translate reveal.js, write the code's colours, drop what no deck loads."""
    if exception is not None or app.builder.name != DECK_BUILDER:
        return
    if state_of(app.config).only_texts_changed:  # they are as the last build left them
        return
    static = Path(app.outdir, "_static")
    finish(static)
    if logo := settings_of(app.config).logo:
        shutil.copyfile(Path(app.confdir, logo), static / logo_name(logo))
    lighten_files(path for pattern in OURS for path in static.glob(pattern))
    colours = code_colours(*styles_of(app))
    (static / "deck-colours.css").write_text(colours, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the theme."""
    app.add_html_theme("course-deck", str(Path(__file__).with_name("reveal_theme")))
    app.connect("html-page-context", fill_context, priority=800)
    app.connect("build-finished", finish_assets)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
