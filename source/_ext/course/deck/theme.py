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

from ..assets.lean_html import code_colours, styles_of
from ..assets.rare_blocks import SHEET as BLOCKS
from ..base import wording
from ..base.addresses import DECK_BUILDER, DECKS, Place
from ..quotes.scrubber import SHEET

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
# A comment or a rule of a minified style sheet, and the selectors of effects we leave out.
RULE = re.compile(r"\s*/\*.*?\*/|([^{}]+)\{[^{}]*\}", re.DOTALL)
UNUSED_EFFECT = re.compile(
    r"convex|concave|cube|transition=page|\.page\b|transition=zoom|r-overlay|\.highlight-"
    r"|section>section|has-vertical|speaker-notes|\.roll\b|layout=edges|playback"
    r"|\.fragment\.(?!visible|disabled)|background-transition=(?!none)"
    r"|\.r-(?:stretch|fit|stack|frame|[hv]stack)"
    r"|controls-rotate|rtl|navigate-(?:up|down)|\.stack\b|=(?:linear|default)|-(?:up|down)\b"
)
# What we wrote for decks: readable here, without its comments and margins there.
OURS = ("deck.css", "speaker.css", "*.js", "css/scrubber.css", "css/blocks.css", "js/scrubber.js")
NOTES = "plugin/notes/notes.js"
# Our notes are HTML: the Markdown reader before the plugin is of no use; nor are its tabs.
MARKDOWN_READER = re.compile(r'(?<="use strict";).*?(?=return\(\)=>\{let t,e,n=null;)', re.DOTALL)
GIVEN_TO_THE_WINDOW = "n.marked=N,"


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
        + [SHEET] * context["has_scrubber"]
        + [BLOCKS] * context["has_rare_blocks"],
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
    notes = static / "revealjs" / NOTES
    notes.write_text(_without_markdown(notes.read_text(encoding="utf-8")), encoding="utf-8")
    for pattern in OURS:
        for path in static.glob(pattern):
            path.write_text(_without_margins(path), encoding="utf-8")
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
                "update REVEAL_STRINGS in course/wording/decks.py."
            )
        text = text.replace(english, french)
    return text


def _without_unused(css: str) -> str:
    """Leave out of reveal.css the selectors of effects that no deck asks for."""
    return RULE.sub(_used_part, css)


def _used_part(rule: re.Match[str]) -> str:
    if rule[1] is None:
        return rule[0]  # the licence
    selectors = [one for one in rule[1].split(",") if not UNUSED_EFFECT.search(one)]
    return ",".join(selectors) + rule[0][len(rule[1]) :] if selectors else ""


def _without_margins(path: Path) -> str:
    """Return a sheet or a script of ours without its comments, indents and empty lines."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".js":
        return re.sub(r"\n\s*(?://[^\n]*)?(?=\n|\S)", "\n", f"\n{text}").lstrip()
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", text)).replace(";}", "}").strip()


def _without_markdown(script: str) -> str:
    """Leave out of the notes' plugin its Markdown reader, more than half of it."""
    if not MARKDOWN_READER.search(script) or GIVEN_TO_THE_WINDOW not in script:
        raise ExtensionError(
            "reveal.js changed: the notes' Markdown reader is not where it was; "
            "update MARKDOWN_READER in course/deck_theme.py."
        )
    script = MARKDOWN_READER.sub("", script).replace(GIVEN_TO_THE_WINDOW, "")
    return re.sub(r"\\n(?:\\t)+", r"\\n", script)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the theme."""
    app.add_config_value("course_dark_code_style", "monokai", "env", str)
    app.add_html_theme("course-deck", str(Path(__file__).with_name("reveal_theme")))
    app.connect("html-page-context", fill_context, priority=800)
    app.connect("build-finished", finish_assets)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
