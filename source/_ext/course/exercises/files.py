"""The files of the exercises: the student's, the solution's; and their gallery pages.

Beside the pages that sphinx-gallery generates, for gallery/02_autograd/ex_02_x.py::

    galerie/02_autograd/exercices/ex_02_x.py     to complete, with its checkers
    galerie/02_autograd/exercices/ex_02_x.ipynb  the same, as a notebook
    galerie/02_autograd/ex_02_x_solution.py      the script without its markers

The notebook of the solution and its gallery page lose the markers too, and say what they are.
A script that breaks the form, or whose checkers let a region pass undone, stops
the build at its line; what was proved once is not tried again (it is noted in
the script's record).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from ..base import wording
from ..base.addresses import generated_folder, script_shown
from ..base.files import write_if_new
from ..base.state import state_of
from ..records.session import session_of
from ..records.store import RecordStore
from ..run.gallery_pages import are_pages_current
from ..run.team import Team, first_failure, say
from ..scripts.exercise_source import is_exercise, read_exercise, without_markers
from ..scripts.needs import needs_of
from ..scripts.script import Script
from ..upstream.gallery_hooks import FIRST_CELL
from .notebook import notebook_text
from .stub import stub_text

PROVER = "course.exercises.proof:prove_alone"
BANNER = ".. note::\n\n    {text}\n\n"


def student_file(name: str) -> str:
    """Return where the student's file of a script is: ``02_x/exercices/ex_02_y.py``."""
    folder, _, stem = name.rpartition("/")
    return f"{folder}/exercices/{stem}.py"


def student_notebook(name: str) -> str:
    """Return where the notebook to complete is: ``02_x/exercices/ex_02_y.ipynb``."""
    return f"{student_file(name).removesuffix('.py')}.ipynb"


def solution_notebook(name: str) -> str:
    """Return where the notebook of the solution is: ``02_x/ex_02_y_solution.ipynb``."""
    return f"{name}_solution.ipynb"


def write_files(app: Sphinx) -> None:
    """After the scripts have run: prove and write every exercise."""
    if are_pages_current(app):
        return
    session = session_of(app.config)
    pages = generated_folder(app)
    names = [name for name in session.names if is_exercise(name)]
    scripts = [session.script(name) for name in names]
    exercises = {script.name: read_exercise(script.path) for script in scripts}
    interpreter = state_of(app.config).interpreter
    prove_missing(scripts, session.store, session.time_limit, interpreter)
    for script in scripts:
        name = script.name
        write_if_new(pages / student_file(name), stub_text(exercises[name]))
        write_if_new(pages / student_notebook(name), notebook_text(exercises[name]))
        write_if_new(pages / f"{name}_solution.py", without_markers(script.text))
        clean_notebook(pages / f"{name}.ipynb")


def prove_missing(
    scripts: Sequence[Script], store: RecordStore, time_limit: float, interpreter: Any = None
) -> None:
    """Prove the exercises whose record does not say that it was done, each in a process."""
    able = [script for script in scripts if not (needs_of(script).gpu and store.lacks(script))]
    missing = [script for script in able if not proof_of(script, store).exists()]
    if not missing:
        return
    with Team(time_limit, interpreter) as team:
        team.prepare(missing)
        for script in missing:
            team.wait_for_a_place()
            say(wording.PROVING.format(script=script.name))
            team.start(
                script, PROVER, {"path": str(script.path), "proof": str(proof_of(script, store))}
            )
        team.wait_for_all()
    if team.failures:
        raise first_failure(team.failures)


def proof_of(script: Script, store: RecordStore) -> Path:
    """Return the file, in the script's record, that says these regions were proved."""
    regions = [(region.function, region.code) for region in read_exercise(script.path).regions]
    digest = hashlib.sha256(json.dumps(regions).encode()).hexdigest()[:16]
    record = store.load(script)
    return (record.folder if record else store.root) / f"proved-{digest}"


def clean_notebook(path: Path) -> None:
    """Take the markers out of the cells of a notebook; one without markers stays as it is."""
    if not path.exists():
        return
    notebook = json.loads(path.read_text(encoding="utf-8"))
    has_markers = False
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            lines = without_markers("".join(cell["source"])).splitlines(keepends=True)
            has_markers |= lines != cell["source"]
            cell["source"] = lines
    if has_markers:
        write_if_new(path, json.dumps(notebook, indent=2) + "\n")


def clean_page(app: Sphinx, docname: str, source: list[str]) -> None:
    """Take the markers out of an exercise's gallery page; say what the page is."""
    if not script_shown(app.config, docname) or not is_exercise(docname):
        return
    stem = docname.rpartition("/")[2]
    text = without_markers(source[0])
    text = re.sub(rf"\b{stem}\.py(?= <{stem}\.py>`)", f"{stem}_solution.py", text)
    text = text.replace(f"<{stem}.py>`", f"<{stem}_solution.py>`")
    text = re.sub(rf"\b{stem}\.ipynb(?=[ >])", f"{stem}_solution.ipynb", text)
    banner = BANNER.format(text=wording.SOLUTION_PAGE.format(stem=stem))
    source[0] = text.replace(FIRST_CELL, banner + FIRST_CELL, 1)


def setup(app: Sphinx) -> dict[str, Any]:
    """Write the files once sphinx-gallery has run the scripts."""
    app.connect("builder-inited", write_files, priority=700)
    app.connect("source-read", clean_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
