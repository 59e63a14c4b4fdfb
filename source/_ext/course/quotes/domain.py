"""Which chapter quotes which script: exact rebuilds, and links both ways.

``snippet`` and ``value`` note each quote here. A chapter is read again when a
script it quotes has changed (its text or its results), and no other chapter is;
a touch of the file changes nothing. Usage, in a directive::

    script, record = quote(env, "02_autograd/plot_accumulation")
"""

from __future__ import annotations

import hashlib
from typing import Any, ClassVar

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ..base import wording
from ..base.addresses import script_shown
from ..base.errors import CourseError
from ..base.lending import NotingDomain
from ..base.state import state_of
from ..records.record import Record
from ..records.session import session_of
from ..scripts.script import Script


class CourseDomain(NotingDomain):
    """Remembers, by document, the scripts quoted and their state then."""

    name = "course"
    label = "course"
    notes = "quotes"
    data_version = 1
    initial_data: ClassVar[dict[str, Any]] = {"quotes": {}}

    @property
    def quotes(self) -> dict[str, dict[str, str]]:
        """``{docname: {script: state}}``."""
        return self.data["quotes"]

    def lent(self) -> dict[str, list[str]]:
        """Return who quotes what: a script's page says it."""
        return {
            docname: sorted(scripts)
            for docname, scripts in self.quotes.items()
            if not script_shown(self.env.config, docname)
        }

    def chapters_quoting(self, script: str) -> list[str]:
        """List the documents, generated pages aside, that quote ``script``."""
        return sorted(
            docname
            for docname, scripts in self.quotes.items()
            if script in scripts and not script_shown(self.env.config, docname)
        )


def domain_of(env: BuildEnvironment) -> CourseDomain:
    """Return the course's domain."""
    domain = env.get_domain("course")
    assert isinstance(domain, CourseDomain)
    return domain


def quote(env: BuildEnvironment, name: str) -> tuple[Script, Record]:
    """Return the script and its record, and note that the current document quotes it.

    Raises CourseError: unknown script, or no record yet.
    """
    session = session_of(env.config)
    script = session.script(name)
    record = session.store.load(script)
    if record is None:
        raise CourseError(wording.NOT_RECORDED.format(script=script.name))
    state = _state(script, record.state)
    domain_of(env).quotes.setdefault(env.current_document.docname, {})[script.name] = state
    return script, record


def _state(script: Script, record: str) -> str:
    return hashlib.sha256(f"{record} {script.text}".encode()).hexdigest()[:16]


def outdated(app: Sphinx, env: BuildEnvironment, *changes: set[str]) -> list[str]:
    """List the documents whose quoted scripts are no longer what they were."""
    if state_of(app.config).only_texts_changed:
        return []
    current: dict[str, str] = {}
    found = []
    for docname, scripts in domain_of(env).quotes.items():
        for name in scripts:
            if name not in current:
                current[name] = _current_state(app, name)
        if any(current[name] != state for name, state in scripts.items()):
            found.append(docname)
    return found


def _current_state(app: Sphinx, name: str) -> str:
    session = session_of(app.config)
    try:
        script = session.script(name)
    except CourseError:
        return "gone"
    record = session.store.load(script)
    return _state(script, record.state) if record else "not recorded"


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the domain."""
    app.add_domain(CourseDomain)
    app.connect("env-get-outdated", outdated)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
