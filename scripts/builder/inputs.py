"""What a build reads, by content, and which texts alone changed since another.

In the project: all of ``source/`` and ``gallery/`` but what is generated, the locked versions,
the tools that build. Outside of these: what the last build was seen to read. Usage::

    look = Look(outside)                       # the files outside that are known so far
    look.of(outside)                           # {"source/index.rst": "9f86d0…", …}
    scripts = of_scripts(inputs)               # those that decide what the scripts give
    changed_texts(before, inputs)              # {"chapitres/01-tenseurs.rst"}
    look.moved(Look(outside), outside)         # True: something changed between the two
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from configured import GALLERY, GENERATED, LOCK_FILE, RECORDS
from course.base.files import Digests
from course.records.inputs import files_below, state_of
from project import BUILD, ROOT, SOURCE

from builder.version import Version

FOLDERS = (SOURCE, GALLERY, Path(__file__).parent)
MADE = (GENERATED, RECORDS, BUILD)  # by builds: nobody edits it
TEXTS = (".rst", ".md")
COMPILED = ".mo"  # by Sphinx, at each build
ENVIRONMENT = "environment"  # the interpreter and the run profile
VERSION = "version"  # of the course that is built, in place of what conf.py says
MEMORY = BUILD / ".state" / "hashes.json"

Inputs = dict[str, str]


class Look:
    """The inputs at one moment. Files that have not changed since ``remember`` are not read."""

    def __init__(
        self,
        outside: Iterable[str] = (),
        digests: Digests | None = None,
        version: Version | None = None,
    ) -> None:
        self.started = time.time_ns()
        self.version = version or {}
        self.digests = digests or Digests(MEMORY)
        self.project: Inputs = {ENVIRONMENT: environment(), VERSION: json.dumps(self.version)}
        start = len(str(ROOT)) + 1
        for path in sorted([str(LOCK_FILE), *project_files()]):
            with contextlib.suppress(OSError):  # it vanished
                self.project[path[start:]] = self.digests.of(path)
        self._outside: Inputs = {}
        self.of(outside)

    def of(self, outside: Iterable[str]) -> Inputs:
        """Return the inputs of a target that reads these files outside, each looked at once."""
        for name in outside:
            if name not in self._outside:
                self._outside[name] = state_of(ROOT / name, self.digests)
        return {**self.project, **{name: self._outside[name] for name in outside}}

    def moved(self, later: Look, outside: Iterable[str]) -> bool:
        """Tell whether an input is not what it was, or if that was not known, changed since."""
        if later.project != self.project:
            return True
        now = later.of(outside)
        known = self._outside.keys()
        return any(
            self._outside[name] != now[name] if name in known else self._touched(ROOT / name)
            for name in outside
        )

    def _touched(self, path: Path) -> bool:
        try:
            return path.stat().st_ctime_ns >= self.started
        except OSError:
            return False

    def remember(self) -> None:
        """Spare the next build from reading these files again."""
        self.digests.remember()


def project_files(folders: Iterable[Path] = FOLDERS) -> Iterator[str]:
    """Yield the paths of the files of the project that every build reads."""
    for folder in folders:
        for name, path in files_below(str(folder), but=str(GENERATED)):
            if not name.endswith(COMPILED):
                yield path


def outside_of_project(paths: Iterable[str | Path]) -> list[str]:
    """Return the names of those that are neither in the project's folders nor made by builds."""
    inside = tuple(f"{folder}{os.sep}" for folder in (*FOLDERS, *MADE))
    real = {os.path.normpath(os.path.join(SOURCE, path)) for path in paths}
    start = f"{ROOT}{os.sep}"
    # Texts, not Paths: a course reads thousands of files, at each save of ``make live``.
    others = (path for path in real if not f"{path}{os.sep}".startswith(inside))
    return sorted(path.removeprefix(start) for path in others)


def environment() -> str:
    """Return what else decides of a build: the interpreter and the run profile."""
    return f"{sys.version} {os.environ.get('COURS_PROFIL', '')}"


def of_scripts(inputs: Inputs) -> Inputs:
    """Return the inputs of the scripts: themselves, their data, the locked versions."""
    others = {name: value for name, value in inputs.items() if not name.startswith("source/")}
    others.pop(VERSION, None)
    return others


def is_text(name: str) -> bool:
    """Tell whether a file, relative to the project, is a text of the course."""
    return name.startswith(f"source{os.sep}") and name.endswith(TEXTS)


def changed_texts(before: Inputs, now: Inputs) -> frozenset[str] | None:
    """Return the texts of ``source/`` that changed; None if anything else did, came or went."""
    if before.keys() != now.keys():
        return None
    changed = [name for name, value in now.items() if before[name] != value]
    if not all(map(is_text, changed)):
        return None
    return frozenset(name.removeprefix("source/") for name in changed)
