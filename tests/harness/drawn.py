"""Some of the scripts, chapters and pages, where each costs much: drawn by what they hold.

An edit draws others, each test draws its own, a second session the same: the whole course
is seen over the days. All of it, with the same tests::

    COURS_ESSAIS=tout .venv/bin/python -m pytest tests/scripts tests/browser
"""

from __future__ import annotations

import hashlib
import os
import random
from pathlib import Path

from harness.course import ROOT

CHAPTERS = 2  # that one costly test looks at


def drawn(files: list[Path], most: int, by: str = "") -> list[Path]:
    """Return ``most`` of the files at most; ``by`` is the name of who draws."""
    if len(files) <= most or os.environ.get("COURS_ESSAIS") == "tout":
        return files
    seed = hashlib.sha256(by.encode() + b"".join(path.read_bytes() for path in files)).hexdigest()
    return sorted(random.Random(seed).sample(files, most))


def drawn_chapters(by: str, most: int = CHAPTERS) -> list[str]:
    """Return the names of a few chapters: 01-tenseurs, …"""
    chapters = sorted((ROOT / "source/chapitres").glob("[0-9]*"))
    return [path.stem for path in drawn(chapters, most, by)]
