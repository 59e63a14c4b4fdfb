"""What a running script has given so far, as its process leaves it for the one that keeps it.

Where a cell starts and ends in what is printed is known by the size of the file ``OUTPUT``,
which the descriptors write. Usage::

    given = Given(folder)
    given.begin_cell(); …; given.end_cell(classes, looks)
    given.write()                          # folder/given.json
    Given.read(folder).cells[0].printed    # (0, 12)
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ..base.files import write_whole
from ..records.record import Figure, Notice

NAME, OUTPUT, BROKEN = "given.json", "output", "broken"


@dataclass
class GivenCell:
    """What a cell gave: where its output starts and ends in the file, figures, classes."""

    start: int
    end: int = -1  # it has not come to its end
    figures: list[Figure] = field(default_factory=list)
    classes: dict[str, list[str]] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    slides: list[Figure] = field(default_factory=list)
    looks: dict[str, str] = field(default_factory=dict)


@dataclass
class Given:
    """What a script gave, as far as it ran."""

    folder: Path
    cells: list[GivenCell] = field(default_factory=list)
    whole: bool = False
    seconds: float = 0.0
    values: dict[str, Any] = field(default_factory=dict)
    origin: dict[str, Any] = field(default_factory=dict)
    observed: list[str] = field(default_factory=list)
    looks_at_lines: bool = False
    failure: tuple[str, int] | None = None  # the sentence, the line
    writer: int = field(default_factory=os.getpid)  # a fork that goes on leaves nothing

    def begin_cell(self) -> None:
        """Note where the output of a cell begins."""
        # What Python says of the script before it runs is the first one's.
        self.cells.append(GivenCell(self._printed_so_far() if self.cells else 0))
        self.write()

    def end_cell(self, classes: dict[str, list[str]], looks: dict[str, str]) -> None:
        """Note where it ends, and what its variables are then."""
        self.cells[-1].end = self._printed_so_far()
        self.cells[-1].classes, self.cells[-1].looks = classes, looks

    def end(self, seconds: float, values: dict[str, Any], origin: dict[str, Any]) -> None:
        """Note that the last cell has come to its end."""
        self.seconds, self.values, self.origin, self.whole = seconds, values, origin, True

    def write(self) -> None:
        """Leave it in the folder."""
        if os.getpid() != self.writer:
            return
        kept = {**asdict(self), "folder": ""}
        write_whole(self.folder / NAME, json.dumps(kept))

    def leave_failure(self) -> None:
        """Leave the failure, by little enough that no script has broken it."""
        sentence, line = self.failure or ("", 1)
        descriptor = os.open(self.folder / BROKEN, os.O_WRONLY | os.O_CREAT)
        os.write(descriptor, f"{line} {sentence}".encode(errors="backslashreplace"))
        os.close(descriptor)

    def _printed_so_far(self) -> int:
        return (self.folder / OUTPUT).stat().st_size

    @classmethod
    def read(cls, folder: Path) -> Given:
        """Return what a process left, nothing if it left nothing."""
        with contextlib.suppress(OSError):
            line, _, sentence = (folder / BROKEN).read_text(encoding="utf-8").partition(" ")
            return cls(folder, failure=(sentence, int(line)))
        try:
            kept = json.loads((folder / NAME).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return cls(folder)
        for cell in kept["cells"]:
            for name in ("figures", "slides"):
                cell[name] = [Figure(**figure) for figure in cell[name]]
            cell["notices"] = [Notice(**notice) for notice in cell["notices"]]
        cells = [GivenCell(**cell) for cell in kept["cells"]]
        failure = tuple(kept["failure"]) if kept["failure"] else None
        return cls(**{**kept, "folder": folder, "cells": cells, "failure": failure})
