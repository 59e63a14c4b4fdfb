"""What a chapter is made of while it changes format, and the account of its lines.

A reader makes ``Block``s, each knowing the source lines it comes from; every
later stage says in the ``Ledger`` what became of them::

    ledger = Ledger(lines)
    ledger.listed(block, "ligne de séparation")
    ledger.lost()          # [] when every non-blank line is accounted for
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

CARRIED, TRANSFORMED, LISTED = "carried", "transformed", "listed"


@dataclass(frozen=True)
class Line:
    """One line of the source, with its number from 1."""

    number: int
    text: str

    @property
    def indent(self) -> int:
        """Return how many spaces it starts with."""
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on it."""
        return not self.text.strip()


@dataclass
class Block:
    """A piece of a chapter; ``kind`` says how the other fields are read."""

    kind: str
    lines: list[int] = field(default_factory=list)
    text: str = ""
    name: str = ""
    args: str = ""
    options: dict[str, str] = field(default_factory=dict)
    children: list[Block] = field(default_factory=list)
    level: int = 0
    degraded: int = 0

    @property
    def first(self) -> int:
        """Return the first source line."""
        return min(self.lines, default=0) or min((c.first for c in self.children), default=0)

    def walk(self) -> Iterator[Block]:
        """Yield this block and all it holds, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


def walk(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks and all they hold, in order."""
    for block in blocks:
        yield from block.walk()


@dataclass(frozen=True)
class Entry:
    """One thing the report lists: where, what, and the text itself."""

    line: int
    reason: str
    text: str


class Ledger:
    """What became of each non-blank line of the source."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.texts = {line.number: line.text for line in lines if not line.is_blank}
        self.status: dict[int, str] = {}
        self.entries: dict[tuple[int, str], Entry] = {}

    def set(self, lines: Sequence[int], status: str) -> None:
        """Give the lines a status; a listed line stays listed."""
        for number in lines:
            if number in self.texts and self.status.get(number) != LISTED:
                self.status[number] = status

    def carried(self, block: Block) -> None:
        """The block stands in the result as it was."""
        self.set(block.lines, CARRIED)

    def transformed(self, block: Block) -> None:
        """The block stands in the result in another form."""
        self.set(block.lines, TRANSFORMED)

    def note(self, line: int, reason: str, text: str = "") -> None:
        """Tell the author something about a line that is carried all the same."""
        text = (text or self.texts.get(line, "")).strip()
        self.entries[line, reason] = Entry(line, reason, text)

    def listed(self, block: Block, reason: str) -> None:
        """The block is not in the result: the report shows its lines."""
        self.list_lines(block.lines, reason)

    def list_lines(self, lines: Sequence[int], reason: str) -> None:
        """The lines are not in the result: the report shows them."""
        for number in lines:
            if number in self.texts:
                self.status[number] = LISTED
                self.note(number, reason)

    def lost(self) -> list[int]:
        """Return the lines that no stage has accounted for."""
        return [number for number in self.texts if number not in self.status]

    def count(self, status: str) -> int:
        """Return how many lines have this status."""
        return sum(found == status for found in self.status.values())
