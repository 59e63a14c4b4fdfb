"""What a script prints when it is run alone, and what the page shows that it prints. Usage::

course.script(TEXT)
assert shown(course) == alone(course)
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from course.records.record import Record
from course.records.session import configured_session

from harness.course import Course

NAME = "01_essai/plot_un"


def alone(course: Course, name: str = NAME) -> str:
    """Return what ``python plot_un.py`` prints, in a copy of its folder that nobody else has.

    The file is named as the page names it.
    """
    script = course.root / f"gallery/{name}.py"
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place).resolve() / script.parent.name
        shutil.copytree(script.parent, folder)
        done = subprocess.run(
            [sys.executable, "-B", str(folder / script.name)],
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
        )
        printed = done.stdout.decode(errors="backslashreplace")
        assert done.returncode == 0, printed
        return printed.replace(f"{folder}/", "").replace(str(folder), ".")


def _environment() -> dict[str, str]:
    ours = ("PYTHON", "PYTEST", "MPL", "DISPLAY")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "OMP_NUM_THREADS": "1", "PYTHONUNBUFFERED": "1"}


def recorded(course: Course, name: str = NAME) -> Record:
    """Build the course; return what it keeps of a script."""
    built = course.build()
    assert built.error == "", built.error
    session = configured_session(course.root / "source", built.app.config)
    record = session.store.load(session.script(name))
    assert record, "the build has run it"
    return record


def shown(course: Course, name: str = NAME) -> str:
    """Build the course; return the outputs of the script's cells, joined."""
    return "".join(cell.stdout for cell in recorded(course, name).cells)
