"""Where the parts of the project are, for every tool."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "source"
GALLERY = ROOT / "gallery"
GENERATED = SOURCE / "galerie"  # the pages of the scripts
BUILD = ROOT / "build"
RECORDS = BUILD / "records"
