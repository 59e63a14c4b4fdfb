"""What a script needs besides the course's packages, said in its first lines.

    # Besoins : gpu, 8 Go, 20 min

One comment anywhere in the script; each part is optional. ``gpu``: it runs only
where there is one. Gigabytes: of memory. Minutes: its time limit, instead of
``course_time_limit`` of conf.py. Usage::

    needs_of(script)      # Needs(gpu=True, memory=8.0, minutes=20.0)

Raises CourseError, with the line, for anything else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..base import wording
from ..base.errors import CourseError, nearest
from .script import Script

COMMENT = re.compile(r"^# ?Besoins ?: *(.*)$", re.MULTILINE)
AMOUNT = re.compile(r"(\d+(?:[.,]\d+)?)\s*(Go|min)")


@dataclass(frozen=True)
class Needs:
    """A GPU or none, gigabytes of memory, minutes before it is stopped (0: not said)."""

    gpu: bool = False
    memory: float = 0.0
    minutes: float = 0.0


def needs_of(script: Script) -> Needs:
    """Return what the script says it needs."""
    comments = list(COMMENT.finditer(script.text))
    if not comments:
        return Needs()
    line = script.text.count("\n", 0, comments[-1].start()) + 1
    if len(comments) > 1:
        raise CourseError(wording.NEEDS_TWICE, script.path, line)
    gpu, amounts = False, {"Go": 0.0, "min": 0.0}
    # « 1,5 Go » has a comma too: one that a space follows separates.
    for part in re.split(r",\s+", comments[0][1].strip()):
        amount = AMOUNT.fullmatch(part.strip())
        if amount:
            amounts[amount[2]] = float(amount[1].replace(",", "."))
        elif part.strip() == "gpu":
            gpu = True
        else:
            hint = nearest(part.strip(), ["gpu", "8 Go", "20 min"])
            raise CourseError(wording.UNKNOWN_NEED.format(need=part) + hint, script.path, line)
    return Needs(gpu, amounts["Go"], amounts["min"])
