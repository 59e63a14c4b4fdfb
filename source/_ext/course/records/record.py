"""What a script gave, as it is kept on disk: text that carries its own hash.

Usage::

    text = as_text(record)                 # to write in record.json
    record = from_text(text, key, folder)  # None: not whole, or of another form
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..base.files import digest
from .form import has_form
from .profiles import Origin


@dataclass(frozen=True)
class Figure:
    """A figure's two files (light, dark), its size in CSS pixels, and what it calls itself."""

    light: str
    dark: str
    width: int
    height: int
    label: str = ""


@dataclass(frozen=True)
class Notice:
    """What the author of a cell is to know: at which of its lines, from 0, and the sentence."""

    line: int
    text: str


@dataclass
class CellRecord:
    """What one code cell gave; ``stdout`` is all that it printed, to the last newline."""

    stdout: str = ""
    figures: list[Figure] = field(default_factory=list)
    # The classes of the variables that the cell made or changed, the nearest first.
    classes: dict[str, list[str]] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    slides: list[Figure] = field(default_factory=list)  # the figures drawn for slides, or none
    looks: dict[str, str] = field(default_factory=dict)  # what its variables show: ``looks.py``


@dataclass
class Record:
    """What a whole script gave; ``folder`` holds the figures' files.

    ``observed`` are the files outside its folder that it was seen to read, with their hashes
    (see ``observed.py``); ``lines`` the hash of where its code stands, when what it gave may
    show that. ``not_run`` says why, for a script that this machine cannot run.
    """

    key: str
    folder: Path
    seconds: float = 0.0  # of processor: the same on a busy machine
    cells: list[CellRecord] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    origin: Origin | None = None
    observed: dict[str, str] = field(default_factory=dict)
    lines: str = ""
    not_run: str = ""

    @property
    def state(self) -> str:
        """A hash of all that the record depends on: what quotes it is as old as this."""
        return _hash([self.key, self.observed, self.lines, self.not_run])[:16]

    def figures(self) -> Iterator[str]:
        """Yield the names of the figures' files."""
        for cell in self.cells:
            for figure in (*cell.figures, *cell.slides):
                yield from (figure.light, figure.dark)


def as_text(record: Record) -> str:
    """Return the text of ``record.json``."""
    kept = {
        "seconds": record.seconds,
        "cells": [asdict(cell) for cell in record.cells],
        "values": record.values,
        "origin": asdict(record.origin) if record.origin else None,
        "observed": record.observed,
        "lines": record.lines,
        "files": {name: digest(record.folder / name) for name in record.figures()},
    }
    return json.dumps({"sha256": _hash(kept), **kept}, ensure_ascii=False, indent=1)


def from_text(
    text: str, key: str, folder: Path, hash_of: Callable[[Path], str] = digest
) -> Record | None:
    """Read the text of ``record.json``; None when it, or a figure, is not what was written."""
    kept = _kept(text)
    if not kept:
        return None
    given, files = kept
    record = replace(given, key=key, folder=folder)
    try:
        return record if _are_there(record, files, hash_of) else None
    except OSError:
        return None


@lru_cache(maxsize=512)  # the jobs of ``make live`` find there what was read before they started
def _kept(text: str) -> tuple[Record, dict[str, str]] | None:
    """Return the record that a text holds, and the hashes of its figures; None: it is no record."""
    try:
        kept = json.loads(text)
        expected = kept.pop("sha256")
        if _hash(kept) != expected:
            return None
        cells = [
            CellRecord(
                cell["stdout"],
                [Figure(**figure) for figure in cell["figures"]],
                cell["classes"],
                [Notice(**notice) for notice in cell["notices"]],
                [Figure(**figure) for figure in cell["slides"]],
                cell["looks"],
            )
            for cell in kept["cells"]
        ]
        origin = Origin(**kept["origin"]) if kept["origin"] else None
        rest = {name: kept[name] for name in ("seconds", "values", "observed", "lines")}
        record = Record("", Path(), cells=cells, origin=origin, **rest)
        files = dict(kept["files"])
        is_whole = has_form(record, Record) and has_form(files, dict[str, str])
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return (record, files) if is_whole else None


def _are_there(record: Record, files: dict[str, str], hash_of: Callable[[Path], str]) -> bool:
    """Tell whether the figures are those that were written, in the record's own folder."""
    paths = {name: record.folder / name for name in record.figures()}
    if set(files) != set(paths) or any(Path(name).name != name for name in files):
        return False
    return all(
        not path.is_symlink() and hash_of(path) == files[name] for name, path in paths.items()
    )


def _hash(content: Any) -> str:
    text = json.dumps(content, ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
