"""`make live` on a copy of the project, and a page to follow it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from harness.checkout import copy_project
from harness.followed import Live
from playwright.sync_api import Browser, Page, expect


@pytest.fixture(scope="package")
def live(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A copy of the project under `make live`; nothing runs, the records come along."""
    root = tmp_path_factory.mktemp("suivi") / "cours"
    copy_project(root)
    followed = Live(root)
    yield followed
    followed.process.send_signal(signal.SIGINT)
    followed.process.wait(20)
    assert "Arrêté." in followed.log.read_text()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page that may wait long: the machine is shared."""
    context = chromium.new_context(viewport={"width": 1360, "height": 900})
    context.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    yield context.new_page()
    context.close()
