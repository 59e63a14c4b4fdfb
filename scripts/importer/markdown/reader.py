"""Read a Markdown chapter: what MyST reads already is kept as it is.

Only what changes is cut out: titles, code, formulas, dividers, quotes that are
remarks, comments and HTML. Usage::

    front, blocks = MarkdownReader().document(source.lines)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..blocks import Block, Line
from ..execution.cells import looks_like_python
from ..slidey.formulas import display_math
from ..slidey.lines import dedent, numbers, text_of

FENCE = re.compile(
    r"^(?P<indent>\s*(?:(?:[-*+]|\d+[.)])\s+)?)(?P<fence>`{3,}|~{3,})\s*(?P<info>[^`]*)$"
)
ATX = re.compile(r"^ {0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*$")
DIVIDER = re.compile(r"^ {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|(?:=\s*){4,})$")
DRAFT = re.compile(r"^#{7,}.*$|^(?:-{4,}|={4,}|\*{4,})\s*\w.*$")
ALERT = re.compile(r"^\[!(\w+)\]\s*(.*)$")
LABEL = re.compile(
    r"^(?P<icon>[^\w\s*`\[(\"'«-]+\s*)?\*\*(?P<label>[^*]{2,40}?)\s*:?\s*\*\*\s*:?\s*(?P<rest>.*)$"
)
ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
KINDS = {
    "conseil": "tip",
    "astuce": "tip",
    "attention": "warning",
    "danger": "danger",
    "important": "important",
    "erreur": "warning",
    "piège": "warning",
    "note": "note",
    "remarque": "note",
    "info": "note",
    "rappel": "note",
    "tip": "tip",
    "warning": "warning",
    "caution": "warning",
}
ICONS = {"💡": "tip", "⚠": "warning", "🚨": "warning", "❗": "important", "📝": "note", "ℹ": "note"}


class MarkdownReader:
    """Makes blocks of lines."""

    def __init__(self, depth: int = 0) -> None:
        self.depth = depth
        self.lines: Sequence[Line] = ()
        self.at = 0

    def document(self, lines: Sequence[Line]) -> tuple[dict[str, str], list[Block]]:
        """Return the front matter's keys and the blocks."""
        front: dict[str, str] = {}
        start = next((n for n, line in enumerate(lines) if not line.is_blank), 0)
        if lines[start].text.strip() != "---":
            return front, self.read(lines)
        for stop in range(start + 1, min(len(lines), start + 60)):
            if lines[stop].text.strip() in ("---", "..."):
                break
            if not lines[stop].is_blank and not re.match(
                r"^(\s+\S|[\w-]+\s*:|#|- )", lines[stop].text
            ):
                return front, self.read(lines)
        else:
            return front, self.read(lines)
        for line in lines[start + 1 : stop]:
            if found := re.match(r"^([\w-]+)\s*:\s*(.*?)\s*$", line.text):
                front[found[1].lower()] = found[2].strip("'\"")
        block = Block("front", numbers(lines[start : stop + 1]))
        return front, [block, *self.read(lines[stop + 1 :])]

    def read(self, lines: Sequence[Line]) -> list[Block]:
        """Return the blocks."""
        self.lines, self.at = lines, 0
        found: list[Block] = []
        while self.at < len(self.lines):
            if self.lines[self.at].is_blank:
                self.at += 1
            else:
                found += self._next()
        return found

    def _next(self) -> list[Block]:
        line = self.lines[self.at]
        if FENCE.match(line.text):
            return self._fence()
        if found := ATX.match(line.text):
            self.at += 1
            if not (found[2] or "").strip():
                return [Block("divider", [line.number], line.text)]
            return [Block("title", [line.number], found[2].strip(), level=len(found[1]))]
        if DIVIDER.match(line.text) or DRAFT.match(line.text):
            self.at += 1
            return [Block("divider", [line.number], line.text.strip())]
        if line.text.lstrip().startswith("<!--"):
            return [self._comment()]
        if line.text.lstrip().startswith(">") and line.indent < 4:
            return [self._quote()]
        if formula := display_math(self.lines, self.at):
            formula[0].options["prefix"] = " " * line.indent
            self.at = formula[1]
            return [formula[0]]
        return self._text()

    def _fence(self) -> list[Block]:
        """Read a fence up to its end; one never closed goes to the end of the file."""
        first = self.lines[self.at]
        found = FENCE.match(first.text)
        assert found is not None
        indent, fence = len(found["indent"]), found["fence"]
        closing = re.compile(rf"^\s*{re.escape(fence[0])}{{{len(fence)},}}\s*$")
        stop = self.at + 1
        while stop < len(self.lines) and not closing.match(self.lines[stop].text):
            stop += 1
        body = self.lines[self.at + 1 : stop]
        text = "\n".join(line.text[min(indent, line.indent) :] for line in body)
        used = numbers(self.lines[self.at : stop + 1])
        block = Block("code", used, text, found["info"].strip(), "fence")
        block.options["prefix"] = " " * indent if indent < 4 or found["indent"].strip() else " " * 3
        if found["indent"].strip():
            block.options["lead"] = found["indent"]
        if stop == len(self.lines):
            block.options["unclosed"] = "yes"
        self.at = stop + 1
        return [block]

    def _comment(self) -> Block:
        start = self.at
        while self.at < len(self.lines) and "-->" not in self.lines[self.at].text:
            self.at += 1
        self.at = min(self.at + 1, len(self.lines))
        taken = self.lines[start : self.at]
        text = text_of(taken).replace("<!--", "").replace("-->", "").strip()
        return Block("comment", numbers(taken), text)

    def _quote(self) -> Block:
        """A quote that opens with a label is a remark."""
        start = self.at
        while self.at < len(self.lines) and not self.lines[self.at].is_blank:
            text = self.lines[self.at].text
            if not text.lstrip().startswith(">") and (FENCE.match(text) or ATX.match(text)):
                break
            self.at += 1
        taken = self.lines[start : self.at]
        inner = [Line(line.number, re.sub(r"^\s*>\s?", "", line.text)) for line in taken]
        block = Block("quote")
        if found := ALERT.match(inner[0].text):
            block = Block("wrapper", [inner[0].number], name=KINDS.get(found[1].lower(), "note"))
            inner[0] = Line(inner[0].number, found[2])
        elif found := LABEL.match(inner[0].text):
            kind = KINDS.get(found["label"].split()[0].lower().strip(" :")) or ICONS.get(
                (found["icon"] or " ").strip()[:1], ""
            )
            if kind:
                block = Block("wrapper", [inner[0].number], name=kind, args=found["label"].strip())
                inner[0] = Line(inner[0].number, found["rest"])
        reader = MarkdownReader(self.depth + 1)
        block.children = (
            reader.read(inner)
            if self.depth < 12
            else [Block("text", numbers(inner), text_of(inner))]
        )
        for child in (b for c in block.children for b in c.walk()):
            if child.kind == "title":
                child.kind, child.text = "text", f"**{child.text.strip('*')}**"
        block.lines += [n for n in numbers(taken) if not any(n in b.lines for b in block.walk())]
        return block

    def _text(self) -> list[Block]:
        """Take a chunk up to a blank line; a line of ``=`` or ``-`` makes it a title."""
        start = self.at
        self.at += 1
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.is_blank or FENCE.match(line.text) or ATX.match(line.text):
                break
            if line.text.lstrip().startswith((">", "<!--")) and line.indent < 4:
                break
            setext = re.match(r"^ {0,3}(=+|-{2,})\s*$", line.text)
            above = self.lines[self.at - 1].text
            if setext and not ITEM.match(above) and "|" not in above:
                self.at += 1
                return self._setext(start, 1 if setext[1][0] == "=" else 2)
            if DIVIDER.match(line.text) or DRAFT.match(line.text):
                break
            if display_math(self.lines, self.at):
                break
            self.at += 1
        taken = self.lines[start : self.at]
        if all(line.indent >= 4 for line in taken):
            code = text_of(dedent(taken))
            if looks_like_python(code):
                return [Block("code", numbers(taken), code, "", "fence", {"prefix": ""})]
        text = "\n".join(line.text for line in taken)
        return [Block("text", numbers(taken), text)]

    def _setext(self, start: int, level: int) -> list[Block]:
        taken = self.lines[start : self.at]
        words = " ".join(line.text.strip() for line in taken[:-1])
        return [Block("title", numbers(taken), words, level=level)]
