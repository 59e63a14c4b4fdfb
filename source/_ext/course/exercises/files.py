"""The files of the exercises: the student's, the solution's; and their gallery pages.

Beside the pages that sphinx-gallery generates, for gallery/02_autograd/ex_02_x.py::

    galerie/02_autograd/exercices/ex_02_x.py    to complete, with its checkers
    galerie/02_autograd/ex_02_x_solution.py     the script without its markers

The notebook and the gallery page lose the markers too, and say what they are.
A script that breaks the form, or whose checkers let a region pass undone, stops
the build at its line; what was proved once is not tried again (it is noted in
the script's record).
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from ..base import wording
from ..base.addresses import generated_folder, script_shown
from ..base.settings import settings_of
from ..records.session import current_session
from ..records.store import RecordStore
from ..run.gallery_pages import are_pages_current
from ..run.processes import METHOD, Team, first_failure, import_once
from ..run.script_run import reset_state
from ..scripts.exercise_source import is_exercise, read_exercise, without_markers
from ..scripts.script import Script, read_script
from .proof import prove
from .stub import stub_text

FIRST_CELL = ".. GENERATED FROM PYTHON SOURCE LINES"
BANNER = ".. note::\n\n    {text}\n\n"


def student_file(name: str) -> str:
    """Return where the student's file of a script is: ``02_x/exercices/ex_02_y.py``."""
    folder, _, stem = name.rpartition("/")
    return f"{folder}/exercices/{stem}.py"


def write_files(app: Sphinx) -> None:
    """After the scripts have run: prove and write every exercise."""
    if are_pages_current(app):
        return
    session = current_session()
    pages = generated_folder(app)
    names = [name for name in session.names if is_exercise(name)]
    scripts = [read_script(session.gallery, name) for name in names]
    exercises = {script.name: read_exercise(script.path) for script in scripts}
    prove_missing(scripts, session.store, settings_of(app.config).time_limit)
    for script in scripts:
        name = script.name
        write(pages / student_file(name), stub_text(exercises[name]))
        write(pages / f"{name}_solution.py", without_markers(script.text))
        clean_notebook(pages / f"{name}.ipynb")


def prove_missing(scripts: Sequence[Script], store: RecordStore, time_limit: float) -> None:
    """Prove the exercises whose record does not say that it was done, each in a process."""
    missing = [script for script in scripts if not proof_of(script, store).exists()]
    if not missing:
        return
    import_once(missing)
    slots = len(os.sched_getaffinity(0)) if METHOD == "fork" else 2
    with contextlib.closing(Team(store, prove_script, {}, time_limit)) as team:
        for script in missing:
            while len(team.running) >= slots:
                team.wait()
            print(wording.PROVING.format(script=script.name), file=sys.__stdout__, flush=True)
            team.start(script)
        while team.running:
            team.wait()
    if team.failures:
        raise first_failure(team.failures)


def proof_of(script: Script, store: RecordStore) -> Path:
    """Return the file, in the script's record, that says these regions were proved."""
    regions = [(region.function, region.code) for region in read_exercise(script.path).regions]
    digest = hashlib.sha256(json.dumps(regions).encode()).hexdigest()[:16]
    record = store.load(script)
    return (record.folder if record else store.root) / f"proved-{digest}"


def prove_script(script: Script, store: RecordStore, conf: dict[str, Any]) -> None:
    """Prove one exercise, in a process of its own."""
    reset_state()
    with contextlib.redirect_stdout(io.StringIO()):
        prove(read_exercise(script.path))
    proof_of(script, store).touch()


def write(path: Path, text: str) -> None:
    """Write a file unless it is so already: its time says when it changed."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f".{path.name}.{os.getpid()}")
        partial.write_text(text, encoding="utf-8")
        os.replace(partial, path)


def clean_notebook(path: Path) -> None:
    """Take the markers out of the cells of a notebook."""
    if not path.exists():
        return
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            lines = without_markers("".join(cell["source"])).splitlines(keepends=True)
            cell["source"] = lines
    write(path, json.dumps(notebook, indent=2) + "\n")


def clean_page(app: Sphinx, docname: str, source: list[str]) -> None:
    """Take the markers out of an exercise's gallery page; say what the page is."""
    if not script_shown(app.config, docname) or not is_exercise(docname):
        return
    stem = docname.rpartition("/")[2]
    text = without_markers(source[0])
    text = re.sub(rf"\b{stem}\.py(?= <{stem}\.py>`)", f"{stem}_solution.py", text)
    text = text.replace(f"<{stem}.py>`", f"<{stem}_solution.py>`")
    banner = BANNER.format(text=wording.SOLUTION_PAGE.format(stem=stem))
    source[0] = text.replace(FIRST_CELL, banner + FIRST_CELL, 1)


def setup(app: Sphinx) -> dict[str, Any]:
    """Write the files once sphinx-gallery has run the scripts."""
    app.connect("builder-inited", write_files, priority=700)
    app.connect("source-read", clean_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
