"""Read a Slidey chapter, line by line, as its own parser does.

A directive applies to the next node, indented or not, and needs no blank line
around it; a title is a line over three or more title characters; a list item
goes on until a blank line. What docutils would misread is read here as the
author saw it. Usage::

    blocks = SlideyReader().read(source.lines)
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from ..blocks import Block, Line
from .dialect import (
    ATX_TITLE,
    COMMENT,
    DIRECTIVE,
    DRAFT_LINE,
    FENCE,
    GRID_TABLE,
    ITEM,
    SIMPLE_TABLE,
    is_special,
)
from .directives import DirectiveReader
from .formulas import display_math
from .lines import DEEPEST, is_directive, is_item, numbers, text_of

NOT_NODES = {"slide", "title", "divider", "comment", "target", "substitution", "listed"}


class SlideyReader(DirectiveReader):
    """Makes blocks of lines; nested content goes through a reader one level down."""

    def read(self, lines: Sequence[Line]) -> list[Block]:
        """Return the blocks; directives without content take the next node."""
        self.lines, self.at = lines, 0
        found: list[Block] = []
        waiting: list[Block] = []
        while self.at < len(self.lines):
            if self.lines[self.at].is_blank:
                self.at += 1
                continue
            for block in self._next():
                if block.options.pop("waits", ""):
                    waiting.append(block)
                elif waiting and self._refuses(block, waiting[-1]):
                    if block.kind in ("slide", "title"):
                        found += waiting
                        waiting = []
                    found.append(block)
                else:
                    for wrapper in reversed(waiting):
                        wrapper.children.append(block)
                        block = wrapper
                    waiting = []
                    found.append(block)
        return found + waiting

    def _refuses(self, block: Block, wrapper: Block) -> bool:
        """Whether ``block`` is not the node that ``wrapper`` waits for."""
        if block.kind in NOT_NODES:
            return True
        return wrapper.name == "discoverlist" and block.kind == "paragraph"

    def _next(self) -> list[Block]:
        """Read what starts at the current line."""
        line = self.lines[self.at]
        if line.indent:
            return self._indented()
        if DIRECTIVE.match(line.text):
            return [self._directive()]
        if COMMENT.match(line.text):
            return [self._comment()]
        if self._is_overlined():
            return [self._overlined_title()]
        if SIMPLE_TABLE.match(line.text) or GRID_TABLE.match(line.text):
            return [self._table()]
        if found := ATX_TITLE.match(line.text):
            self.at += 1
            return [Block("title", [line.number], found[2], name=found[1])]
        if FENCE.match(line.text) and (fenced := self._fence()):
            return [fenced]
        if is_special(line.text) or DRAFT_LINE.match(line.text):
            self.at += 1
            return [Block("divider", [line.number], line.text.strip())]
        if line.text.startswith(">>> "):
            return [self._doctest()]
        if is_item(line):
            return [self._list()]
        if formula := display_math(self.lines, self.at):
            block, self.at = formula
            return [block]
        return self._paragraph()

    def _indented(self) -> list[Block]:
        """A list stays a list, the rest is a quote."""
        inner = self._nested(self._take_indented(), self.in_item)
        lists = all(block.kind in ("list", *NOT_NODES) for block in inner)
        return inner if lists or self.in_item else [Block("quote", children=inner)]

    def _is_overlined(self) -> bool:
        three = self.lines[self.at : self.at + 3]
        return (
            len(three) == 3
            and is_special(three[0].text)
            and three[0].text.strip() == three[2].text.strip()
            and not three[1].is_blank
            and not is_special(three[1].text)
        )

    def _overlined_title(self) -> Block:
        _, title, under = taken = self._take(3)
        return Block("title", numbers(taken), title.text.strip(), name=under.text.strip()[0] * 2)

    def _table(self) -> Block:
        is_simple = bool(SIMPLE_TABLE.match(self.lines[self.at].text))
        rest = self.lines[self.at :]
        taken = list(takewhile(lambda line: not line.is_blank, rest))
        if is_simple:
            borders = [n for n, line in enumerate(rest) if SIMPLE_TABLE.match(line.text)]
            within = borders[1:3]
            stop = next((n for n in within[::-1] if not rest[n + 1 :] or rest[n + 1].is_blank), 0)
            taken = list(rest[: stop + 1]) if stop else taken
        self.at += len(taken)
        return Block("table", numbers(taken), text_of(taken), "simple" if is_simple else "grid")

    def _fence(self) -> Block | None:
        """Read Markdown's way of writing code, when it is closed."""
        opening = FENCE.match(self.lines[self.at].text)
        assert opening is not None
        for stop in range(self.at + 1, len(self.lines)):
            if self.lines[stop].text.strip() == opening[1]:
                taken = self._take(stop + 1 - self.at)
                name = opening[2] or ""
                return Block("code", numbers(taken), text_of(taken[1:-1]), name, "code-block")
        return None

    def _doctest(self) -> Block:
        rest = self.lines[self.at :]
        taken = list(takewhile(lambda line: not line.is_blank and not is_directive(line), rest))
        self.at += len(taken)
        return Block("code", numbers(taken), text_of(taken), "pycon", "code-block")

    def _is_title(self, at: int) -> bool:
        """Whether the line at ``at`` stands over title characters."""
        following = self.lines[at + 1 : at + 2]
        return bool(following) and is_special(following[0].text) and not following[0].indent

    def _list(self) -> Block:
        """Read items; an unindented line under one goes on with it."""
        bullet = self.lines[self.at].text[0] in "*-+•"
        block = Block("list", name="bullet" if bullet else "number")
        if not bullet and self.lines[self.at].text[0] != "#":
            block.args = self.lines[self.at].text.split(".")[0]
        while self.at < len(self.lines) and is_item(self.lines[self.at]):
            if (self.lines[self.at].text[0] in "*-+•") != bullet or self._is_title(self.at):
                break
            block.children.append(self._item())
            self._skip_to_item()
        return block if block.children else self._paragraph()[0]

    def _skip_to_item(self) -> None:
        ahead = self.at
        while ahead < len(self.lines) and self.lines[ahead].is_blank:
            ahead += 1
        if ahead < len(self.lines) and is_item(self.lines[ahead]):
            self.at = ahead

    def _item(self) -> Block:
        line = self._take(1)[0]
        found = ITEM.match(line.text)
        content = found[2] if found else ""
        offset = len(line.text) - len(content) if found else len(line.text) + 1
        taken = [Line(line.number, content)]
        while self.at < len(self.lines):
            current = self.lines[self.at]
            if current.is_blank:
                rest = [line for line in self.lines[self.at :] if not line.is_blank]
                if not rest or not rest[0].indent:
                    break
            elif not current.indent and self._ends_item(current):
                break
            taken.append(Line(current.number, current.text[min(offset, current.indent) :]))
            self.at += 1
        inner = SlideyReader(self.depth + 1, in_item=True)
        if self.depth >= DEEPEST:
            return Block("item", numbers(taken), children=[Block("paragraph", [], text_of(taken))])
        return Block("item", [line.number], children=inner.read(taken))

    def _ends_item(self, line: Line) -> bool:
        return (
            is_item(line)
            or is_directive(line)
            or bool(DRAFT_LINE.match(line.text))
            or self._is_title(self.at)
            or is_special(line.text)
        )

    def _paragraph(self) -> list[Block]:
        """Read a paragraph; its last line may turn out to be a title."""
        taken: list[Line] = [self._take(1)[0]]
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.is_blank or is_directive(line) or DRAFT_LINE.match(line.text):
                break
            if ATX_TITLE.match(line.text) or (FENCE.match(line.text) and "`" in line.text):
                break
            if is_special(line.text):
                self.at += 1
                title = Block("title", [taken[-1].number, line.number], taken[-1].text.strip())
                title.name = line.text.strip()[0]
                return [*self._as_paragraph(taken[:-1]), title]
            if self._starts_list(line, taken[-1]) or display_math(self.lines, self.at):
                break
            taken.append(line)
            self.at += 1
        return self._as_paragraph(taken)

    def _starts_list(self, line: Line, above: Line) -> bool:
        """Whether a list is glued under the paragraph."""
        bare = Line(line.number, line.text.lstrip())
        if not is_item(bare) or self._is_title(self.at):
            return False
        following = self.lines[self.at + 1 : self.at + 2]
        more = bool(following) and is_item(Line(0, following[0].text.lstrip()))
        return self.in_item or above.text.rstrip().endswith(":") or more

    def _as_paragraph(self, taken: list[Line]) -> list[Block]:
        if not taken:
            return []
        if taken[-1].text.rstrip().endswith("::"):
            content = self._content()
            if content:
                text = "\n".join(line.text for line in taken).rstrip()[:-1]
                code = Block("code", numbers(content), text_of(content), args="code-block")
                if text.strip() == ":":
                    code.lines = numbers(taken) + code.lines
                    return [code]
                return [Block("paragraph", numbers(taken), text), code]
        return [Block("paragraph", numbers(taken), "\n".join(line.text for line in taken))]
