"""Built decks in a real browser, from a local server: for checks and for printing.

Usage::

    with served(folder) as address, chromium() as browser:
        page = open_deck(browser, f"{address}/chapitres/01-tenseurs.html")
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from configured import SETTINGS
from course.base.errors import CourseError, nearest
from install.find_browser import find_or_install
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_running: list[Browser] = []
READY = "window.Reveal && Reveal.isReady()"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server that does not comment on each request, and keeps a connection for the next."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; gives its address."""
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Give a Chromium of this machine: the one already running, or a new one.

    Playwright allows one driver a thread; a check called within another shares it.
    """
    if _running:
        yield _running[0]
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_or_install(), args=FLAGS)
        _running.append(browser)
        try:
            yield browser
        finally:
            _running.clear()
            browser.close()


def open_deck(browser: Browser, url: str, width: int = 1280, height: int = 720) -> Page:
    """Open a deck in a context of its own and wait for reveal.js and the fonts."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(url, wait_until="load")
    page.wait_for_function(READY)
    page.evaluate("document.fonts.ready")
    return page


def wait_for_images(page: Page, within: str = "document") -> None:
    """Wait for the images that are shown in a node, an expression."""
    page.wait_for_function(
        f"[...{within}.querySelectorAll('img')]"
        ".every(one => one.complete || !one.getClientRects().length)"
    )


def decks_in(folder: Path, only: str = "") -> list[Path]:
    """Return the chapters' decks of a built folder, in order; or those whose name starts so.

    Raises CourseError when there are decks, and none of that name.
    """
    decks = sorted((folder / SETTINGS.chapters).glob("*.html"))
    chosen = [path for path in decks if path.stem.startswith(only)]
    if decks and not chosen:
        names = [path.stem for path in decks]
        raise CourseError(f"aucun diaporama « {only} »" + nearest(only, names))
    return chosen
