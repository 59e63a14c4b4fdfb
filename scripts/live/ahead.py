"""What every next build would read, read ahead in the process whose copies the jobs are.

The names that code has in documentations are a sixth of a page's time, and the same for all
edits of a text. Usage::

    read_scripts()          # when a script may have changed; the others cost their records
"""

from __future__ import annotations

import contextlib

from builder.session import course_session
from course.pages.quoted_code.documentation_links import cells_of
from sphinx.errors import SphinxError


def read_scripts() -> None:
    """Find the documented names of the scripts; a script that cannot be read is its build's."""
    with contextlib.suppress(SphinxError):
        session = course_session()
        for script in session.scripts():
            cells_of(session, script.name)
