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

from project import ROOT

from . import forms
from .content import Course
from .tools import Tool

NOT_COPIED = ("chapitres", "galerie", "mesures*", "__pycache__", ".*cache")
WHAT = {"pages": "html", "decks": "slides", "both": "site"}


@dataclass
class CourseTool(Tool):
    """``python scripts build``."""

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
        return [tool(self.python, folder, "build", WHAT[target])]

    def clean(self, folder: Path, course: Course) -> None:
        """Remove what was built; keep the records of a course that is not run."""
        records, kept = folder / "build" / "records", folder / "records"
        if not course.runs:
            if not records.exists():
                command = tool(self.python, folder, "execute")
                subprocess.run(command, cwd=folder, check=True, capture_output=True)
            records.rename(kept)
        super().clean(folder, course)
        if kept.exists():
            records.parent.mkdir()
            kept.rename(records)


def tool(python: Path, folder: Path, *arguments: str) -> list[str]:
    """Return the command of a tool of the copy in ``folder``, with the copy's extension."""
    return ["env", f"PYTHONPATH={folder}/source/_ext", str(python), "scripts", *arguments]


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
