"""`make live` on a copy of the project, and a page to follow it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from harness.checkout import copy_chapter, copy_project
from harness.followed import MEASURED, Live
from live.server import listen
from playwright.sync_api import Browser, Page, expect


@pytest.fixture(scope="module")
def live(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A copy of the project under `make live`; nothing runs, the records come along.

    One chapter is whole, so that it costs the same with twenty others; all are, to be measured.
    """
    root = tmp_path_factory.mktemp("suivi") / "cours"
    if MEASURED:
        copy_project(root)
    else:
        copy_chapter(root, "02-autograd", "02_autograd")
    with listen():  # another course is followed already
        followed = Live(root)
        followed.address()
    yield followed  # it has ended since: its address is free
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
