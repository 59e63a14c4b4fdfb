"""The disorder of lines that a reader puts back in order.

Lines are numbers, equal for equal lines; ``free`` lists groups of places whose
lines may be exchanged::

    >>> in_order([0, 2, 1, 3], [[1, 2]])
    [0, 1, 2, 3]
"""

from __future__ import annotations

import random

from ..base import wording
from ..base.errors import CourseError


def in_order(numbers: list[int], free: list[list[int]]) -> list[int]:
    """Return the lines with those of each free group sorted: what is compared."""
    result = list(numbers)
    for group in free:
        for rank, number in zip(group, sorted(numbers[rank] for rank in group), strict=True):
            result[rank] = number
    return result


def shuffled(key: str, numbers: list[int], free: list[list[int]]) -> list[int]:
    """Return the same disorder at each build, never a right order."""
    order = list(range(len(numbers)))
    drawn = random.Random(key)
    right = in_order(numbers, free)
    for _ in range(100):
        drawn.shuffle(order)
        if in_order([numbers[rank] for rank in order], free) != right:
            return order
    raise CourseError(wording.NO_ORDER)
