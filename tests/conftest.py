"""What the tests share: small courses written in the test, and the real site.

``course`` builds a course of one's own: scripts and chapters given as text, run
and rendered for real. ``site`` is the whole course as ``make site`` leaves it.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from harness.checkout import command
from harness.course import ROOT, Course

SITE_SECONDS = 900  # from nothing, every script runs; a test's limit counts its fixtures
# What shows scripts, and is not about their runs: folders of tests/unit.
SPARED = {"assets", "deck", "exercises", "maths", "pages", "quizzes", "quotes", "slides"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the tests that may have to build the whole site the time for it."""
    for item in items:
        if "site" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.timeout(SITE_SECONDS), append=False)


@pytest.fixture
def course(tmp_path: Path, request: pytest.FixtureRequest) -> Course:
    """A small course to fill and build."""
    course = Course(tmp_path)
    course.spared = request.path.parent.name in SPARED
    return course


@pytest.fixture(scope="session")
def site() -> Path:
    """The real course, built in full: pages, decks and front page."""
    subprocess.run(command(ROOT, "build", "site", "html", "slides"), check=True, cwd=ROOT)
    return ROOT / "build" / "site"
