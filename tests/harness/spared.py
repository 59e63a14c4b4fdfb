"""What the small courses of a process spare each other, where none of them is about it.

The themes' templates are compiled once; and scripts whose test is not about their runs
(``Course.spared``) run once, in the first course that has them.
"""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
from functools import cache
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """Templates by their content, as Jinja asks for them."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Called by Jinja."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Called by Jinja."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


TEMPLATES = CompiledTemplates()


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _kept(root: Path) -> Path:
    """Return where the records of a gallery of this content are."""
    seen = hashlib.sha256()
    for path in sorted((root / "gallery").rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            seen.update(f"{path.relative_to(root)} {len(content)} ".encode() + content)
    return _folder() / seen.hexdigest()


def lend_records(root: Path) -> None:
    """Give a course what its scripts gave in another one."""
    if (kept := _kept(root)).is_dir():
        shutil.copytree(kept, root / "build/records", dirs_exist_ok=True)


def keep_records(root: Path) -> None:
    """Keep what they gave for the other ones."""
    records = root / "build/records"
    if records.is_dir() and not (kept := _kept(root)).is_dir():
        shutil.copytree(records, kept, ignore=shutil.ignore_patterns(".*"))
