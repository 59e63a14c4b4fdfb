"""The store of what each script gave: output, figures and values, by content.

One folder a run, ``build/records/02_autograd/plot_x/<key>/``, holding ``record.json`` and
the figures. The key hashes all that is known before a run to decide its results: the code,
the script's folder, the locked versions, the interpreter, the run profile,
our own code that runs it. What a run was seen to read elsewhere is in its record. A record
whose key, files or lines do not match is absent. Usage::

    store = RecordStore(Path("build/records"), Path("constraints.txt"), Path("."))
    record = store.load(script)              # None: the script has to run
    record.cells[2].stdout, record.values["perte_finale"]
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import tempfile
from functools import cached_property
from pathlib import Path
from typing import Any

from ..base.files import Digests, make_way, remove, write_whole
from ..scripts.needs import needs_of
from ..scripts.script import Script
from .inputs import data_of, folder_files, still_so
from .profiles import QUICK, current_profile, still_installed
from .record import CellRecord, Record, as_text, from_text

# Bump when the same code would be recorded differently.
RECORD_FORMAT = 6
KEPT_RUNS = 4
NEEDS_GPU = "gpu"  # why a script was not run
RUNNING_CODE = Path(__file__).parents[1] / "run"  # ours: how a script is run and kept


class RecordStore:
    """Records by script; a record appears whole or not at all.

    What was looked at once is taken as it was, until ``look_again``.
    """

    def __init__(self, root: Path, lock_file: Path, project: Path) -> None:
        self.root = root
        self.lock_file = lock_file
        self.project = project
        self.digests = Digests(root / ".digests.json")
        self.look_again()

    def look_again(self) -> None:
        """Forget what was looked at: files may have changed since."""
        self._keys: dict[tuple[str, str], str] = {}
        self._records: dict[tuple[Path, str], Record] = {}
        self._data: dict[Path, list[tuple[str, str]]] = {}

    def key(self, script: Script) -> str:
        """Hash what is known to decide the script's results; after the profile, 16 digits."""
        known = script.name, script.text
        if known not in self._keys:
            parts = [script.code_fingerprint, self.data(script), self._environment]
            digest = hashlib.sha256(json.dumps(parts).encode("utf-8", "surrogatepass"))
            profile = current_profile()
            prefix = "" if profile == QUICK else f"{profile}-"
            self._keys[known] = prefix + digest.hexdigest()[:16]
        return self._keys[known]

    def data(self, script: Script) -> list[tuple[str, str]]:
        """Return the files of the script's folder that count for its results, with hashes."""
        folder = script.path.parent
        if folder not in self._data:
            self._data[folder] = data_of(folder, self.digests)
        return self._data[folder]

    @cached_property
    def _environment(self) -> list[Any]:
        ours = [(name, self.digests.of(path)) for name, path in folder_files(RUNNING_CODE)]
        return [
            RECORD_FORMAT,
            platform.python_implementation(),
            platform.python_version(),
            self.digests.of(self.lock_file) if self.lock_file.exists() else "",
            ours,
        ]

    def load(self, script: Script) -> Record | None:
        """Return the record of the script as it is now, or None if it must run.

        That of a script that wants a GPU, and has not run, says so and holds nothing: where
        there is a GPU it has run before this is asked.
        """
        return self._kept(script) or self._not_run(script)

    def lacks(self, script: Script) -> bool:
        """Tell whether a script has to run, somewhere."""
        return self._kept(script) is None

    def _not_run(self, script: Script) -> Record | None:
        if not needs_of(script).gpu:
            return None
        cells = [CellRecord() for _ in script.cells]
        return Record(self.key(script), self.root, cells=cells, not_run=NEEDS_GPU)

    def _kept(self, script: Script) -> Record | None:
        folder = self._folder(script, self.key(script))
        known = folder, script.text
        if known not in self._records:
            try:
                text = (folder / "record.json").read_text(encoding="utf-8")
            except (OSError, ValueError):
                return None
            record = from_text(text, folder.name, folder, self.digests.of)
            if record is None or not still_so(record.observed, self.project, self.digests):
                return None
            if record.lines and record.lines != script.line_fingerprint:
                return None
            if record.origin and not still_installed(record.origin.versions):
                return None
            self._records[known] = record
        return self._records[known]

    def last_duration(self, script: Script) -> float | None:
        """Return the seconds that the script's last run took, whatever its code was."""
        paths = (self.root / script.name).glob("*/record.json")
        for path in sorted(paths, key=_date, reverse=True):
            with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
                return float(json.loads(path.read_text(encoding="utf-8"))["seconds"])
        return None

    def new(self, script: Script) -> Record:
        """Start a record in a temporary folder; ``save`` puts it in place."""
        home = self.root / script.name
        make_way(home / "record")
        folder = Path(tempfile.mkdtemp(prefix=".run-", dir=home))
        return Record(self.key(script), folder)

    def save(self, script: Script, record: Record) -> None:
        """Write the record and move it in place in one step; drop the oldest ones."""
        write_whole(record.folder / "record.json", as_text(record), durable=True)
        record.folder = self.adopt(script, record.folder, record.key)

    def adopt(self, script: Script, folder: Path, key: str) -> Path:
        """Move a whole record in place, in one step; return where it is."""
        final = self._folder(script, key)
        if final.exists() or final.is_symlink():
            remove(final)
        os.replace(folder, final)
        self._records = {}
        self._prune(final)
        return final

    def _folder(self, script: Script, key: str) -> Path:
        return self.root / script.name / key

    def _prune(self, newest: Path) -> None:
        """Keep the last runs of a profile: going back to yesterday's code costs nothing."""
        profile = _profile_of(newest)
        runs = [run for run in newest.parent.iterdir() if _profile_of(run) == profile]
        runs.sort(key=_date, reverse=True)
        for run in runs[KEPT_RUNS:]:
            remove(run)


def _date(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _profile_of(run: Path) -> str:
    return run.name.rpartition("-")[0]
