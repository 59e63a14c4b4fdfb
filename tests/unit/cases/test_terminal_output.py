r"""What goes back on its line shows its last form (case 14), as on a terminal."""

from __future__ import annotations

import pytest
from harness.alone import shown
from harness.course import Course

TITLE = '"""\nBarre\n=====\n\nUne barre de progression.\n"""\n\n# %% barre\n'
TERMINAL = r"""
for i in range(0, 101, 10):
    print(f"\rlot {i:3d} %", end="")
print("\nfini")
print("12345", end="\b\b\b")
print("ABC")
print("\x1b]8;;https://exemple.fr\x1b\\un lien\x1b]8;;\x1b\\")
print("\x1b[31mrouge\x1b[0m")
"""
BAR = r"""
import sys

for i in range(4):
    sys.stderr.write(f"\rlots : {i * 33:3d}%|{'#' * i:<3}| {i}/3")
    sys.stderr.flush()
sys.stderr.write("\n")
print("fini")
"""


def test_a_terminal_shows_the_last_state_of_a_line(course: Course) -> None:
    """Eleven steps of a bar are one line; links and colours are their text."""
    course.script(TITLE + TERMINAL)
    assert shown(course) == "lot 100 %\nfini\n12ABC\nun lien\nrouge\n"


@pytest.mark.parametrize("builder", ["html", "revealjs"])
def test_pages_and_slides_show_it_so(course: Course, builder: str) -> None:
    """The same text in both."""
    course.script(TITLE + TERMINAL)
    course.chapter(".. snippet:: plot_un\n   :cell: barre\n   :show: output\n")
    html = course.build(builder).html("chapitres/01-essai")
    assert "<pre>lot 100 %\nfini\n12ABC\nun lien\nrouge</pre>" in html


def test_a_progress_bar_is_its_last_line(course: Course) -> None:
    """As tqdm writes it, on the error stream."""
    course.script(TITLE + BAR)
    assert shown(course) == "lots :  99%|###| 3/3\nfini\n"
