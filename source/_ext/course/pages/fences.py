"""Blocks of Markdown that are not closed where their author thinks: refused, with their line.

An opening fence that nothing closes swallows the rest of the chapter; one that is closed too
late swallows a title. Markdown says nothing of either::

    ::::{note}
    Attention.
    :::            ← too short: the note never ends

    ## Suite       ← it is in the note
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from docutils import nodes
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from sphinx.application import Sphinx

from ..base import wording
from ..base.addresses import is_chapter
from ..base.errors import CourseError, report

FENCES = ("fence", "colon_fence")
# What may hold no fence nor title needs no look: most of what stands between fences.
MARKS = re.compile(r":::|```|~~~|^[ >*+.)\d-]*#|^[ >]*(=+|-+) *$", re.MULTILINE)
FRONT_MATTER = re.compile(r"\A---\n.*?\n(---|\.\.\.)\n", re.DOTALL)
# Their content is no Markdown.
VERBATIM = {"code", "code-block", "sourcecode", "math", "raw", "eval-rst", "parsed-literal"}
VERBATIM |= {"csv-table", "highlight", "doctest", "unexecuted", "productionlist"}
# Their content may hold titles of the chapter itself.
SHOWN_PARTS = {"textonly", "slideonly"}


@dataclass(frozen=True)
class Block:
    """A text to look at, which starts at ``line``; what encloses it, and where that opens."""

    text: str
    line: int
    name: str = ""
    opened: int = 0
    fence: str = ""


def faults(block: Block) -> Iterator[tuple[str, int]]:
    """Yield what is wrong in a text, at any depth: the sentence and the line."""
    lines = block.text.split("\n")
    tokens = _markdown().parse(block.text)
    for rank, token in enumerate(tokens):
        if token.map is None:
            continue
        line = block.line + token.map[0]
        if token.type == "heading_open" and block.name and block.name not in SHOWN_PARTS:
            title = tokens[rank + 1].content
            yield (
                wording.SWALLOWED_TITLE.format(title=title, name=block.name, line=block.opened),
                line,
            )
            return
        if token.type in FENCES:
            yield from _of_fence(token, lines[token.map[0] : token.map[1]], line, block)


def _of_fence(
    token: Token, lines: list[str], line: int, around: Block
) -> Iterator[tuple[str, int]]:
    fence = f"{token.markup}{token.info.strip()}"
    inside = [text.strip().lstrip("> ") for text in lines[1:]]
    while inside and not inside[-1]:
        inside.pop()
    mark, length = token.markup[0], len(token.markup)
    if not inside or not re.fullmatch(rf"{re.escape(mark)}{{{length},}}", inside[-1]):
        if around.fence == token.markup:
            yield wording.NESTED_FENCE.format(fence=fence, line=around.opened), line
        else:
            yield _unclosed(fence, token, inside, line), line
        return
    name = re.match(r"\{([\w:-]+)\}", token.info.strip())
    if name and name[1] not in VERBATIM and MARKS.search(token.content):
        yield from faults(Block(token.content, line + 1, name[1], line, token.markup))


def _unclosed(fence: str, token: Token, inside: list[str], line: int) -> str:
    if not token.info.strip() and token.markup[0] == ":":
        return wording.EMPTY_FENCE.format(fence=fence)
    mark = re.escape(token.markup[0])
    for rank, text in enumerate(inside, start=1):
        if re.fullmatch(rf"{mark}{{2,}}", text):
            return wording.SHORT_FENCE.format(
                fence=fence, line=line + rank, short=text, closing=token.markup
            )
    return wording.OPEN_FENCE.format(fence=fence, closing=token.markup)


@cache
def _markdown() -> MarkdownIt:
    # Blocks alone are looked at: what is inside a line costs as much again.
    return MarkdownIt("commonmark").use(colon_fence_plugin).disable("inline")


def check_fences(app: Sphinx, document: nodes.document) -> None:
    """Report the first fault of a chapter's file: the others may come from it."""
    docname = app.env.current_document.docname
    path = Path(app.env.doc2path(docname))
    if path.suffix != ".md" or not is_chapter(app.config, docname):
        return
    text = path.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")
    front = FRONT_MATTER.match(text)
    start = front[0].count("\n") if front else 0
    body = text[front.end() :] if front else text
    if found := next(faults(Block(body, start + 1)), None):
        sentence, line = found
        report(CourseError(sentence), (docname, line))


def setup(app: Sphinx) -> dict[str, object]:
    """Check each document once read."""
    app.connect("doctree-read", check_fences)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
