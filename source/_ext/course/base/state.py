"""The one state of a running build, on its configuration: reachable from everywhere, saved nowhere.

Who starts Sphinx may hand it over; else it is made when the configuration is read. Usage::

    Sphinx(…, confoverrides={"course_state": CourseState(changed_texts=frozenset())})
    state_of(app.config).changed_texts       # or env.config, self.config in a directive

A job of ``make live`` waits, with Sphinx ready, for its author's next edit. The event
``course-waits`` comes before that: what any edit will want is made ready there. Usage::

    app.connect(WAITS, lambda app: template())
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

WAITS = "course-waits"


@dataclass
class CourseState:
    """What a build knows while it runs."""

    # The texts that changed since the last whole build; None: look at everything.
    changed_texts: frozenset[str] | None = None
    # Called once Sphinx is ready, before anything looks at the scripts: another process may
    # run them meanwhile, and what changed may not be known yet.
    wait_for_scripts: Callable[[Sphinx], object] | None = None
    interpreter: Any = None  # run/ready_interpreter.py: one that several builds may share
    session: Any = None  # records/session.py: the scripts and their records
    gallery_state: str = ""  # run/gallery_pages.py: of which state the scripts' pages are
    says_notices: bool = True  # false: another job of the same build does
    # pages/freshness.py: what was shown of the documents, and used, before they were read.
    contents_before: dict[str, str] = field(default_factory=dict)
    files_before: tuple[set[str], set[str]] = (set(), set())
    other_pages: set[str] = field(default_factory=set)  # written for no document
    targets: Any = None  # deck/links.py: places of the pages that have no deck
    sidebar: Any = None  # pages/sidebar.py: what its entries have in common

    @property
    def only_texts_changed(self) -> bool:
        """Tell whether some texts changed at most: no script, no record, no setting."""
        return self.changed_texts is not None

    def __reduce__(self) -> tuple[type[CourseState], tuple[()]]:
        """Stay out of what Sphinx saves of its configuration."""
        return CourseState, ()


def state_of(config: Config) -> CourseState:
    """Return the state of the build of this configuration."""
    state = config.course_state
    assert isinstance(state, CourseState)
    return state


def make_state(app: Sphinx, config: Config) -> None:
    """Make the state that nobody handed over."""
    if config.course_state is None:
        config.course_state = CourseState()


def setup(app: Sphinx) -> dict[str, Any]:
    """Come first of all."""
    app.add_config_value("course_state", None, "", [CourseState, type(None)])
    app.add_event(WAITS)
    app.connect("config-inited", make_state, priority=0)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
