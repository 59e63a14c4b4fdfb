"""What a build reads, by content, and which texts alone changed since another.

Usage::

    inputs = read_inputs()                     # {"source/index.rst": "9f86d0…", …}
    scripts = of_scripts(inputs)               # those that decide what the scripts give
    changed_texts(before, inputs)              # {"chapitres/01-tenseurs.rst"}
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from configured import GALLERY, GENERATED, LOCK_FILE
from project import ROOT, SOURCE

FOLDERS = (SOURCE, GALLERY)
NOT_INPUT = {"__pycache__", GENERATED.name, ".mypy_cache"}
TEXTS = (".rst", ".md")
ENVIRONMENT = "environment"  # the interpreter and the run profile

SETTLED = 2.0  # seconds: a file may change twice within one tick of its clock
MEMORY = ROOT / "build" / ".state" / "hashes.json"

Inputs = dict[str, str]
# By path: when the file last changed (a date that nothing can set), its size, its hash.
Hashes = dict[str, tuple[int, int, str]]


def read_inputs() -> Inputs:
    """Hash every file that a build reads, the interpreter and the run profile."""
    return inputs_of(hash_inputs())


def hash_inputs() -> Hashes:
    """Hash every file that a build reads, but those whose hash is remembered."""
    files = [str(LOCK_FILE), *map(str, Path(__file__).parent.glob("*.py"))]
    for folder in FOLDERS:
        for top, inside, names in os.walk(folder):
            inside[:] = set(inside) - NOT_INPUT
            files += [os.path.join(top, name) for name in names if name[-3:] != ".mo"]
    return hash_files(sorted(files), MEMORY)


def inputs_of(hashes: Hashes) -> Inputs:
    """Return the hashes by paths of the project, with the interpreter and the run profile."""
    start = len(str(ROOT)) + 1
    return {ENVIRONMENT: environment(), **{path[start:]: one[2] for path, one in hashes.items()}}


def hash_files(paths: Iterable[str], memory: Path) -> Hashes:
    """Hash files; those that have not changed since ``remember`` are not read."""
    known = _remembered(memory)
    found: Hashes = {}
    for path in paths:
        status = os.stat(path)
        seen = (status.st_ctime_ns, status.st_size)
        before = known.get(path)
        found[path] = before if before and before[:2] == seen else (*seen, _digest(path))
    return found


def remember(hashes: Hashes, memory: Path = MEMORY) -> None:
    """Spare the next build from reading these files again."""
    settled_by = time.time_ns() - SETTLED * 1e9
    settled = {path: one for path, one in hashes.items() if one[0] < settled_by}
    memory.parent.mkdir(parents=True, exist_ok=True)
    partial = memory.with_name(f".{memory.name}.{os.getpid()}")
    partial.write_text(json.dumps(settled), encoding="utf-8")
    os.replace(partial, memory)


def _remembered(memory: Path) -> Hashes:
    try:
        found = json.loads(memory.read_text(encoding="utf-8"))
        return {path: (date, size, digest) for path, (date, size, digest) in found.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def _digest(path: str) -> str:
    with open(path, "rb") as file:  # pathlib's takes twice as long, and these are thousands
        return hashlib.sha256(file.read()).hexdigest()


def environment() -> str:
    """Return what else decides of a build: the interpreter and the run profile."""
    return f"{sys.version} {os.environ.get('COURS_PROFIL', '')}"


def of_scripts(inputs: Inputs) -> Inputs:
    """Return the inputs of the scripts: themselves, their data, the locked versions."""
    return {name: value for name, value in inputs.items() if not name.startswith("source/")}


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
