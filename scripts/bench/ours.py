"""This project as a tool: a copy of it, with other chapters. Usage::

    tool = course_tool(Path(".venv/bin/python"))

A cold build removes the records too, but where the course is measured without its
runs (``Course.runs`` is false): there the records are made before, and kept.
"""

from __future__ import annotations

import compileall
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from . import forms
from .content import Course
from .tools import Tool

ROOT = Path(__file__).resolve().parents[2]
NOT_COPIED = ("chapitres", "galerie", "mesures*", "__pycache__", ".*cache")
WHAT = {"pages": "html", "decks": "slides", "both": "site"}


@dataclass
class CourseTool(Tool):
    """``scripts/build.py``."""

    def prepare(self, folder: Path, course: Course) -> None:
        """Copy the project without its chapters and scripts."""
        shutil.rmtree(folder, ignore_errors=True)
        ignored = shutil.ignore_patterns(*NOT_COPIED)
        for name in ("source", "scripts"):
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
            compileall.compile_dir(folder / name, quiet=1)
        shutil.copy2(ROOT / "constraints.txt", folder)

    def files(self, course: Course) -> dict[str, str]:
        """Return scripts and chapters."""
        return forms.course_files(course)

    def commands(
        self, folder: Path, course: Course, target: str, operation: str
    ) -> list[list[str]]:
        """Return the build that the Makefile calls."""
        return [[str(self.python), "scripts/build.py", WHAT[target]]]

    def clean(self, folder: Path, course: Course) -> None:
        """Remove what was built; keep the records of a course that is not run."""
        records, kept = folder / "build" / "records", folder / "records"
        if not course.runs:
            if not records.exists():
                command = [str(self.python), "scripts/execute.py"]
                subprocess.run(command, cwd=folder, check=True, capture_output=True)
            records.rename(kept)
        super().clean(folder, course)
        if kept.exists():
            records.parent.mkdir()
            kept.rename(records)


def course_tool(python: Path) -> CourseTool:
    """Return this project, run by ``python``."""
    return CourseTool(
        python,
        "course",
        targets=("pages", "decks", "both"),
        operations=("cold", "same", "word", "summary", "cell"),
        packages=("sphinx", "sphinx-gallery", "sphinx-revealjs", "furo"),
        products=("build", "source/galerie"),
        outputs={"pages": ("build/html",), "decks": ("build/slides",), "both": ("build/site",)},
    )
