"""Axes of figures write 0,5: the system's French locale may be missing, its comma is enough.

matplotlib asks Python's ``locale`` for the decimal point when ``axes.formatter.use_locale``
is set; Python keeps, for its own tests, a dictionary that goes before the system's answer.
"""

from __future__ import annotations

import locale
from typing import Any

from sphinx.application import Sphinx

from .contract import Contract, Name

NAMES = Contract(
    __name__,
    Name(
        "Python",
        "locale",
        "_override_localeconv",
        why="no public way gives a comma without the system's French locale",
    ),
)


def use_decimal_comma() -> None:
    """Have every number that follows the locale written with a comma, in this process."""
    NAMES.check()
    locale._override_localeconv = {"decimal_point": ","}  # type: ignore[attr-defined]


def setup(app: Sphinx) -> dict[str, Any]:
    """Look before any script runs."""
    NAMES.hold(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
