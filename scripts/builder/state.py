"""What the last build of a target left: whole, failed, or cut short.

Sphinx trusts its own memory: it would not read a faulty chapter a second time,
nor write the pages that a killed build had no time to write. So:

- whole: the hashes of the inputs are kept, and Sphinx's memory (its environment);
- failed: what the failed build read is forgotten, the memory of the last whole
  build comes back, and every page is written again (none is read for that);
- cut short, by a kill or a power cut, or damaged since: nothing is trusted, all is made again.

The note of a build says what its files were; it is removed when the next one starts, and a
file that is no longer what it was is damage. What the scripts gave is recorded elsewhere
and outlives all three.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from course.base.files import make_way, read_sealed, remove, write_sealed

from builder.inputs import Inputs, changed_texts
from builder.seen import Seen, as_seen, seen_in

ENVIRONMENT = "environment.pickle"


@dataclass
class Note:
    """What is kept of a build: its inputs, those of them that are outside, its files."""

    whole: bool
    inputs: Inputs = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)
    files: Seen = field(default_factory=dict)
    place: str = ""  # Sphinx's memory names files by where they are: of no use elsewhere


class BuildState:
    """The state of one target, in files of ``folder``; ``before``: as the last build left it."""

    def __init__(self, folder: Path, target: str, work: Path, doctrees: Path) -> None:
        self.note = folder / f"{target}.json"
        self.memory = folder / f"{target}.environment"
        self.work, self.doctrees = work, doctrees
        self.before = self._read()

    def _read(self) -> Note | None:
        """Return the note of the last build; None if it was cut short, or damaged since."""
        kept = read_sealed(self.note)
        if not isinstance(kept, dict) or kept.keys() != vars(Note(True)).keys():
            return None
        note = Note(**{**kept, "files": as_seen(kept["files"])})
        is_so = note.files == self._files() and note.place == str(self.work)
        return note if is_so else None

    def _files(self) -> Seen:
        return seen_in(self.memory, self.doctrees, self.work)

    def is_as_before(self) -> bool:
        """Tell whether all is still as it was when this state was read."""
        return self.before is not None and self.before == self._read()

    @property
    def outside(self) -> list[str]:
        """The files outside of the project that the last build read."""
        return self.before.outside if self.before else []

    def is_current(self, inputs: Inputs) -> bool:
        """Tell whether the last build was whole, and read these inputs."""
        return self.before is not None and self.before.whole and self.before.inputs == inputs

    def changed_texts(self, inputs: Inputs) -> frozenset[str] | None:
        """Return the texts that changed since a whole build; None if more may have."""
        if self.before is None or not self.before.whole:
            return None
        return changed_texts(self.before.inputs, inputs)

    def clean(self) -> None:
        """Before Sphinx loads its memory: forget all that is not as a build left it."""
        if self.before is None:
            for path in (self.work, self.doctrees, self.memory, self.note):
                remove(path)
            make_way(self.work / ENVIRONMENT)

    def start(self) -> bool:
        """Note that a build is under way; return whether every page must be written."""
        remove(self.note)
        return self.before is not None and not self.before.whole

    def succeed(self, inputs: Inputs, outside: Iterable[str]) -> None:
        """Remember the inputs and Sphinx's memory."""
        shutil.copy2(self.doctrees / ENVIRONMENT, self.memory)
        self._keep(Note(True, inputs, sorted(outside)))

    def fail(self) -> None:
        """Forget what this build read, come back to the last whole one's memory."""
        if self.before and self.memory.exists():
            shutil.copy2(self.memory, self.doctrees / ENVIRONMENT)
            trees = seen_in(self.doctrees)
            for name in trees.keys() - {f"{self.doctrees.name}/{ENVIRONMENT}"}:
                if trees[name] != self.before.files.get(name):
                    remove(self.doctrees.parent / name)
        else:
            remove(self.doctrees)
        self._keep(Note(False, outside=self.outside))

    def _keep(self, note: Note) -> None:
        note.files, note.place = self._files(), str(self.work)
        write_sealed(self.note, vars(note))  # asdict copies all the names
        self.before = note
