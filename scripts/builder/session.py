"""The scripts and the records that conf.py names, for the tools that run without Sphinx.

Usage::

    session = course_session()
    run_missing(session.scripts(), session.store, session.time_limit)
"""

from __future__ import annotations

from course.records.session import Session, configured_session, declare
from project import SOURCE
from sphinx.config import Config
from sphinx.util.tags import Tags


def course_session() -> Session:
    """Read conf.py, and return what the build reads."""
    config = Config.read(SOURCE, overrides={}, tags=Tags())
    declare(config.add)
    return configured_session(SOURCE, config)
