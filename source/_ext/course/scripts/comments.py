"""What the comments of a cell say of its figures: useful to the student, not shown in the code.

::

    # Figure : la courbe rouge remonte après l'époque 12
    # Séquence : époque
    # Diapositive : 6 × 3.5
    plt.show()

``Figure`` is the alternative text, over several lines if need be; ``Séquence`` makes the cell's
figures the frames of a slider. ``Diapositive`` draws them once more for slides, in that many
inches: the smaller the figure, the larger its texts in the room. Usage::

    without_comments(source), alt_of(source), sequence_of(source), slide_size_of(source)
"""

from __future__ import annotations

import re

from ..base import wording
from ..base.errors import CourseError

SEQUENCE, SLIDE = r"[ \t]*# S[ée]quence :", r"[ \t]*# Diapositive :"
SEQUENCE_COMMENT = re.compile(rf"^{SEQUENCE}(.*)\n?", re.MULTILINE)
SLIDE_COMMENT = re.compile(rf"^{SLIDE}(.*)\n?", re.MULTILINE)
FIGURE_COMMENT = re.compile(
    rf"^[ \t]*# Figure : ?(.*(?:\n(?!{SEQUENCE}|{SLIDE})[ \t]*#.*)*)\n?", re.MULTILINE
)
SIZE = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*[×x]\s*(\d+(?:[.,]\d+)?)\s*")
LEAST, MOST = 2, 20  # inches


def without_comments(source: str) -> str:
    """Return code as the reader sees it."""
    for comment in (SEQUENCE_COMMENT, SLIDE_COMMENT, FIGURE_COMMENT):
        source = comment.sub("", source)
    return source


def alt_of(source: str) -> str:
    """Return the alternative text of the figures, an empty text for none."""
    found = FIGURE_COMMENT.search(source)
    if not found:
        return ""
    lines = (line.strip().lstrip("#").strip() for line in found[1].splitlines())
    return " ".join(lines).strip()


def sequence_of(source: str) -> tuple[str, int] | None:
    """Return what changes from a figure to the next, and the line that says so, from 0."""
    found = SEQUENCE_COMMENT.search(source)
    return (found[1].strip(), _line(source, found)) if found else None


def slide_size_of(source: str) -> tuple[float, float] | None:
    """Return the inches of the figures on slides. Raises CourseError at its line, from 0."""
    found = SLIDE_COMMENT.search(source)
    if not found:
        return None
    size = SIZE.fullmatch(found[1])
    width, height = (float(side.replace(",", ".")) for side in size.groups()) if size else (0, 0)
    if not (LEAST <= width <= MOST and LEAST <= height <= MOST):
        message = wording.SLIDE_SIZE.format(given=found[1].strip(), least=LEAST, most=MOST)
        raise CourseError(message, line=_line(source, found))
    return width, height


def _line(source: str, found: re.Match[str]) -> int:
    return source[: found.start()].count("\n")
