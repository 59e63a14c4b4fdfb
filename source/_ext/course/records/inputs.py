"""What a script reads: its whole folder of the gallery, and what it was seen to open elsewhere.

In its folder everything counts, at any depth, links followed: a neighbour module is an
input like data. The other scripts and the folder's header count once the script was seen to
read them. Elsewhere (a file of the project, of the disk), what counts is what was observed.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..base.addresses import SCRIPT_FILE
from ..base.files import Digests

OTHER_SCRIPT = re.compile(rf"{SCRIPT_FILE.pattern}|(GALLERY_HEADER|README)\.(rst|md|txt)")
# Made by Python, by editors, by systems: nobody's data.
NOISE = re.compile(
    r"__pycache__|\.\w+_cache|\.ipynb_checkpoints|.*\.py[co]|\..*\.sw.|\.?#.*|.*~|4913|\.DS_Store"
    r"|\..*\.partial|\.goutputstream-.*"
)
ABSENT = "absent"


def folder_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the plain files of a folder with their names in it, in order, links followed."""
    for name, path in sorted(files_below(str(folder))):
        yield name, Path(path)


def files_below(
    folder: str, *, but: str = "", prefix: str = "", above: frozenset[tuple[int, int]] = frozenset()
) -> Iterator[tuple[str, str]]:
    """Yield the same, as they come; without the folder ``but``."""
    with contextlib.suppress(OSError):  # it may vanish at any time
        status = os.stat(folder)
        here = status.st_dev, status.st_ino
        if here in above or folder == but:  # a link to a folder that holds it
            return
        with os.scandir(folder) as entries:
            for entry in entries:
                if NOISE.fullmatch(entry.name):
                    continue
                with contextlib.suppress(OSError):
                    if entry.is_dir():
                        inside = f"{prefix}{entry.name}/"
                        yield from files_below(
                            entry.path, but=but, prefix=inside, above=above | {here}
                        )
                    elif entry.is_file():  # no socket, no pipe: reading would wait
                        yield prefix + entry.name, entry.path


def data_of(folder: Path, digests: Digests) -> list[tuple[str, str]]:
    """Return the files of a script's folder that count for all its scripts, with their hashes."""
    found = []
    for name, path in folder_files(folder):
        if "/" not in name and OTHER_SCRIPT.fullmatch(name):
            continue
        with contextlib.suppress(OSError):
            found.append((name, digests.of(path)))
    return found


def state_of(path: Path, digests: Digests) -> str:
    """Return the state of a file, of a folder's list of names, or ``ABSENT``."""
    try:
        if path.is_dir():
            names = "\n".join(sorted(name for name in os.listdir(path) if not NOISE.match(name)))
            return hashlib.sha256(names.encode("utf-8", "surrogateescape")).hexdigest()
        return digests.of(path) if path.is_file() else ABSENT
    except OSError:
        return ABSENT


def observed_states(paths: Iterable[Path], root: Path, digests: Digests) -> dict[str, str]:
    """Return the states of files, by their path in the project, or absolute outside of it."""
    found = {}
    for path in sorted(paths):
        name = str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
        found[name] = state_of(path, digests)
    return found


def still_so(observed: dict[str, str], root: Path, digests: Digests) -> bool:
    """Tell whether the files that a script was seen to read are as they were."""
    return all(state_of(root / name, digests) == state for name, state in observed.items())
