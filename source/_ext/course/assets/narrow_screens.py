"""Code, what it printed and tables, seen whole on a narrow screen: a phone, a sheet of paper.

A long line of code is folded there, where a reader would (break_points.py), and hangs under its
own start, so that what Python says by its indentation stays. What code printed keeps its columns
and has its sentences folded (printed_lines.py): the widest line is said, and page.css takes
letters small enough for it, down to what one can read. The code in a table's cells is folded as
lines of code are. The text is the same, copied as it was written.
Nothing to write; ``extensions = ["course.assets.narrow_screens"]``.
"""

from __future__ import annotations

import re
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from ..base.addresses import PAGES
from .break_points import HANG, TAG, WHOLE, code_breaks, long_line, may_break, text_of
from .printed_lines import STRING, fit_output, text_indent

FOLDED = 36  # characters in a line of code: longer ones are folded on some telephone
ON_PAPER = 80  # longer ones are folded on paper too
ROW = 26  # characters of a row of a telephone, in a box, after those that it hangs by
DEEP = 10  # spaces before a line that only brackets set so far
GAP = 2  # spaces before a comment, where there is no room to align it
FITS = 24  # columns that every telephone shows, in letters of the usual size, in a box too
IN_A_CELL = 10  # characters of a word of code that a table's cell never breaks
CODE = re.compile(
    r'((?:<div class="highlight-(\w+)[^>]*>)?<div class="highlight"><pre)>(.*?)</pre>', re.DOTALL
)
OUTPUT = re.compile(r'(<div class="snippet-output[^>]*><pre)>(.*?)</pre>', re.DOTALL)
TABLE = re.compile(r"<table class=\"docutils.*?</table>", re.DOTALL)
CELL_CODE = re.compile(r'(<code class="literal[^>]*>)(.*?)(</code>)', re.DOTALL)
LINE = re.compile(r"[^\n]*\n(?:</span>)?|[^\n]+$")  # a marked line closes after its end
MARKED = re.compile(r'(<span class="hll">)(.*)(</span>)', re.DOTALL)
ALIGNED = re.compile(rf'(?<=\S)( {{{GAP + 1},}})(?=<wbr><span class="c1">)')
START = re.compile(r"\A((?:<[^>]*>)*)( +)")
OPEN, CLOSE = re.compile(r"[(\[{]"), re.compile(r"[)\]}]")
SHELLS = {"bash", "sh", "shell", "console", "powershell", "doscon", "bat"}


def fold_code(code: str) -> str:
    """Return lines of highlighted code, the long ones with where they are folded, and hang.

    >>> fold_code("x = 1\\n")
    'x = 1\\n'
    >>> fold_code("    afficher(une_chose, une_autre, ici)")
    '<span class="long" style="--hang:8">    afficher(une_chose, <wbr>une_autre, <wbr>ici)</span>'
    """
    folded = []
    depth = 0  # of the brackets that are open
    for line in LINE.findall(code):
        folded.append(_folded(line, depth > 0))
        bare = STRING.sub("", text_of(line)).partition("#")[0]
        depth = max(0, depth + len(OPEN.findall(bare)) - len(CLOSE.findall(bare)))
    return "".join(folded)


def _folded(line: str, is_inside: bool) -> str:
    """Return a line with where it is folded; one that is inside brackets starts less far."""
    text = text_of(line)
    opened = sum(-1 if end else 1 for end in TAG.findall(line))
    if len(text) <= FOLDED or opened:
        return line
    if marked := MARKED.fullmatch(line):  # the mark is at the start of every row
        return marked[1] + _folded(marked[2], is_inside) + marked[3]
    indent = text_indent(text)
    is_deep = is_inside and indent > DEEP
    start = DEEP if is_deep else indent
    breaks = may_break(line, code_breaks(text, min(WHOLE, max(DEEP, ROW - start))))
    breaks = ALIGNED.sub(r'<span class="gap">\1</span>', breaks)
    if is_deep:
        breaks = START.sub(r'\1<span class="gap deep">\2</span>', breaks)
    name = "long on-paper" if len(text) > ON_PAPER else "long"
    return long_line(breaks, start + HANG, name)


def fit_body(body: str) -> str:
    """Return the HTML of a page whose code, outputs and tables a narrow screen shows whole."""
    body = CODE.sub(_fit_code, body)
    body = OUTPUT.sub(_fit_output, body)
    return TABLE.sub(lambda table: CELL_CODE.sub(_fold_cell, table[0]), body)


def _fit_code(block: re.Match[str]) -> str:
    start, language, code = block.groups()
    widest = max(map(len, text_of(code).split("\n")))
    is_command = language in SHELLS and widest > FITS
    style = f' style="--columns:{widest}"' if is_command else ""
    return f"{start}{style}>{fold_code(code)}</pre>"


def _fit_output(output: re.Match[str]) -> str:
    lines, widest, kept = fit_output(output[2], FITS)
    style = f"--columns:{widest}" if widest > FITS else ""
    style += f";--kept:{kept}" if kept > FITS else ""
    return output[1] + (f' style="{style}"' if style else "") + f">{lines}</pre>"


def _fold_cell(code: re.Match[str]) -> str:
    return code[1] + may_break(code[2], code_breaks(text_of(code[2]), IN_A_CELL)) + code[3]


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
