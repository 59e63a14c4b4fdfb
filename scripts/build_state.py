"""What the last build of a target left: whole, failed, or cut short.

Sphinx trusts its own memory: it would not read a faulty chapter a second time,
nor write the pages that a killed build had no time to write. So:

- whole: the inputs' fingerprint is kept, and Sphinx's memory (its environment);
- failed: what the failed build read is forgotten, the memory of the last whole
  build comes back, and every page is written again (none is read for that);
- cut short, by a kill or a power cut: nothing is trusted, all is made again.

What the scripts gave is recorded elsewhere and outlives all three.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path

ENVIRONMENT = "environment.pickle"
CLOCK_STEP = 0.1  # seconds: how far a file system's clock may lag behind


class BuildState:
    """The state of one target, in files of ``folder``."""

    def __init__(self, folder: Path, target: str, work: Path, doctrees: Path) -> None:
        self.inputs = folder / target
        self.memory = folder / f"{target}.environment"
        self.failed = folder / f"{target}.failed"
        self.unfinished = folder / f"{target}.unfinished"
        self.work, self.doctrees = work, doctrees
        self.started = 0.0

    def is_current(self, fingerprint: str) -> bool:
        """Whether the last build was whole and of these inputs."""
        if self.unfinished.exists() or self.failed.exists() or not self.work.exists():
            return False
        return self.inputs.exists() and self.inputs.read_text() == fingerprint

    def start(self) -> bool:
        """Make Sphinx's memory trustworthy; return whether every page must be written."""
        write_all = self.failed.exists()
        if self.unfinished.exists():
            shutil.rmtree(self.work, ignore_errors=True)
            shutil.rmtree(self.doctrees, ignore_errors=True)
        self.unfinished.touch()
        self.started = time.time()
        return write_all

    def succeed(self, fingerprint: str) -> None:
        """Remember the inputs and Sphinx's memory."""
        shutil.copy2(self.doctrees / ENVIRONMENT, self.memory)
        self.inputs.write_text(fingerprint)
        self.failed.unlink(missing_ok=True)
        self.unfinished.unlink()

    def fail(self) -> None:
        """Forget what this build read, come back to the last whole one's memory."""
        if self.memory.exists():
            shutil.copy2(self.memory, self.doctrees / ENVIRONMENT)
            for doctree in self.doctrees.rglob("*.doctree"):
                if doctree.stat().st_mtime >= self.started - CLOCK_STEP:
                    doctree.unlink()
        else:
            shutil.rmtree(self.doctrees, ignore_errors=True)
        self.failed.touch()
        self.unfinished.unlink()
