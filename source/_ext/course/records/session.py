"""The scripts and the records of the running build, for all who quote them. Usage::

session = session_of(env.config)
script = session.script("02_autograd/plot_accumulation")
record = session.store.load(script)
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.typing import ExtensionMetadata

from ..base.errors import CourseError
from ..base.settings import settings_of
from ..base.state import WAITS, state_of
from ..scripts.listing import script_names
from ..scripts.script import Script, read_script
from .store import RecordStore


@dataclass
class Session:
    """The scripts and records of the running build; ``time_limit``: seconds for a script."""

    gallery: Path
    store: RecordStore
    time_limit: float = 300

    @cached_property
    def names(self) -> list[str]:
        """The names of its scripts, looked for once."""
        return script_names(self.gallery)

    def script(self, name: str) -> Script:
        """Read a script. Raises CourseError when there is none, or more than one."""
        return read_script(self.gallery, name, self.names)

    def scripts(self) -> list[Script]:
        """Read every script."""
        return [self.script(name) for name in self.names]


def configured_session(source: Path, config: Config) -> Session:
    """Return the scripts and records that a configuration names."""
    settings = settings_of(config)
    gallery, records, lock_file = (
        (source / name).resolve()
        for name in (settings.gallery, settings.records, settings.lock_file)
    )
    store = RecordStore(records, lock_file, source.resolve().parent)
    return Session(gallery, store, settings.time_limit)


def session_of(config: Config) -> Session:
    """Return the scripts and records of the running build."""
    session = state_of(config).session
    assert isinstance(session, Session), "run/gallery_execution.py starts it at builder-inited"
    return session


def start_session(app: Sphinx) -> None:
    """Look at the scripts and the records, unless they were looked at and only texts changed."""
    state = state_of(app.config)
    if state.session is None or not state.only_texts_changed:
        state.session = configured_session(Path(app.srcdir), app.config)


def load_records(app: Sphinx) -> None:
    """Load all records: no edit of a text changes any; what is wrong, the build says."""
    start_session(app)
    session = session_of(app.config)
    with contextlib.suppress(CourseError, OSError):
        for script in session.scripts():
            session.store.load(script)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Load them while a job waits."""
    app.setup_extension("course.base.state")
    app.connect(WAITS, load_records)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
