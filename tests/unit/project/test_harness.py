"""The small courses of the tests are built as a real one is."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.course import Course, build_pages


def test_a_second_build_writes_only_the_documents_that_changed(course: Course) -> None:
    """Were all of them written again, no test would see that one is stale."""
    course.chapter("Un mot.\n")
    course.chapter("Deux mots.\n", "02-deux.rst")
    folder = course.build().folder / "chapitres"
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    course.chapter("Un autre mot.\n")
    assert course.build().read == ["chapitres/01-essai"]
    after = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert [name for name in after if after[name] != before[name]] == ["01-essai.html"]


def test_pages_whose_build_fails_fail_the_test(tmp_path: Path) -> None:
    """A test that looks for no warning must not pass because nothing was built."""
    with pytest.raises(AssertionError, match="inexistante"):
        build_pages(tmp_path, {"index.rst": "Titre\n=====\n"}, extensions=["course.inexistante"])
