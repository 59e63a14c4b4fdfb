"""A disk that is full, said in one sentence."""

from __future__ import annotations

import errno
import os
import re

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
SENTENCE = (
    "Le disque est plein : libérer de la place, puis relancer la même commande. "
    "Le site précédent est resté tel quel."
)
SAID = re.compile("|".join(rf"\[Errno {one}\]|{re.escape(os.strerror(one))}" for one in FULL))


def is_full(error: OSError) -> bool:
    """Tell whether this is why a file could not be written."""
    return error.errno in FULL


def plainly(said: str) -> str:
    """Return what was said against a build; when the disk was full, that alone."""
    return SENTENCE if SAID.search(said) else said
