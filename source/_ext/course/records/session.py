"""The scripts and the records of the running build, for all who quote them. Usage::

session = current_session()
script = read_script(session.gallery, "02_autograd/plot_accumulation", session.names)
record = session.store.load(script)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..scripts.script import script_names
from .store import RecordStore


@dataclass
class Session:
    """The scripts and records of the running build."""

    gallery: Path
    store: RecordStore

    @cached_property
    def names(self) -> list[str]:
        """The names of its scripts, looked for once."""
        return script_names(self.gallery)


_session: Session | None = None


def begin(session: Session) -> None:
    """Make this the session of the running build."""
    global _session
    _session = session


def is_ours(path: Path) -> bool:
    """Tell whether a file is a script of the running build."""
    return _session is not None and path.is_relative_to(_session.gallery)


def current_session() -> Session:
    """Return the running build's scripts and records."""
    assert _session is not None, "execution.start_session runs at builder-inited"
    return _session
