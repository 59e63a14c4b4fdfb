"""What the last build of a target left: whole, failed, or cut short.

Sphinx trusts its own memory: it would not read a faulty chapter a second time,
nor write the pages that a killed build had no time to write. So:

- whole: the hashes of the inputs are kept, and Sphinx's memory (its environment);
- failed: what the failed build read is forgotten, the memory of the last whole
  build comes back, and every page is written again (none is read for that);
- cut short, by a kill or a power cut: nothing is trusted, all is made again.

What the scripts gave is recorded elsewhere and outlives all three.
"""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

from builder.inputs import Inputs, changed_texts

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

    def last_inputs(self) -> Inputs | None:
        """Return what the last build read; None if it was not whole, or is gone."""
        if self.unfinished.exists() or self.failed.exists() or not self.work.exists():
            return None
        try:
            found = json.loads(self.inputs.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def changed_texts(self, inputs: Inputs) -> frozenset[str] | None:
        """Return the texts that changed since a whole build; None if more may have."""
        last = self.last_inputs()
        return None if last is None else changed_texts(last, inputs)

    def clean(self) -> None:
        """Before Sphinx loads its memory: forget all that a build cut short left."""
        if self.unfinished.exists():
            shutil.rmtree(self.work, ignore_errors=True)
            shutil.rmtree(self.doctrees, ignore_errors=True)

    def start(self) -> bool:
        """Note that a build is under way; return whether every page must be written."""
        self.unfinished.touch()
        self.started = time.time()
        return self.failed.exists()

    def succeed(self, inputs: Inputs) -> None:
        """Remember the inputs and Sphinx's memory."""
        shutil.copy2(self.doctrees / ENVIRONMENT, self.memory)
        self.inputs.write_text(json.dumps(inputs), encoding="utf-8")
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
