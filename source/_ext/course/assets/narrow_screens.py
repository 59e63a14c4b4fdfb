"""Code and what it printed, seen whole on a narrow screen: a phone, a sheet of paper.

A long line of code is folded there, and hangs under its own start, so that what Python says
by its indentation stays. What code printed keeps its columns: the widest line is said, and
page.css takes letters small enough for it. The text is the same, copied as it was written.
Nothing to write; ``extensions = ["course.assets.narrow_screens"]``.
"""

from __future__ import annotations

import html
import re
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from ..base.addresses import PAGES

FOLDED = 40  # characters in a line of code: longer ones are folded on some telephone
FITS = 24  # columns that every telephone shows, in letters of the usual size, in a box too
CODE = re.compile(r'(<div class="highlight"><pre>)(.*?)(</pre>)', re.DOTALL)
OUTPUT = re.compile(r'(<div class="snippet-output[^>]*><pre)>(.*?)</pre>', re.DOTALL)
LINE = re.compile(r"[^\n]*\n(?:</span>)?|[^\n]+$")  # a marked line closes after its end
TAG = re.compile(r"<(/?)[a-z][^>]*>")
HANG = 4  # characters, below the start of the line


def text_of(line: str) -> str:
    """Return what a line of HTML shows."""
    return html.unescape(TAG.sub("", line)).rstrip("\n")


def fold_code(code: str) -> str:
    """Return lines of highlighted code, the long ones with where they hang when folded.

    >>> fold_code("x = 1\\n")
    'x = 1\\n'
    >>> fold_code("    " + "x" * 40)
    '<span class="long" style="--hang:8">    xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</span>'
    """
    return "".join(map(_folded, LINE.findall(code)))


def _folded(line: str) -> str:
    text = text_of(line)
    opened = sum(-1 if end else 1 for end in TAG.findall(line))
    if len(text) <= FOLDED or opened:
        return line
    hang = len(text) - len(text.lstrip()) + HANG
    return f'<span class="long" style="--hang:{hang}">{line}</span>'


def fit_body(body: str) -> str:
    """Return the HTML of a page whose code and outputs a narrow screen shows whole."""
    body = CODE.sub(lambda block: block[1] + fold_code(block[2]) + block[3], body)
    return OUTPUT.sub(_with_width, body)


def _with_width(output: re.Match[str]) -> str:
    widest = max(map(len, text_of(output[2]).split("\n")))
    style = f' style="--columns:{widest}"' if widest > FITS else ""
    return f"{output[1]}{style}>{output[2]}</pre>"


def fit_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Do so for a page."""
    if app.builder.name == PAGES and context.get("body"):
        context["body"] = fit_body(context["body"])


def setup(app: Sphinx) -> ExtensionMetadata:
    """Come after the markup is lightened."""
    app.connect("html-page-context", fit_page, priority=855)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
