"""The scripts of a build: run where they have no record, before sphinx-gallery makes its pages.

sphinx-gallery then finds that nothing is to be run: ``cell_executor.py`` hands every record
back. A change to the words of a comment or of a text costs no run, and html and slides share
one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ..base import wording
from ..base.errors import CourseError
from ..base.state import state_of
from ..records.record import Record
from ..records.session import Session, start_session
from ..scripts.script import Script
from ..upstream import gallery_hooks
from .cell_executor import replay_records
from .gallery_pages import forget_changed_pages, state_kept, state_of_gallery
from .team import first_failure, run_missing, say


def bring_records(app: Sphinx) -> None:
    """Before sphinx-gallery: the scripts have run, their records are handed back."""
    state = state_of(app.config)
    if state.wait_for_scripts:
        state.wait_for_scripts(app)
    start_session(app)
    replay_records(state.session)
    state.gallery_state = state_kept(app) or _bring_up_to_date(app, state.session)


def _bring_up_to_date(app: Sphinx, session: Session) -> str:
    """Run what has no record; return the state of the gallery."""
    store, scripts = session.store, session.scripts()
    state = state_of(app.config)
    conf = app.config.sphinx_gallery_conf
    wanted = [script for script in scripts if gallery_hooks.would_run(script.path, conf)]
    run_missing(wanted, store, session.time_limit, state.interpreter)
    store.digests.remember()
    records = {script.name: store.load(script) for script in scripts}
    check_descriptions(scripts, records)
    states = {name: record.state if record else "" for name, record in records.items()}
    forget_changed_pages(app, states)
    return state_of_gallery(app, states, list(notices_of(scripts, records)))


def check_descriptions(scripts: Sequence[Script], records: Mapping[str, Record | None]) -> None:
    """Refuse a figure without a description: its comment may go without a new run."""
    failures = [
        CourseError(wording.FIGURE_WITHOUT_ALT, script.path, script.cells[rank].last_line)
        for script in scripts
        if (record := records[script.name])
        for rank, given in enumerate(record.cells)
        if given.figures and not script.cells[rank].figure_alt
    ]
    if failures:
        raise first_failure(failures)


def notices_of(
    scripts: Sequence[Script], records: Mapping[str, Record | None]
) -> Iterator[tuple[str, int, str]]:
    """Yield what the runs have to tell the author: script, line, text."""
    for script in scripts:
        record = records[script.name]
        for cell, given in zip(script.cells, record.cells if record else [], strict=False):
            for notice in given.notices:
                yield script.name, cell.line + notice.line, notice.text


def say_notices(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Tell the author what the runs have to say, whenever they were: at each build, and once."""
    state = state_of(app.config)
    if state.says_notices:
        for name, line, text in json.loads(state.gallery_state)["notices"]:
            path = state.session.gallery / f"{name}.py"
            say(wording.NOTICE.format(path=path, line=line, text=text))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the build's paths and the wrapper."""
    app.setup_extension("course.base.state")
    gallery_hooks.without_matplotlib()
    app.connect("builder-inited", bring_records, priority=100)
    app.connect("env-before-read-docs", say_notices)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
