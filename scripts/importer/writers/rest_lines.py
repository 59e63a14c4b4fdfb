"""Lines of reStructuredText that know the block they come from."""

from __future__ import annotations

from collections.abc import Iterable

from docutils.nodes import make_id

from ..blocks import Block
from ..context import Context
from ..slidey.dialect import ADMONITIONS, TITLES
from ..slidey.inline import escape

Lines = list[tuple[str, Block]]
LITERAL_NOTE = "recopié tel quel : docutils ne le lit pas autrement"


def class_names(words: Iterable[str]) -> list[str]:
    """Return the words that can name a class, as docutils writes them."""
    return [name for name in map(make_id, words) if name]


def wrapper_head(name: str, args: str) -> list[str]:
    """Return the first lines of the directive that a wrapper of Slidey becomes."""
    if name in TITLES:
        return [f".. admonition:: {TITLES[name]}", "   :class: tip"]
    if name in ADMONITIONS:
        return [f".. {ADMONITIONS[name]}::"]
    if name in ("center", "div", "container"):
        return [f".. container:: {' '.join(class_names(args.split())) or 'center'}"]
    if name == "poll":
        return [".. question::"]
    if name in ("topic", "admonition"):
        return [f".. admonition:: {args or 'Note'}"]
    return [f".. {name}::" + (f" {args}" if name == "spoiler" and args else "")]


class RestLines:
    """What every block is written with."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.ledger = context.ledger
        self.inline = context.inline
        self.step = 0

    def own(self, block: Block, *lines: str) -> Lines:
        """Return lines that belong to ``block``."""
        return [(line, block) for text in lines for line in text.split("\n")]

    def indented(self, lines: Lines, margin: int = 3) -> Lines:
        """Return the lines moved to the right."""
        return [(" " * margin + text if text else "", owner) for text, owner in lines]

    def as_literal(self, block: Block) -> Lines:
        """Show the source of a block as it was typed."""
        used = sorted({n for b in block.walk() for n in b.lines})
        source = [self.ledger.texts[number] for number in used if number in self.ledger.texts]
        self.ledger.set(used, "transformed")
        self.ledger.note(block.first, LITERAL_NOTE)
        return self.literal(block, "\n".join(source), "text")

    def literal(self, block: Block, text: str, language: str) -> Lines:
        """Write a literal block."""
        body = [line.rstrip() for line in text.strip("\n").split("\n")]
        margin = min((len(line) - len(line.lstrip()) for line in body if line), default=0)
        head = self.own(block, f".. code-block:: {language}", "")
        return head + self.indented(self.own(block, *(line[margin:] for line in body)))

    def text(self, block: Block, text: str) -> str:
        """Return inline text, plain when docutils has refused it."""
        written = escape(text) if block.degraded else self.inline.rest(text)
        for note in self.inline.notes:
            self.ledger.note(block.first, note)
        self.inline.notes.clear()
        return written

    def as_comment(self, block: Block, text: str) -> Lines:
        """Write text that nobody sees."""
        lines = [line.rstrip() for line in text.split("\n") if line.strip()]
        return self.own(block, "..", *(f"   {line.strip()}" for line in lines))
