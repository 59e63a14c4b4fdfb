"""Some of the gallery's scripts: each of them would cost as much time as the whole rest.

The build has run them all; what a session of tests looks at besides is drawn by what they
hold: an edit draws others, a second session the same. All of them::

    COURS_ESSAIS=tout .venv/bin/python -m pytest tests/scripts
"""

from __future__ import annotations

import hashlib
import os
import random
from pathlib import Path


def drawn(scripts: list[Path], most: int) -> list[Path]:
    """Return ``most`` of the scripts at most."""
    if len(scripts) <= most or os.environ.get("COURS_ESSAIS") == "tout":
        return scripts
    seed = hashlib.sha256(b"".join(path.read_bytes() for path in scripts)).hexdigest()
    return sorted(random.Random(seed).sample(scripts, most))
