"""The peers, as their documentation says to use them: default options everywhere.

    tools = peers(course_python, bench_python)    # by name

``stack`` is Sphinx with sphinx-gallery, sphinx-revealjs and furo, run by the same
interpreter and the same versions as this project.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from . import forms
from .content import Course
from .tools import Tool

SPHINX = {"project": "Un cours", "language": "fr", "html_theme": "furo"}
MKDOCS = """site_name: Un cours
theme:
  name: material
plugins:
  - gallery:
      examples_dirs: docs/gallery
      gallery_dirs: docs/generated/gallery
      plot_gallery: {runs}
nav:
  - Accueil: index.md
  - Chapitres: generated/gallery
"""


@dataclass
class SphinxTool(Tool):
    """A peer that Sphinx builds."""

    def settings(self, course: Course) -> dict[str, object]:
        """Return what its conf.py says."""
        raise NotImplementedError

    def prepare(self, folder: Path, course: Course) -> None:
        """Write conf.py."""
        fresh(folder)
        (folder / "source").mkdir()
        text = forms.configuration(**SPHINX, **self.settings(course))
        (folder / "source" / "conf.py").write_text(text, encoding="utf-8")

    def sphinx(self, builder: str, output: str) -> list[str]:
        """Return the command of one builder."""
        return [str(self.python), "-m", "sphinx", "-b", builder, "source", f"build/{output}"]


@dataclass
class Stack(SphinxTool):
    """Sphinx, sphinx-gallery and sphinx-revealjs, out of the box."""

    def settings(self, course: Course) -> dict[str, object]:
        """Return the extensions and the two folders that sphinx-gallery asks for."""
        gallery: dict[str, object] = {"examples_dirs": "../gallery", "gallery_dirs": "auto"}
        if not course.runs:
            gallery["plot_gallery"] = "False"
        extensions = ["sphinx_gallery.gen_gallery", "sphinx_revealjs"]
        return {"extensions": extensions, "sphinx_gallery_conf": gallery}

    def files(self, course: Course) -> dict[str, str]:
        """Return the scripts that are the chapters."""
        return forms.gallery_files(course)

    def commands(
        self, folder: Path, course: Course, target: str, operation: str
    ) -> list[list[str]]:
        """Return one command a builder."""
        pages, decks = self.sphinx("html", "html"), self.sphinx("revealjs", "slides")
        return {"pages": [pages], "decks": [decks], "both": [pages, decks]}[target]


@dataclass
class MystNb(SphinxTool):
    """myst-nb with jupyter-cache."""

    def settings(self, course: Course) -> dict[str, object]:
        """Return the extension and the cache."""
        mode = "cache" if course.runs else "off"
        return {"extensions": ["myst_nb"], "nb_execution_mode": mode}

    def files(self, course: Course) -> dict[str, str]:
        """Return notebooks in Markdown."""
        return forms.myst_files(course)

    def commands(
        self, folder: Path, course: Course, target: str, operation: str
    ) -> list[list[str]]:
        """Return Sphinx's command."""
        return [self.sphinx("html", "html")]


@dataclass
class MkdocsGallery(Tool):
    """mkdocs-gallery with the theme that it needs."""

    def prepare(self, folder: Path, course: Course) -> None:
        """Write mkdocs.yml."""
        fresh(folder)
        text = MKDOCS.format(runs=str(course.runs).lower())
        (folder / "mkdocs.yml").write_text(text, encoding="utf-8")

    def files(self, course: Course) -> dict[str, str]:
        """Return the scripts that are the chapters."""
        return forms.mkdocs_files(course)

    def commands(
        self, folder: Path, course: Course, target: str, operation: str
    ) -> list[list[str]]:
        """Return the build, which keeps what scripts gave between two."""
        return [[str(self.python), "-m", "mkdocs", "build"]]


@dataclass
class Nbconvert(Tool):
    """nbconvert: one run of a notebook, converted to a page and to a deck.

    It has no cache and no project: after an edit, the edited notebook alone is built.
    """

    def prepare(self, folder: Path, course: Course) -> None:
        """Make the folder."""
        fresh(folder)

    def files(self, course: Course) -> dict[str, str]:
        """Return notebooks."""
        return forms.notebook_files(course)

    def commands(
        self, folder: Path, course: Course, target: str, operation: str
    ) -> list[list[str]]:
        """Return the run, when there is one, then the conversions."""
        chapters = course.chapters if operation == "cold" else [course.edited_chapter]
        names = [f"{chapter.slug}.ipynb" for chapter in chapters]
        commands = []
        if course.runs:
            commands.append(self.convert("notebook", "run", "--execute", *names))
            names = [f"build/run/{name}" for name in names]
        if target in {"pages", "both"}:
            commands.append(self.convert("html", "html", *names))
        if target in {"decks", "both"}:
            commands.append(self.convert("slides", "slides", *names))
        return commands

    def convert(self, to: str, output: str, *arguments: str) -> list[str]:
        """Return one conversion."""
        where = ["--output-dir", f"build/{output}"]
        return [str(self.python), "-m", "nbconvert", "--to", to, *where, *arguments]


def fresh(folder: Path) -> None:
    """Make ``folder``, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def peers(course: Path, bench: Path) -> dict[str, Tool]:
    """Return the peers, by name; ``course`` and ``bench`` are the two interpreters."""
    pages, decks = ("build/html",), ("build/slides",)
    both = {"pages": pages, "decks": decks, "both": pages + decks}
    tools: list[Tool] = [
        Stack(
            course,
            "stack",
            targets=("pages", "decks", "both"),
            packages=("sphinx", "sphinx-gallery", "sphinx-revealjs", "furo"),
            products=("build", "source/auto"),
            outputs=both,
        ),
        MystNb(
            bench,
            "myst-nb",
            packages=("myst-nb", "jupyter-cache", "sphinx", "furo"),
            outputs=both,
        ),
        MkdocsGallery(
            bench,
            "mkdocs-gallery",
            packages=("mkdocs-gallery", "mkdocs", "mkdocs-material"),
            products=("site", "docs/generated"),
            outputs={"pages": ("site",)},
        ),
        Nbconvert(
            bench,
            "nbconvert",
            targets=("pages", "decks", "both"),
            operations=("cold", "word", "cell"),
            packages=("nbconvert", "ipykernel"),
            outputs=both,
        ),
    ]
    return {tool.name: tool for tool in tools}
