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
import re
import sys
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from . import wording
from .cells import read_script, script_names
from .execution import current_session
from .exercise_proof import prove
from .exercise_source import Exercise, is_exercise, read_exercise, without_markers
from .exercise_stub import stub_text
from .script_run import reset_state

FIRST_CELL = ".. GENERATED FROM PYTHON SOURCE LINES"
BANNER = ".. note::\n\n    {text}\n\n"


def student_file(name: str) -> str:
    """Return where the student's file of a script is: ``02_x/exercices/ex_02_y.py``."""
    folder, _, stem = name.rpartition("/")
    return f"{folder}/exercices/{stem}.py"


def write_files(app: Sphinx) -> None:
    """After the scripts have run: write and prove every exercise."""
    session = current_session()
    pages = Path(app.srcdir, app.config.sphinx_gallery_conf["gallery_dirs"])
    for name in script_names(session.gallery):
        if not is_exercise(name):
            continue
        script = read_script(session.gallery, name)
        exercise = read_exercise(script.path)
        record = session.store.load(script)
        if record is not None:
            prove_once(exercise, record.folder, name)
        write(pages / student_file(name), stub_text(exercise))
        write(pages / f"{name}_solution.py", without_markers(script.text))
        clean_notebook(pages / f"{name}.ipynb")


def prove_once(exercise: Exercise, folder: Path, name: str) -> None:
    """Prove an exercise unless its record says that it was done for these regions."""
    regions = [(region.function, region.code) for region in exercise.regions]
    digest = hashlib.sha256(json.dumps(regions).encode()).hexdigest()[:16]
    proof = folder / f"proved-{digest}"
    if proof.exists():
        return
    print(wording.PROVING.format(script=name), file=sys.__stdout__, flush=True)
    reset_state()
    with contextlib.redirect_stdout(io.StringIO()):
        prove(exercise)
    proof.touch()


def write(path: Path, text: str) -> None:
    """Write a file unless it is so already: its time says when it changed."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


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
    generated = f"{app.config.sphinx_gallery_conf['gallery_dirs']}/"
    if not docname.startswith(generated) or not is_exercise(docname):
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
