"""The audiences of a course, which conf.py names, and the one that a version is built for.

::

    course_audiences = ["L3", "M2"]        # conf.py
    make slides AUDIENCE=L3                # or course_audience = "L3" in conf.py

    audiences_in("L3, M2", known)          # of ``:for:``: ["L3", "M2"]; CourseError for others
    is_for(["M2"], "L3")                   # False

Without an audience everything is shown, save what is for ``none``.
"""

from __future__ import annotations

from collections.abc import Sequence

from . import wording
from .errors import CourseError, nearest

NOBODY = "none"


def audiences_in(text: str, known: Sequence[str]) -> list[str]:
    """Read ``L3, M2`` or ``none``. Raises CourseError: an audience that conf.py does not name."""
    names = [name.strip() for name in text.split(",")]
    if names == [NOBODY]:
        return names
    for name in names:
        check_audience(name, known)
    return names


def check_audience(name: str, known: Sequence[str]) -> None:
    """Refuse an audience that the course does not name."""
    if name not in known:
        said = wording.UNKNOWN_AUDIENCE if known else wording.NO_AUDIENCES
        raise CourseError(said.format(audience=name) + nearest(name, known))


def is_for(audiences: Sequence[str], audience: str) -> bool:
    """Tell whether what is for ``audiences`` is in the version of ``audience``; none is all."""
    if list(audiences) == [NOBODY]:
        return False
    return not audiences or not audience or audience in audiences
