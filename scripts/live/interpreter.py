"""An interpreter that has imported what the scripts import, kept from one edit to the next.

Saving a cell then costs its run, not the import of torch. Usage::

    kept = KeptInterpreter()
    kept.get_ready()                        # starts one, or has it import what is new
    build.build(TARGETS, interpreter=kept.current)
    kept.close()

Another one starts when it died, or when what is installed changed: it would run with the
packages of before.
"""

from __future__ import annotations

import contextlib
import os
import sysconfig
from pathlib import Path
from typing import Any

from builder.processes import METHOD
from builder.session import course_session
from configured import LOCK_FILE
from course.base.files import digest
from course.run.ready_interpreter import ReadyInterpreter
from course.run.team import Team
from project import ROOT
from sphinx.errors import SphinxError

DECLARED = (LOCK_FILE, ROOT / "pyproject.toml")
PACKAGES = ("purelib", "platlib")


class KeptInterpreter:
    """The one that is ready, if any."""

    def __init__(self) -> None:
        self._one: ReadyInterpreter | None = None
        self._packages: list[Any] = []

    @property
    def current(self) -> ReadyInterpreter | None:
        """The interpreter, None when there is none that may be used."""
        if self._one and not (self._one.is_alive and self._packages == installed()):
            self.close()
        return self._one

    def get_ready(self) -> None:
        """Have one import what the scripts import."""
        if METHOD != "fork":  # each script has an interpreter of its own
            return
        if not self.current:
            self._packages, self._one = installed(), ReadyInterpreter()
        session = course_session()
        with contextlib.suppress(SphinxError):  # a script that cannot be read: its build says so
            Team(session.time_limit, self._one).prepare(session.scripts())

    def close(self) -> None:
        """End it."""
        if self._one:
            self._one.close()
        self._one = None


def installed() -> list[Any]:
    """Say what is installed: the versions asked for, and when packages came and went."""
    found: list[Any] = []
    for path in DECLARED:
        with contextlib.suppress(OSError):
            found.append(digest(path))
    for folder in {Path(sysconfig.get_path(name)) for name in PACKAGES}:
        with contextlib.suppress(OSError):
            found.append((str(folder), os.stat(folder).st_ctime_ns))
    return sorted(found, key=str)
