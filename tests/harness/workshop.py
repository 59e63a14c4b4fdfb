"""A copy of the project with one chapter and one script, and its builds as one starts them."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

from harness.checkout import command, copy_tools, environment
from harness.course import SCRIPT

CHAPTER = """
Un chapitre
===========

.. snippet:: plot_un
   :cell: double

Point
-----

Soit :value:`plot_un.reponse`, et :math:`x^2`.
"""


class Workshop:
    """A copy of the project with one chapter and one script; ``like``: that of another one."""

    def __init__(self, root: Path, like: Workshop | None = None) -> None:
        self.root = root
        if like:
            built = shutil.ignore_patterns(".work", ".state", "site")
            shutil.copytree(like.root, root, ignore=built)
            return
        copy_tools(root)
        self.write("gallery/GALLERY_HEADER.rst", "Scripts\n=======\n\nTous.\n")
        self.write("gallery/01_essai/GALLERY_HEADER.rst", "Essai\n-----\n\nUn.\n")
        self.write("gallery/01_essai/plot_un.py", SCRIPT)
        self.write("source/chapitres/01-essai.rst", CHAPTER)
        self.write("source/chapitres/02-autre.rst", "Autre\n=====\n\nUn mot.\n")
        self.write(
            "source/index.rst",
            "Cours\n=====\n\n.. toctree::\n   :glob:\n\n   chapitres/*\n\n"
            ".. toctree::\n\n   glossaire\n   galerie/index\n",
        )

    @classmethod
    def at(cls, root: Path) -> Workshop:
        """Return the one that is there."""
        workshop = cls.__new__(cls)
        workshop.root = root
        return workshop

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def start(self, *targets: str) -> subprocess.Popen[str]:
        """Start a build."""
        return subprocess.Popen(
            command(self.root, "build", *targets),
            env=environment(self.root),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def clean_build(self) -> dict[str, str]:
        """Build from nothing, records kept; return the site."""
        records = self.root / "build/records"
        shutil.move(records, self.root / "gardes")
        shutil.rmtree(self.root / "build")
        shutil.rmtree(self.root / "source/galerie", ignore_errors=True)
        (self.root / "build").mkdir()
        shutil.move(self.root / "gardes", records)
        status, said = self.build("site")
        assert status == 0, said
        return self.site()

    def build(self, *targets: str) -> tuple[int, str]:
        """Run a build to its end; return its status and what it said."""
        process = self.start(*targets)
        said, _ = process.communicate(timeout=300)
        return process.returncode, said

    def clean(self) -> None:
        """Remove all that builds made, as `make clean` does."""
        shutil.rmtree(self.root / "build")
        shutil.rmtree(self.root / "source" / "galerie")

    def site(self, name: str = "site") -> dict[str, str]:
        """Return the published files with their hashes."""
        folder = self.root / "build" / name
        return {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    def times(self) -> dict[Path, int]:
        """Return when each file of build/ was written."""
        return {
            path: path.stat().st_mtime_ns
            for path in (self.root / "build").rglob("*")
            if path.is_file() and path.name != "lock"
        }
