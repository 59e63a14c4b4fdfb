"""The scripts and records of a build: looked at while a job of ``make live`` waits."""

from __future__ import annotations

import pytest
from course.base.state import WAITS, CourseState, state_of
from course.records.session import Session, session_of, start_session
from harness.course import Course
from sphinx.application import Sphinx


@pytest.fixture
def waiting(course: Course) -> Sphinx:
    """A build that has no session yet, and waits for an edit."""
    app = course.build().app
    state_of(app.config).session = None
    app.emit(WAITS)
    return app


def edit(app: Sphinx, texts: frozenset[str] | None) -> tuple[Session, CourseState]:
    """Say what changed; return the session before it, and the state."""
    before, state = session_of(app.config), state_of(app.config)
    state.changed_texts = texts
    start_session(app)
    return before, state


def test_an_edited_text_is_built_with_the_records_loaded_before_it(waiting: Sphinx) -> None:
    """None of them can be another one, and loading them takes a thirtieth of a page's time."""
    before, state = edit(waiting, frozenset({"chapitres/01-essai"}))
    assert state.session is before
    assert before.names


def test_any_other_edit_has_the_scripts_looked_at_again(waiting: Sphinx) -> None:
    """One of them may have changed, or a file that it read."""
    before, state = edit(waiting, None)
    assert state.session is not before
    assert state.session.names == before.names


def test_a_script_that_cannot_be_read_is_left_to_the_build(course: Course) -> None:
    """The author has not saved anything yet: the next edit may mend it."""
    app = course.build().app
    (course.root / "gallery/plot_un.py").write_text("def", encoding="utf-8")
    state_of(app.config).session = None
    app.emit(WAITS)
    assert session_of(app.config).names
