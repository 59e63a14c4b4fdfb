"""Extensions lengthen lists of the configuration; no build sees what another one added."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.course import Course


def written_at(built: Path) -> int:
    """When a page was last written."""
    return (built / "chapitres/01-essai.html").stat().st_mtime_ns


@pytest.mark.parametrize("builder", ["html", "revealjs"])
def test_a_second_build_in_one_process_writes_nothing_again(course: Course, builder: str) -> None:
    """A longer list would be a changed configuration."""
    course.chapter("Un mot.")
    first = written_at(course.build(builder).folder)
    second = course.build(builder)
    assert second.read == []
    assert written_at(second.folder) == first


def test_sphinx_s_own_default_stays_empty(course: Course) -> None:
    """It is one list for all the builds of a process."""
    from sphinx.config import Config

    course.chapter("Un mot.")
    course.build()
    assert Config.config_values["templates_path"].default == []
