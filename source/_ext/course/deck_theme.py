"""The look and the words of decks: our theme for sphinx-revealjs, reveal.js in French.

reveal.js's few interface strings are English and fixed in its file: they are
replaced in the built copy, and a string that is no longer there stops the build.
What a deck never loads (highlight.js, maps, themes) is not shipped.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from . import wording
from .lean_pages import code_colours, styles_of
from .links import DECK_BUILDER, DECKS, Place
from .scrubber import SHEET

STYLESHEETS = [
    "revealjs/dist/reveal.css",
    "css/fonts.css",
    "deck-colours.css",
    "deck.css",
]
MATH_STYLESHEET = "katex/katex.min.css"
UNUSED = ["revealjs/css", "revealjs/dist/theme"] + [
    f"revealjs/plugin/{name}" for name in ("highlight", "markdown", "math", "search")
]
# A rule of a minified style sheet, and the selectors of effects we leave out.
RULE = re.compile(r"([^{}]+)\{[^{}]*\}")
UNUSED_EFFECT = re.compile(
    r"convex|concave|cube|transition=page|\.page\b|transition=zoom|r-overlay|\.highlight-"
)


def fill_context(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: Any
) -> None:
    """Give the template what it shows; only for decks."""
    if app.builder.name != DECK_BUILDER:
        return
    has_math = 'class="katex' in context.get("body", "")
    context["deck"] = {
        "wording": wording,
        "theme": app.env.metadata.get(pagename, {}).get("theme", ""),
        "transition": app.env.metadata.get(pagename, {}).get("transition", "none"),
        "site": app.config.html_baseurl.rstrip("/"),
        "page": Place(DECKS, pagename).to_page(pagename),
        "description": app.env.metadata.get(pagename, {}).get("description", ""),
        "stylesheets": STYLESHEETS
        + [MATH_STYLESHEET] * has_math
        + [SHEET] * context["has_scrubber"],
    }


def finish_assets(app: Sphinx, exception: Exception | None) -> None:
    """Translate reveal.js, write the code's colours, drop what no deck loads."""
    if exception is not None or app.builder.name != DECK_BUILDER:
        return
    static = Path(app.outdir, "_static")
    for name in UNUSED:
        shutil.rmtree(static / name, ignore_errors=True)
    for pattern in ("**/*.map", "**/*.esm.js", "plugin/*/plugin.js", "plugin/notes/*.html"):
        for path in (static / "revealjs").glob(pattern):
            path.unlink()
    for name, strings in wording.REVEAL_STRINGS.items():
        path = static / "revealjs" / name
        path.write_text(_translated(path, strings), encoding="utf-8")
    colours = code_colours(*styles_of(app))
    (static / "deck-colours.css").write_text(colours, encoding="utf-8")
    reveal = static / "revealjs/dist/reveal.css"
    reveal.write_text(_without_unused(reveal.read_text(encoding="utf-8")), encoding="utf-8")


def _translated(path: Path, strings: dict[str, str]) -> str:
    text = path.read_text(encoding="utf-8")
    for english, french in strings.items():
        if english not in text:
            raise ExtensionError(
                f"reveal.js changed: {english!r} is no longer in {path.name}; "
                "update REVEAL_STRINGS in course/wording.py."
            )
        text = text.replace(english, french)
    return text


def _without_unused(css: str) -> str:
    """Leave out of reveal.css the rules of effects that no deck asks for."""
    return RULE.sub(lambda rule: "" if UNUSED_EFFECT.search(rule[1]) else rule[0], css)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the theme."""
    app.add_config_value("course_dark_code_style", "monokai", "env", str)
    app.add_html_theme("course-deck", str(Path(__file__).with_name("deck")))
    app.connect("html-page-context", fill_context, priority=800)
    app.connect("build-finished", finish_assets)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
