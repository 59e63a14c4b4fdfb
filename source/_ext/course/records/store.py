"""The store of what each script gave: output, figures and values, by content.

One folder a run, ``build/records/02_autograd/plot_x/<key>/``, holding
``record.json`` and the figures. The key hashes all that can change a result
(the code, the data beside the script, the lock file, the interpreter, the run
profile), so a record is valid as long as its key is; editing a comment keeps
it. Usage::

    store = RecordStore(root=Path("build/records"), lock_file=Path("constraints.txt"))
    record = store.load(script)              # None: the script has to run
    record.cells[2].stdout, record.values["perte_finale"]
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ..scripts.script import Script
from .profiles import QUICK, Origin, current_profile

# Bump when the same code would be recorded differently.
RECORD_FORMAT = 5
KEPT_RUNS = 4
CODES = ".codes.json"  # what the texts of the scripts run: {hash of the text: hash of the code}
NOT_DATA = {".py", ".rst", ".md", ".pyc"}


@dataclass(frozen=True)
class Figure:
    """A figure's two files (light, dark), its size in CSS pixels, and what it calls itself."""

    light: str
    dark: str
    width: int
    height: int
    label: str = ""


@dataclass
class CellRecord:
    """What one code cell gave."""

    stdout: str = ""
    figures: list[Figure] = field(default_factory=list)
    # The classes of the variables that the cell made or changed, the nearest first.
    classes: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Record:
    """What a whole script gave; ``folder`` holds the figures' files."""

    key: str
    folder: Path
    seconds: float = 0.0  # of processor: the same on a busy machine
    cells: list[CellRecord] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    origin: Origin | None = None


class RecordStore:
    """Records by script; a record appears whole or not at all."""

    def __init__(self, root: Path, lock_file: Path, style_file: Path | None = None):
        self.root = root
        self.lock_file = lock_file
        self.style_file = style_file

    def key(self, script: Script) -> str:
        """Hash what the script's results depend on; 16 hexadecimal digits, after the profile."""
        data = [(path.name, _digest(path)) for path in _data_beside(script)]
        parts = [self._code(script), data, self._environment]
        digest = hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]
        profile = current_profile()
        return digest if profile == QUICK else f"{profile}-{digest}"

    def _code(self, script: Script) -> str:
        """Return the hash of the script's code; a text seen before is not parsed again."""
        text = hashlib.sha256(script.text.encode()).hexdigest()[:32]
        if text not in self._codes:
            self._codes[text] = script.code_fingerprint
        return self._codes[text]

    @cached_property
    def _codes(self) -> dict[str, str]:
        try:
            known = json.loads((self.root / CODES).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}

    def remember_codes(self, scripts: Iterable[Script]) -> None:
        """Keep the hashes of these scripts' code for the next build."""
        before, self._codes = self._codes, {}
        for script in scripts:
            text = hashlib.sha256(script.text.encode()).hexdigest()[:32]
            self._codes[text] = before.get(text) or script.code_fingerprint
        self.root.mkdir(parents=True, exist_ok=True)
        partial = self.root / f"{CODES}.{os.getpid()}"
        partial.write_text(json.dumps(self._codes), encoding="utf-8")
        os.replace(partial, self.root / CODES)

    @cached_property
    def _environment(self) -> list[Any]:
        files = [self.lock_file, self.style_file]
        return [
            RECORD_FORMAT,
            platform.python_implementation(),
            platform.python_version(),
            [_digest(path) for path in files if path and path.exists()],
        ]

    def load(self, script: Script) -> Record | None:
        """Return the record of the script as it is now, or None if it must run."""
        folder = self._folder(script, self.key(script))
        try:
            raw = json.loads((folder / "record.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        cells = [
            CellRecord(
                cell["stdout"], [Figure(**figure) for figure in cell["figures"]], cell["classes"]
            )
            for cell in raw["cells"]
        ]
        origin = Origin(**raw["origin"]) if raw.get("origin") else None
        return Record(folder.name, folder, raw["seconds"], cells, raw["values"], origin)

    def last_duration(self, script: Script) -> float | None:
        """Return the seconds that the script's last run took, whatever its code was."""
        paths = (self.root / script.name).glob("*/record.json")
        for path in sorted(paths, key=lambda path: -path.stat().st_mtime):
            with contextlib.suppress(OSError, ValueError):
                return float(json.loads(path.read_text(encoding="utf-8"))["seconds"])
        return None

    def new(self, script: Script) -> Record:
        """Start a record in a temporary folder; ``save`` puts it in place."""
        home = self.root / script.name
        home.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".run-", dir=home))
        return Record(self.key(script), folder)

    def save(self, script: Script, record: Record) -> None:
        """Write the record and move it in place in one step; drop the oldest ones."""
        cells = [asdict(cell) for cell in record.cells]
        kept = {
            "seconds": record.seconds,
            "cells": cells,
            "values": record.values,
            "origin": asdict(record.origin) if record.origin else None,
        }
        text = json.dumps(kept, ensure_ascii=False, indent=1)
        (record.folder / "record.json").write_text(text, encoding="utf-8")
        record.folder = self.adopt(script, record.folder, record.key)

    def adopt(self, script: Script, folder: Path, key: str) -> Path:
        """Move a whole record in place, in one step; return where it is."""
        final = self._folder(script, key)
        shutil.rmtree(final, ignore_errors=True)
        os.replace(folder, final)
        self._prune(final)
        return final

    def _folder(self, script: Script, key: str) -> Path:
        return self.root / script.name / key

    def _prune(self, newest: Path) -> None:
        """Keep the last runs of a profile: going back to yesterday's code costs nothing."""
        profile = _profile_of(newest)
        runs = [run for run in newest.parent.iterdir() if _profile_of(run) == profile]
        runs.sort(key=lambda run: run.stat().st_mtime, reverse=True)
        for run in runs[KEPT_RUNS:]:
            shutil.rmtree(run, ignore_errors=True)


def _data_beside(script: Script) -> list[Path]:
    """Return the data beside a script; names alone are looked at first, they are many."""
    folder = str(script.path.parent)
    names = [name for name in os.listdir(folder) if os.path.splitext(name)[1] not in NOT_DATA]
    return [path for name in sorted(names) if (path := Path(folder, name)).is_file()]


def _profile_of(run: Path) -> str:
    return run.name.rpartition("-")[0]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
