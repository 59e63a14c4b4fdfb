r"""What a terminal shows of what a program prints: the final state of its lines.

A progress bar that goes back (``\r``, backspaces) leaves its last form, colours and links
leave their text. pyte, the emulator, was looked at: it has a screen of a fixed size, which
wraps the lines of a page and forgets the first of them. Usage::

    final_state("lot 0 %\rlot 100 %\n")    # 'lot 100 %\n'
"""

from __future__ import annotations

import re

# Operating system commands (titles, links), up to their end; then the other sequences.
SEQUENCE = re.compile(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_][^\x1b]*\x1b\\"
    r"|\x1b\[([0-?]*)[ -/]*([@-~])|\x1b[ -/]*[0-~]"
)
PLAIN = re.compile(r"[^\x1b\r\b\n\x00-\x08\x0b-\x1f\x7f]+")
UP, DOWN, RIGHT, LEFT, COLUMN, LINE, CLEAR = "ABCDGKJ"


class Screen:
    """Lines that a cursor writes over."""

    def __init__(self) -> None:
        self.lines: list[list[str]] = [[]]
        self.row = self.column = 0

    def write(self, text: str) -> None:
        """Write at the cursor, over what is there."""
        line = self.lines[self.row]
        line += " " * (self.column - len(line))
        line[self.column : self.column + len(text)] = text
        self.column += len(text)

    def move(self, row: int, column: int) -> None:
        """Put the cursor somewhere; lines appear below, never above the first."""
        self.row, self.column = max(0, row), max(0, column)
        while self.row >= len(self.lines):
            self.lines.append([])

    def control(self, order: str, number: int) -> None:
        """Do what a control sequence asks, where it shows."""
        count = max(1, number)
        if order == UP:
            self.move(self.row - count, self.column)
        elif order == DOWN:
            self.move(self.row + count, self.column)
        elif order == RIGHT:
            self.move(self.row, self.column + count)
        elif order == LEFT:
            self.move(self.row, self.column - count)
        elif order == COLUMN:
            self.move(self.row, count - 1)
        elif order == LINE:
            self.erase(number)
        elif order == CLEAR:
            self.erase(number)
            self.lines = self.lines[: self.row + 1] if number == 0 else [[]]
            self.row = min(self.row, len(self.lines) - 1)

    def erase(self, what: int) -> None:
        """Erase a part of the line: 0 to its end, 1 from its start, 2 all."""
        line = self.lines[self.row]
        if what in (0, 2):
            del line[self.column :]
        if what in (1, 2):
            line[: self.column] = " " * min(self.column, len(line))

    def text(self) -> str:
        """Return what is shown."""
        return "\n".join("".join(line) for line in self.lines)


def final_state(printed: str) -> str:
    """Return what a terminal shows in the end; text without controls is as it was."""
    printed = printed.replace("\r\n", "\n")
    if not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", printed):
        return printed
    screen, position = Screen(), 0
    while position < len(printed):
        if plain := PLAIN.match(printed, position):
            screen.write(plain[0])
            position = plain.end()
        elif sequence := SEQUENCE.match(printed, position):
            numbers = (sequence[1] or "").split(";")
            number = int(numbers[0]) if numbers[0].isdigit() else 0
            screen.control(sequence[2] or "", number)
            position = sequence.end()
        else:
            character = printed[position]
            if character == "\n":
                screen.move(screen.row + 1, 0)
            elif character == "\r":
                screen.move(screen.row, 0)
            elif character == "\b":
                screen.move(screen.row, screen.column - 1)
            position += 1  # others show nothing: bells, nulls
    return screen.text()
