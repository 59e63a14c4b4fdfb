"""One build, measured: wall and processor seconds, memory, success. Usage::

    sample = measure([["python", "-m", "sphinx", …]], folder, log)
    sample.wall, sample.cpu, sample.memory

Processor seconds are those that the system counted for the command and all it waited
for. Memory is the highest sum, over the processes of the command, of what each holds
(its share of what several hold: PSS), seen every quarter of a second; where the system
does not say so (macOS), the largest single process.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.25  # seconds


class BuildError(Exception):
    """A measured command failed; the message says which and ends its log."""


@dataclass(frozen=True)
class Sample:
    """What one build took: seconds, seconds, bytes."""

    wall: float
    cpu: float
    memory: int


def measure(commands: Sequence[Sequence[str]], folder: Path, log: Path) -> Sample:
    """Run commands one after the other; seconds add up, memory is the highest."""
    wall = cpu = 0.0
    memory = 0
    for command in commands:
        one = _measure_one(command, folder, log)
        wall, cpu, memory = wall + one.wall, cpu + one.cpu, max(memory, one.memory)
    return Sample(wall, cpu, memory)


def environment() -> dict[str, str]:
    """Return the variables of every measured command: one thread, no screen, no profile."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COURS_")}
    return {**kept, "OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}


def _measure_one(command: Sequence[str], folder: Path, log: Path) -> Sample:
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        watcher = Watcher(process.pid)
        watcher.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.terminate()
            raise
        finally:
            watcher.stop()
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        tail = log.read_text(encoding="utf-8", errors="replace")[-1500:]
        raise BuildError(f"{' '.join(command)}\n(dans {folder}, code {process.returncode})\n{tail}")
    largest = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Sample(wall, usage.ru_utime + usage.ru_stime, watcher.highest or largest)


class Watcher(threading.Thread):
    """Looks at the memory of a process and its descendants, now and then."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.highest = pid, 0
        self._over = threading.Event()

    def run(self) -> None:
        """Look until told to stop."""
        while not self._over.wait(INTERVAL):
            self.highest = max(self.highest, sum(map(_held, _family(self.pid))))

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self.join()


def _family(pid: int) -> list[int]:
    """Return a process and its descendants."""
    found = [pid]
    for one in found:
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except OSError:  # it has ended, or this system has no /proc
            continue
    return found


def _held(pid: int) -> int:
    """Return the bytes that a process holds."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0
