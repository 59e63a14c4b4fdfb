"""Fewer bytes for the same page: markup and rules that show nothing are left out.

- Tokens of code that have the colour of plain text lose their span, inline code
  the spans of its words: a third of a chapter's HTML.
- ``pygments.css`` holds one rule for each pair of colours, light and dark,
  where furo writes every token three times.

Pages and decks alike for the markup; the style sheets are those of pages.
It takes a quarter of the bytes of a chapter (232 KB to 177, stored) and a fourteenth of what is
sent (32.4 KB to 30.1): measured on the seven chapters of the course in November 2026.
Nothing to write; ``extensions = ["course.assets.lean_html"]``.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from pygments.style import Style
from pygments.styles import get_style_by_name
from pygments.token import STANDARD_TYPES, Token
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from ..base.addresses import DECK_BUILDER
from ..upstream import furo_page, html_builder

INLINE_CODE = re.compile(rf'<code class="{html_builder.INLINE_CODE}">(.*?)</code>', re.DOTALL)
WORD = re.compile(rf'<span class="{html_builder.CODE_WORD}">([^<]*)</span>')
EMPTY = re.compile(r"<span></span>")
NAMED_TWICE = re.compile(r' title="([^"]*)" aria-label="\1"')
LEAN_CODE = "literal notranslate"  # furo styles the first word, which decks do without
# Written of each piece of code, for what decks do not load; to translators deck.js says it.
FOR_TRANSLATORS = re.compile(
    rf' class="{LEAN_CODE}"|( class="[^"]+?)(?: highlight-none)? notranslate(?: nohighlight)?\b'
)
# Nothing comes between two blocks, and lines of code hold none.
BLOCK_END = re.compile(r"(</(?:p|div|section|aside|ul|ol|li|figure|h2|tr|td|th)>)\n+")
# Operators and dots read as text: there are hundreds in a chapter.
OPERATOR = "o"


@cache
def plain_classes(light: str, dark: str) -> frozenset[str]:
    """Return the classes of the tokens shown as plain text, those of both styles first."""
    plain = None
    for style in map(get_style_by_name, (light, dark)):
        base = style.style_for_token(Token)
        text = style.style_for_token(Token.Text)
        same = {
            name
            for token, name in STANDARD_TYPES.items()
            if name and style.style_for_token(token) in (base, text)
        }
        plain = same if plain is None else plain & same
    return frozenset(plain or ()) | {OPERATOR}


def lean_body(body: str, light: str, dark: str) -> str:
    """Return the HTML of a page without the spans that show nothing."""
    names = "|".join(sorted(plain_classes(light, dark)))
    body = re.sub(rf'<span class="(?:{names})">([^<]*)</span>', r"\1", body)
    body = NAMED_TWICE.sub(r' title="\1"', EMPTY.sub("", body))
    return INLINE_CODE.sub(_lean_code, body)


def _lean_code(code: re.Match[str]) -> str:
    return f'<code class="{LEAN_CODE}">' + WORD.sub(r"\1", code[1]) + "</code>"


def code_colours(light: str, dark: str) -> str:
    """Return the rules of both styles, one for each pair of colours."""
    groups: dict[str, list[str]] = {}
    plain = plain_classes(light, dark)
    styles = [get_style_by_name(name) for name in (light, dark)]
    for token, name in STANDARD_TYPES.items():
        if name and name not in plain:
            groups.setdefault(_declarations(styles, token), []).append(f".{name}")
    text = [f"#{style.style_for_token(Token.Text)['color']}" for style in styles]
    rules = [f"color:light-dark({text[0]},{text[1]})"]
    rules += [f"{','.join(names)}{{{rule}}}" for rule, names in groups.items() if rule]
    return ".highlight{" + rules[0] + ";\n" + "\n".join(rules[1:]) + "\n}\n"


def _declarations(styles: list[type[Style]], token: Any) -> str:
    found = [style.style_for_token(token) for style in styles]
    rules = []
    if all(one["color"] for one in found):
        rules.append(f"color:light-dark(#{found[0]['color']},#{found[1]['color']})")
    rules += ["font-weight:700"] * any(one["bold"] for one in found)
    rules += ["font-style:italic"] * any(one["italic"] for one in found)
    return ";".join(rules)


def styles_of(app: Any) -> tuple[str, str]:
    """Return the styles of code of an app (or a builder): the light one, then the dark one."""
    settings = ("pygments_dark_style", "course_dark_code_style")
    dark = [getattr(app.config, name) for name in settings if name in app.config]
    return app.config.pygments_style, (dark or ["a11y-dark"])[0]


def lighten_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Lighten the text of a page or a deck, and its table of contents."""
    light, dark = styles_of(app)
    for key in ("body", "toc"):
        if context.get(key):
            context[key] = lean_body(context[key], light, dark)
    if app.builder.name == DECK_BUILDER and "body" in context:
        context["body"] = BLOCK_END.sub(r"\1", FOR_TRANSLATORS.sub(r"\1", context["body"]))


def write_colours(app: Sphinx, exception: Exception | None) -> None:
    """Write the colours of code again, after furo."""
    if exception is None and app.builder.name == "html" and furo_page.is_used(app):
        colours = code_colours(*styles_of(app))
        Path(app.outdir, "_static", "pygments.css").write_text(colours, encoding="utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Come after the other extensions, furo included."""
    app.connect("html-page-context", lighten_page, priority=850)
    app.connect("build-finished", write_colours, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
