"""Fewer bytes for the same page: markup and rules that show nothing are left out.

- Tokens of code that have the colour of plain text lose their span, inline code
  the spans of its words: a third of a chapter's HTML.
- ``pygments.css`` holds one rule for each pair of colours, light and dark,
  where furo writes every token three times.
- ``furo.css`` loses what a course never shows: API entries, Read the Docs,
  icons of the boxes, which ``css/page.css`` draws otherwise.

Pages and decks alike for the markup; the style sheets are those of pages.
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

INLINE_CODE = re.compile(r'<code class="docutils literal notranslate">(.*?)</code>', re.DOTALL)
WORD = re.compile(r'<span class="pre">([^<]*)</span>')
EMPTY = re.compile(r"<span></span>")
NAMED_TWICE = re.compile(r' title="([^"]*)" aria-label="\1"')
# Selectors of furo.css that nothing of the course matches.
UNUSED_SELECTOR = re.compile(
    r"dl\[class\]|\.sig|\.c-|\.rst-|\.classifier|\.versionmodified|\.versionadded|\.deprecated"
    r"|\.contents:not|\.announcement|\.guilabel|\.admonition-todo|\.sd-|\.sphinx-bs|\.centered"
    r"|\.domainindex|\.toc-backref|\.edit-this-page|\.view-this-page|\.option-list|\.menuselection"
    r"|admonition\.\w+|\.legend|\.epigraph|\.pull-quote|\.hlist|\.production"
)
UNUSED_VARIABLE = re.compile(
    r"--(?:icon-(?!search)[\w-]+|color-(?:admonition-title|api|guilabel|announcement)[\w-]*)"
    r":(?:url\([^)]*\)|[^;}])*;?"
)
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
    return '<code class="literal notranslate">' + WORD.sub(r"\1", code[1]) + "</code>"


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


def lean_sheet(css: str) -> str:
    """Return a minified style sheet without the rules and variables of no use here."""
    kept = []
    for rule in _top_rules(css):
        selectors, _, _block = rule.partition("{")
        used = [one for one in selectors.split(",") if not UNUSED_SELECTOR.search(one)]
        if rule.startswith("@") or used:
            kept.append(rule)
    return UNUSED_VARIABLE.sub("", "".join(kept))


def _top_rules(css: str) -> list[str]:
    rules, depth, start = [], 0, 0
    for position, letter in enumerate(css):
        depth += (letter == "{") - (letter == "}")
        if letter == "}" and depth == 0:
            rules.append(css[start : position + 1])
            start = position + 1
    return rules


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


def lighten_sheets(app: Sphinx, exception: Exception | None) -> None:
    """Write the pages' style sheets again, after furo."""
    if exception is not None or app.builder.name != "html" or app.config.html_theme != "furo":
        return
    static = Path(app.outdir, "_static")
    colours = code_colours(*styles_of(app))
    (static / "pygments.css").write_text(colours, encoding="utf-8")
    furo = static / "styles" / "furo.css"
    furo.write_text(lean_sheet(furo.read_text(encoding="utf-8")), encoding="utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Come after the other extensions, furo included."""
    app.connect("html-page-context", lighten_page, priority=850)
    app.connect("build-finished", lighten_sheets, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
