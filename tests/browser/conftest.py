"""A real Chromium on the real site, watched for errors and outside requests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from decks import projection
from harness.browsing import Opener
from harness.drawn import drawn_chapters
from playwright.sync_api import Browser

HERE = Path(__file__).parent
LIVE = HERE / "live"  # what its tests save stays: a second try would find it there


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try once more what failed: a busy machine keeps a browser waiting at any point.

    The summary lists each such test as RERUN: its missing wait is to be found.
    """
    for item in items:
        if item.path.is_relative_to(HERE) and not item.path.is_relative_to(LIVE):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the built site on a local server."""
    with projection.served(site) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser, the same for all tests and for the commands they call."""
    with projection.chromium() as browser:
        yield browser


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Opener]:
    """Open pages in a fresh context each."""
    opener = Opener(chromium, address)
    yield opener
    for context in opener.contexts:
        context.close()


@pytest.fixture(scope="session")
def chapters(site: Path) -> list[str]:
    """The chapters' names: 01-tenseurs, …"""
    return sorted(path.stem for path in (site / "html/chapitres").glob("*.html"))


@pytest.fixture
def some_chapters(request: pytest.FixtureRequest) -> list[str]:
    """A few of them, others for each test; all with ``COURS_ESSAIS=tout``."""
    return drawn_chapters(request.node.name)
