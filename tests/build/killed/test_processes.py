"""Any process of a build may be killed, alone: it ends, and the next one is right.

``COURS_ARRETS=30 pytest tests/build/killed`` tries thirty times.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from harness.course import SCRIPT
from harness.workshop import Workshop

KILLS = int(os.environ.get("COURS_ARRETS", "3"))
SEED = int(os.environ.get("COURS_GRAINE", "0"))
PATIENCE = 60  # seconds: a build that lasts longer hangs


def descendants(process: int) -> Iterator[int]:
    """Yield the processes that a process started, and those that these started."""
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in map(int, children):
            yield child
            yield from descendants(child)


def kill_one(process: subprocess.Popen[str], chance: random.Random) -> None:
    """Kill one of those at work, the build itself among them."""
    with_children = [process.pid, *descendants(process.pid)]
    with contextlib.suppress(OSError):  # it had ended
        os.kill(chance.choice(with_children), signal.SIGKILL)


@pytest.mark.timeout(300 + 90 * KILLS)
def test_a_killed_process_hangs_nothing_and_leaves_the_next_build_right(
    workshop: Workshop,
) -> None:
    """The script, who keeps it, the interpreter that forks, Sphinx, the build itself."""
    slow = SCRIPT.replace("x = 21", "import time\nx = 21\ntime.sleep(1)")
    workshop.write("gallery/01_essai/plot_un.py", slow)
    start = time.perf_counter()
    assert workshop.build("site")[0] == 0
    duration = time.perf_counter() - start
    expected = workshop.site()
    for number in range(KILLS):
        chance = random.Random(SEED * 1000 + number)
        if chance.random() < 0.7:  # else an edit alone
            shutil.rmtree(workshop.root / "build")
        workshop.write("source/chapitres/02-autre.rst", f"Autre\n=====\n\nUn mot {number}.\n")
        process = workshop.start("site")
        time.sleep(chance.uniform(0.1, 0.9) * duration)
        kill_one(process, chance)
        said, _ = process.communicate(timeout=PATIENCE)
        assert "Traceback" not in said, said
        workshop.write("source/chapitres/02-autre.rst", "Autre\n=====\n\nUn mot.\n")
        status, said = workshop.build("site")
        assert status == 0, said
        assert workshop.site() == expected, f"kill {number}"
