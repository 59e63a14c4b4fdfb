"""Small courses written in the test and built for real: the one way that tests run Sphinx.

``Course`` holds scripts and chapters given as text; ``course`` of ``conftest.py`` is one in
a folder of its own. ``build_pages`` is for what needs a few pages and chosen extensions::

    course.script()
    course.chapter("Deux fois 21 : :value:`plot_un.reponse`.")
    course.build("revealjs").html("chapitres/01-essai")

    build_pages(tmp_path, {"index.rst": TITLE}, extensions=["course.maths.formulas"]).html()
"""

from __future__ import annotations

import atexit
import re
from dataclasses import dataclass, field
from functools import cache
from io import StringIO
from pathlib import Path
from textwrap import dedent
from typing import Any

import sphinx.locale
from course.base.state import CourseState
from course.run.ready_interpreter import ReadyInterpreter
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from harness.spared import TEMPLATES, keep_records, lend_records

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "source" / "_static"
COLOURS = re.compile(r"\x1b\[[0-9;]*m")

SCRIPT = '''"""
Un script
=========

Ce que fait le script.
"""

# %% imports
import math

# %% double
x = 21
print("le double de", x)
print(2 * x)

# %% fin
moitie = math.pi / 2
reponse = 2 * x
forme = (2, 3)
'''

# What all have in common, then what makes a whole course; a test gives the rest.
SETTINGS: dict[str, Any] = {
    "language": "fr",
    # sphinx-gallery adds to this list in place: were it Sphinx's default, the next build of the
    # same process would see another configuration, and write all pages again.
    "templates_path": [],
}
FEW_PAGES: dict[str, Any] = {
    "project": "Essai",
    "html_static_path": [str(STATIC)],
    "myst_enable_extensions": ["colon_fence", "dollarmath", "fieldlist"],
    "html_theme": "basic",
    "html_copy_source": False,
}
WHOLE_COURSE: dict[str, Any] = {
    "extensions": ["course"],
    "course_name": "Essai",
    "pygments_style": "default",
}


@dataclass
class Build:
    """What a build gave: its output folder, its warnings, the documents it read."""

    folder: Path
    warnings: str = ""
    error: str = ""
    read: list[str] = field(default_factory=list)
    _app: Sphinx | None = None

    @property
    def app(self) -> Sphinx:
        """The application that built it."""
        assert self._app is not None, self.error
        return self._app

    def html(self, docname: str = "index") -> str:
        """Return a built document."""
        return (self.folder / f"{docname}.html").read_text(encoding="utf-8")

    def static(self, name: str) -> str:
        """Return the text of a file of _static."""
        return (self.folder / "_static" / name).read_text(encoding="utf-8")

    def tree(self, docname: str = "index") -> nodes.document:
        """Return the tree of a document, as it was after reading."""
        return self.app.env.get_doctree(docname)


class Course:
    """A small course in a folder: scripts, chapters, a configuration."""

    spared = False  # its scripts need not run where those of another course have

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("constraints.txt", "")
        self.write("gallery/GALLERY_HEADER.rst", "Scripts\n=======\n\nTous.\n")
        self.write("gallery/01_essai/GALLERY_HEADER.rst", "Essai\n-----\n\nUn.\n")
        self.write(
            "source/index.rst",
            "Sommaire\n========\n\n.. toctree::\n   :glob:\n\n   chapitres/*\n   galerie/index\n",
        )
        self.settings = {**SETTINGS, **WHOLE_COURSE}
        self.configure()

    def write(self, name: str, text: str) -> Path:
        """Write a file of the course; the text may be indented with the test."""
        return write(self.root / name, dedent(text))

    def configure(self, **settings: Any) -> None:
        """Give settings of ``conf.py`` these values."""
        self.settings.update(settings)
        configure(self.root, self.settings)

    def script(self, text: str = SCRIPT, name: str = "01_essai/plot_un") -> Path:
        """Write a gallery script."""
        return self.write(f"gallery/{name}.py", text)

    def chapter(self, text: str, name: str = "01-essai.rst") -> Path:
        """Write a chapter; a title is added when the text has none."""
        text = dedent(text)
        if name.endswith(".rst") and "===" not in text:
            text = f"Un chapitre\n===========\n\n{text}"
        if name.endswith(".md") and not text.lstrip().startswith(("# ", "---")):
            text = f"# Un chapitre\n\n{text}"
        return self.write(f"source/chapitres/{name}", text)

    def build(self, builder: str = "html") -> Build:
        """Build the course; one without a script gets one."""
        if not list(self.root.glob("gallery/*/*.py")):
            self.script()
            self.spared = True
        if not self.spared:
            return run_sphinx(self.root, builder)
        lend_records(self.root)
        built = run_sphinx(self.root, builder)
        keep_records(self.root)
        return built


def build_pages(
    folder: Path,
    pages: dict[str, str],
    *,
    extensions: list[str],
    builder: str = "html",
    **settings: Any,
) -> Build:
    """Build ``pages`` (``{"index.rst": "…"}``) with these extensions alone; it must succeed."""
    for name, text in pages.items():
        write(folder / "source" / name, text)
    if any(name.endswith(".md") for name in pages):
        extensions = ["myst_parser", *extensions]
    extensions = ["course.base.configuration", *extensions]  # the course's own values
    configure(folder, {**SETTINGS, **FEW_PAGES, "extensions": extensions, **settings})
    built = run_sphinx(folder, builder)
    assert not built.error, built.error
    return built


def write(path: Path, text: str) -> Path:
    """Write a file, unless it holds that text: a build goes by dates as well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
    return path


def configure(root: Path, settings: dict[str, Any]) -> None:
    """Write ``conf.py``."""
    lines = [f"{name} = {value!r}\n" for name, value in settings.items()]
    write(root / "source" / "conf.py", "".join(lines))


@cache
def interpreter() -> ReadyInterpreter:
    """Return the interpreter that runs the scripts of all the courses of this process."""
    found = ReadyInterpreter()
    atexit.register(found.close)
    return found


def run_sphinx(root: Path, builder: str, on_read: Any = None, write_all: bool = False) -> Build:
    """Run Sphinx for real; warnings are collected, errors too.

    ``on_read`` is called as Sphinx's ``source-read`` is; ``write_all`` as after a failure.
    """
    source, warnings = root / "source", StringIO()
    is_course = "'course'" in (source / "conf.py").read_text(encoding="utf-8")
    overrides = {"course_state": CourseState(interpreter=interpreter())} if is_course else {}
    built = Build(root / "build" / builder)
    sphinx.locale.translators.clear()  # a build of another language may have left its own
    try:
        with patch_docutils(), docutils_namespace():
            built._app = Sphinx(
                source,
                source,
                built.folder,
                root / "build" / f"{builder}.doctrees",
                builder,
                status=StringIO(),
                warning=warnings,
                confoverrides=overrides,
                tags=["decks"] if builder == "revealjs" else [],
            )
            if isinstance(built.app.builder, StandaloneHTMLBuilder):
                built.app.builder.templates.environment.bytecode_cache = TEMPLATES
            built.app.connect(
                "env-before-read-docs",
                lambda app, env, docnames: built.read.extend(sorted(docnames)),
            )
            if on_read:
                built.app.connect("source-read", on_read)
            built.app.build(force_all=write_all)
    except SphinxError as error:
        built.error = str(error)
    built.warnings = COLOURS.sub("", warnings.getvalue())
    return built
