"""Put the files of a chapter in place: all of them or none, nothing overwritten."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from configured import SETTINGS

CAPTION = "Chapitres importés"
FOLDER, PAGES = SETTINGS.chapters, SETTINGS.generated
TOCTREE = f".. toctree::\n   :caption: {{caption}}\n\n   {FOLDER}/{{name}}\n\n"


class ExistingError(Exception):
    """A chapter of this name is there already; the message names its files."""


def known_chapters(root: Path) -> dict[str, str]:
    """Return the chapters there are, by name and by name without its number."""
    found: dict[str, str] = {}
    for path in sorted((root / "source" / FOLDER).glob("*.*")):
        if path.suffix in (".rst", ".md"):
            found.setdefault(re.sub(r"^\d+[-_]", "", path.stem.lower()), path.stem)
            found[path.stem.lower()] = path.stem
    return found


def with_index(root: Path, name: str) -> str | None:
    """Return index.rst with the chapter in it; None when nothing has to change."""
    index = root / "source" / "index.rst"
    if not index.is_file():
        return None
    text = index.read_text(encoding="utf-8")
    if re.search(rf"^\s+/?{FOLDER}/(?:{re.escape(name)}|\*)\s*$", text, re.MULTILINE):
        return None
    if found := re.search(rf"   :caption: {CAPTION}\n\n(?:   \S+\n)+", text):
        return f"{text[: found.end()]}   {FOLDER}/{name}\n{text[found.end() :]}"
    entry = TOCTREE.format(caption=CAPTION, name=name)
    scripts = re.search(rf"^\.\. toctree::\n(?:   :[^\n]*\n)*\n   {PAGES}/", text, re.MULTILINE)
    at = scripts.start() if scripts else len(text)
    return text[:at] + ("" if scripts else "\n") + entry + text[at:]


def changes(
    root: Path, name: str, files: Mapping[Path, str | bytes], force: bool
) -> dict[Path, bytes]:
    """Return what differs from the disk. Raises ExistingError rather than overwrite."""
    wanted = {path: c if isinstance(c, bytes) else c.encode() for path, c in files.items()}
    found = {}
    for path, content in wanted.items():
        current = root / path
        if not current.is_file() or current.read_bytes() != content:
            found[path] = content
    others = other_formats(root, name, wanted)
    taken = [path.as_posix() for path in found if (root / path).exists()]
    taken += [path.relative_to(root).as_posix() for path in others]
    if taken and not force:
        raise ExistingError(", ".join(sorted(taken)))
    return found


def other_formats(root: Path, name: str, wanted: Mapping[Path, bytes]) -> list[Path]:
    """Return the chapter's files in the other format."""
    paths = (root / "source" / FOLDER / f"{name}{suffix}" for suffix in (".rst", ".md"))
    return [path for path in paths if path.exists() and path.relative_to(root) not in wanted]


def write_all(
    root: Path, name: str, files: Mapping[Path, bytes], wanted: Mapping[Path, object]
) -> None:
    """Write everything beside its place, then move it there."""
    partial: list[tuple[Path, Path]] = []
    try:
        for path, content in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_name(f".{target.name}.partial")
            partial.append((beside, target))
            beside.write_bytes(content)
    except OSError:
        for beside, _ in partial:
            beside.unlink(missing_ok=True)
        raise
    for beside, target in partial:
        os.replace(beside, target)
    for path in other_formats(root, name, dict.fromkeys(wanted, b"")):
        path.unlink()
