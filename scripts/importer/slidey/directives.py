"""Directives, targets and comments of a Slidey chapter."""

from __future__ import annotations

from ..blocks import Block, Line
from .dialect import CODE, DIRECTIVE, LEAVES, TARGET, VERBATIM, WRAPPERS
from .lines import Cursor, dedent, numbers, text_of


class DirectiveReader(Cursor):
    """Reads what starts with two dots."""

    def _directive(self) -> Block:
        line = self._take(1)[0]
        found = DIRECTIVE.match(line.text)
        assert found is not None
        substitution, name, args = found[1], found[2].lower(), (found[3] or "").strip()
        block = Block("directive", [line.number], name=name, args=args)
        block.options, used = self._options()
        block.lines += used
        if name == "slide":
            block.kind = "slide"
            return block
        if substitution:
            content = self._content()
            block.text = text_of(dedent(content))
            block.lines += numbers(content)
            return Block("substitution", block.lines, block.text, substitution, children=[block])
        if name in CODE:
            content = self._content()
            block.kind, block.text = "code", text_of(content)
            block.name, block.args = (args if name != "literalinclude" else "text"), name
            block.lines += numbers(content)
        elif name in LEAVES or name in VERBATIM:
            content = self._content()
            block.text = text_of(dedent(content))
            block.lines += numbers(content)
            if name == "math":
                block.kind = "math"
                block.text = "\n".join(filter(None, [args, block.text]))
        else:
            self._wrap(block, name, line.number)
        return block

    def _wrap(self, block: Block, name: str, number: int) -> None:
        """Give a wrapper its content; without any, it waits for the next node."""
        block.kind = "wrapper" if name in WRAPPERS else "unknown"
        content = self._content()
        takes_text = name not in ("div", "spoiler", "step", "container", "topic", "admonition")
        if block.kind == "wrapper" and block.args and takes_text:
            block.children = [Block("paragraph", [number], block.args)]
            block.args = ""
        block.children += self._nested(content) if content else []
        if block.kind == "wrapper" and not block.children:
            block.options["waits"] = "yes"

    def _comment(self) -> Block:
        line = self._take(1)[0]
        if found := TARGET.match(line.text):
            return Block("target", [line.number], name=found[1].strip("`"), args=found[2] or "")
        content: list[Line] = []
        if self.at < len(self.lines) and not self.lines[self.at].is_blank:
            content = self._take_indented()
        text = "\n".join(filter(None, [line.text[2:].strip(), text_of(dedent(content))]))
        return Block("comment", [line.number, *numbers(content)], text)
