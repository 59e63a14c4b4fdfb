"""The processes of a build: how they start, and that none outlives it."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from multiprocessing import connection

# A fork has what its parent imported; where forks are not safe, processes start anew.
METHOD = "fork" if sys.platform == "linux" else "spawn"


def die_with_the_parent() -> None:
    """End this process when the one that started it ends, even killed: no orphan at work."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    sentinel = parent.sentinel

    def watch() -> None:
        connection.wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
