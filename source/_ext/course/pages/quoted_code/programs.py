"""Each block of a page is copied with the script up to it: a program that runs alone.

The programs of a script, and what its variables show after each cell, lie in a file of its
own, which the browser loads when it is asked for, from the disk too (``assets/browser/program.js``,
``looks.js``). Nothing to write;
``extensions = ["course.pages.quoted_code.programs"]``.
"""

from __future__ import annotations

import json

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from ...assets.browser_scripts import is_made_of, remove_others, write_made_of
from ...base import wording
from ...base.addresses import PAGES
from ...quotes.domain import domain_of
from ...records.record import CellRecord
from ...records.session import Session, session_of
from ...scripts.program import Pieces, pieces_of

FILE = "program-{script}.js"


def file_of(script: str) -> str:
    """Return the name of a script's programs.

    >>> file_of("02_autograd/plot_gradient")
    'program-02_autograd--plot_gradient.js'
    """
    return FILE.format(script=script.replace("/", "--"))


def programs_of(session: Session, name: str) -> Pieces:
    """Return the pieces of a script's programs."""
    script, cells = session.script(name), cells_of(session, name)
    printing = [bool(cell.stdout.strip()) for cell in cells] or [False] * len(script.cells)
    return pieces_of(script, printing, wording.PROGRAM_HIDES)


def cells_of(session: Session, name: str) -> list[CellRecord]:
    """Return what the cells of a script gave, nothing when it was not run here."""
    record = session.store.load(session.script(name))
    return record.cells if record and not record.not_run else []


def origin_of(app: Sphinx, session: Session, name: str) -> str:
    """Return what the file of a script is made of: its text, what it gave, our code."""
    script = session.script(name)
    record = session.store.load(script)
    return "\0".join((app.config.course_code, script.text, record.state if record else ""))


def write_programs(app: Sphinx, exception: Exception | None) -> None:
    """Write those of the scripts that chapters quote, and remove the others."""
    if exception is not None or app.builder.name != PAGES:
        return
    session = session_of(app.config)
    quoted = {name for names in domain_of(app.env).lent().values() for name in names}
    for name in quoted:
        origin = origin_of(app, session, name)
        if not is_made_of(app, file_of(name), origin):
            looks = [cell.looks for cell in cells_of(session, name)]
            of = {"pieces": programs_of(session, name), "looks": looks}
            text = json.dumps(of, ensure_ascii=False)
            write_made_of(app, file_of(name), origin, f'quotedScripts.of["{name}"] = {text};\n')
    remove_others(app, FILE.format(script="*"), {file_of(name) for name in quoted})


def setup(app: Sphinx) -> ExtensionMetadata:
    """Write at the end: all that is quoted is known."""
    app.connect("build-finished", write_programs)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
