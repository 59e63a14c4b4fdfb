"""How much of the body of the slides is left blank, for ``make check-slides``.

The body is what lies between the title and the footer, all the steps shown; statements,
dividers, pauses and the title are large on purpose and do not count (``blank_body.js``)::

    space = Space()
    space.note(page, "01-tenseurs#/objectifs")   # for each slide of an open deck
    print(space)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from typing import Any

BLANK_BODY = Path(__file__).with_name("blank_body.js").read_text(encoding="utf-8")
APART = ".layout-title, .layout-statement, .layout-divider, .layout-pause, .layout-center"
MOST = 45


@dataclass
class Space:
    """The percentages, by slide."""

    blank: dict[str, int] = field(default_factory=dict)

    def note(self, page: Any, where: str) -> None:
        """Measure the current slide, if it is one that should be full."""
        if not page.evaluate("apart => Reveal.getCurrentSlide().matches(apart)", APART):
            self.blank[where] = page.evaluate(BLANK_BODY)

    @property
    def average(self) -> float:
        """The mean, 0 when there is no slide."""
        return mean(self.blank.values()) if self.blank else 0

    @property
    def emptiest(self) -> list[str]:
        """The slides that are blank over ``MOST``, the worst first."""
        over = [where for where, blank in self.blank.items() if blank > MOST]
        return sorted(over, key=lambda where: -self.blank[where])

    def __str__(self) -> str:
        """Say the mean, the worst, and name those that are too empty."""
        most = max(self.blank.values(), default=0)
        lines = [f"{where} : {self.blank[where]} % de vide." for where in self.emptiest]
        lines.append(f"Vide laissé : {self.average:.0f} % en moyenne, {most} % au plus.")
        return "\n".join(lines)
