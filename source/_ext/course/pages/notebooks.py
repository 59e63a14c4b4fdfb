"""Notebooks that a student opens: Markdown without traces of reStructuredText, clean code.

sphinx-gallery writes one beside each script's page. Its cells are cleaned here:
literals in one backquote, roles as plain text, no description of figures (the
figure is there), no version of the machine that built them. What would still
show as markup stops the build with its script. Nothing to write;
``extensions = ["course.pages.notebooks"]``, after ``course.exercises.files``::

    markdown("La *pente* de ``x`` : :doc:`plus loin <b>`.", Path("plot_a.py"))
    # 'La *pente* de `x` : plus loin.'
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from ..base import wording
from ..base.addresses import generated_folder
from ..base.errors import CourseError
from ..base.files import write_if_new, write_whole
from ..base.settings import settings_of
from ..exercises.files import solution_notebook
from ..records.session import session_of
from ..run.gallery_pages import are_pages_current
from ..scripts.comments import FIGURE_COMMENT, SLIDE_COMMENT
from ..scripts.exercise_source import is_exercise

CLEANED = "course"
LITERAL = re.compile(r"``([^`]+)``")
CODE = re.compile(r"```.*?```|`[^`]+`(?!_)|\$[^$]+\$", re.DOTALL)
ROLE = re.compile(r":[\w:-]+:`([^`]+?)(?:\s*<[^`>]*>)?`")
FIELD = re.compile(r"\n{3,}")
LEFTOVER = re.compile(r":[a-z]+(?::[a-z]+)*:`|^\s*\.\. [\w-]+::|`_\b|`__\b|\|\w+\|", re.MULTILINE)


def markdown(text: str, path: Path) -> str:
    """Return a text cell as Markdown alone; raise CourseError if some markup remains."""
    text = LITERAL.sub(r"`\1`", ROLE.sub(r"\1", text))
    left = LEFTOVER.search(CODE.sub("", text))
    if left:
        raise CourseError(wording.NOTEBOOK_MARKUP.format(markup=left[0].strip()), path, 1)
    return FIELD.sub("\n\n", text).strip()


def about(course: str, packages: list[str], script: str) -> str:
    """Return the cell that says what a notebook is and what it needs."""
    missing = wording.NOTEBOOK_MISSING.format(packages=" ".join(packages))
    what = wording.NOTEBOOK_SOLUTION if is_exercise(script) else ""
    return what + wording.NOTEBOOK_ABOUT.format(
        course=course, script=script, missing=missing if packages else wording.NOTEBOOK_COMPLETE
    )


def clean(notebook: dict[str, Any], name: str, path: Path, about: str) -> dict[str, Any]:
    """Return the notebook of a script, once and for all: a cleaned one is left as it is."""
    if CLEANED in notebook["metadata"]:
        return notebook
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "code":
            text = FIGURE_COMMENT.sub("", SLIDE_COMMENT.sub("", text)).strip("\n")
            cell["metadata"] = {}
        else:
            text = markdown(text, path)
        cell["source"] = text.splitlines(keepends=True)
    source = about.splitlines(keepends=True)
    notebook["cells"].insert(1, {"cell_type": "markdown", "metadata": {}, "source": source})
    notebook["metadata"]["language_info"] = {"name": "python"}
    notebook["metadata"][CLEANED] = {"script": name}
    return notebook


def packages_in(requirements: Path) -> list[str]:
    """Return the names of the packages of a requirements file, if it is there."""
    if not requirements.exists():
        return []
    return re.findall(r"^([\w.-]+)==", requirements.read_text(encoding="utf-8"), re.MULTILINE)


def clean_all(app: Sphinx) -> None:
    """After the scripts have run: clean the notebooks that were written again."""
    if are_pages_current(app):
        return
    session, settings = session_of(app.config), settings_of(app.config)
    packages = packages_in(Path(app.srcdir, settings.requirements))
    pages = generated_folder(app)
    for name in session.names:
        file = pages / f"{name}.ipynb"
        if not file.exists():
            continue
        before = file.read_text(encoding="utf-8")
        after = before
        if f'"{CLEANED}": {{' not in before:
            path = session.script(name).path
            notebook = clean(json.loads(before), name, path, about(settings.name, packages, name))
            after = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
            write_whole(file, after)
        if is_exercise(name):  # what it is called where one downloads it
            write_if_new(pages / solution_notebook(name), after)


def setup(app: Sphinx) -> dict[str, Any]:
    """Come after sphinx-gallery, and after the exercises' own cleaning (700)."""
    app.connect("builder-inited", clean_all, priority=750)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
