"""What every next build would read, read ahead in the process whose copies the jobs are.

The colours of code and its names in documentations are a quarter of a page's time, and the same
for all edits of a text. Usage::

    read_scripts()          # when a script may have changed; the others cost their records
"""

from __future__ import annotations

import contextlib

from builder.session import course_session
from course.assets.coloured_code import colour
from course.pages.quoted_code.documentation_links import cells_of
from course.scripts.exercise_source import is_exercise, read_exercise
from sphinx.errors import SphinxError


def read_scripts() -> None:
    """Colour the scripts and find their documented names; what cannot be read is a build's."""
    with contextlib.suppress(SphinxError):
        session = course_session()
        scripts = session.scripts()
        colour(cell.code for script in scripts for cell in script.cells)
        for script in scripts:
            cells_of(session, script.name)
            if is_exercise(script.name):
                read_exercise(script.path)
