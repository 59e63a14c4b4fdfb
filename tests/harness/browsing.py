"""Pages of a real browser, watched for errors and for outside requests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page


@dataclass
class Watched:
    """A page of the browser, with what went wrong in it and what it asked for."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def outside(self, *allowed: str) -> list[str]:
        """Return the requests that left the site."""
        return [url for url in self.requests if not url.startswith((*allowed, "data:", "blob:"))]


class Opener:
    """Opens watched pages, and closes them with the test."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self.contexts: list[Any] = []

    def __call__(
        self,
        path: str,
        width: int = 1360,
        height: int = 900,
        scheme: str = "light",
        *,
        touch: bool = False,
    ) -> Watched:
        """Open a path of the site, or a file:// address; under a finger with ``touch``."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
            has_touch=touch,
            is_mobile=touch,
        )
        self.contexts.append(context)
        watched = Watched(context.new_page())
        watched.page.on("pageerror", lambda error: watched.errors.append(str(error)))
        watched.page.on(
            "console",
            lambda message: (
                watched.errors.append(message.text)
                if message.type in ("error", "warning")
                else None
            ),
        )
        watched.page.on("request", lambda request: watched.requests.append(request.url))
        url = path if path.startswith("file:") else f"{self.address}/{path}"
        watched.page.goto(url, wait_until="load")
        return watched


def violations(page: Page, context: str = "html", rules: list[str] | None = None) -> list[str]:
    """Return axe's violations in a part of the page, each with its first faulty nodes."""
    options = {"runOnly": rules} if rules else None
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [
        f"{rule['id']} ({len(rule['nodes'])}) : {rule['nodes'][0]['html'][:160]}" for rule in found
    ]
