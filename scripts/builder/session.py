"""The scripts and the records of the course, for the tools: what the build reads.

Usage::

    session = course_session()
    run_missing(session.scripts(), session.store, session.time_limit)
"""

from __future__ import annotations

from configured import GALLERY, LOCK_FILE, RECORDS, SETTINGS
from course.records.session import Session
from course.records.store import RecordStore
from project import ROOT


def course_session() -> Session:
    """Return them, as conf.py places them."""
    store = RecordStore(RECORDS, LOCK_FILE, ROOT)
    return Session(GALLERY, store, SETTINGS.time_limit)
