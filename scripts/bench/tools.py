"""What a tool is to the benchmark: files to write, commands to build, products to remove.

tool.prepare(folder, course)              # once: the project, before any chapter
tool.write(folder, course)                # the chapters; only what differs is written
for command in tool.commands(folder, course, "both", "cold"): …
tool.clean(folder, course)                # before a cold build
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from .content import Course

TARGETS = ("pages", "decks", "both")
OPERATIONS = ("cold", "same", "word", "summary", "cell")


@dataclass
class Tool:
    """A tool; subclasses say how it is used."""

    python: Path  # of the environment where it is installed
    name: str = ""
    targets: tuple[str, ...] = ("pages",)
    operations: tuple[str, ...] = ("cold", "same", "word", "cell")
    packages: tuple[str, ...] = ()  # whose versions are reported
    products: tuple[str, ...] = ("build",)
    outputs: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def prepare(self, folder: Path, course: Course) -> None:
        """Write what does not depend on the chapters."""
        raise NotImplementedError

    def files(self, course: Course) -> dict[str, str]:
        """Return the chapters as this tool wants them, by path."""
        raise NotImplementedError

    def commands(
        self, folder: Path, course: Course, target: str, operation: str
    ) -> list[list[str]]:
        """Return what is typed, one after the other."""
        raise NotImplementedError

    def write(self, folder: Path, course: Course) -> list[str]:
        """Write the chapters that differ from those there; return their paths."""
        changed = []
        for name, text in self.files(course).items():
            path = folder / name
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
                changed.append(name)
        return changed

    def clean(self, folder: Path, course: Course) -> None:
        """Remove all that a build made."""
        for name in self.products:
            shutil.rmtree(folder / name, ignore_errors=True)

    def size(self, folder: Path, target: str) -> int:
        """Return the bytes of what would be published."""
        total = 0
        for name in self.outputs[target]:
            for path in (folder / name).rglob("*"):
                hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
                if path.is_file() and not hidden:
                    total += path.stat().st_size
        return total
