"""What conf.py says of the course, and where it puts its parts, for the tools.

Read without running conf.py nor importing Sphinx; the build refuses what is wrong in it.
"""

from __future__ import annotations

import os
from pathlib import Path

from course.base.settings import settings_in
from project import SOURCE


def _place(relative: str) -> Path:
    return Path(os.path.normpath(SOURCE / relative))


SETTINGS = settings_in(SOURCE / "conf.py")
CHAPTERS = SOURCE / SETTINGS.chapters
GENERATED = SOURCE / SETTINGS.generated  # the pages of the scripts
GALLERY = _place(SETTINGS.gallery)
RECORDS = _place(SETTINGS.records)
LOCK_FILE = _place(SETTINGS.lock_file)
