"""Who reads the small course of a module, its fixture ``small``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from decks import projection
from harness.browsing import Opener
from playwright.sync_api import Browser


@pytest.fixture
def reader(chromium: Browser, small: Path) -> Iterator[Opener]:
    """Who opens these pages."""
    with projection.served(small) as address:
        opener = Opener(chromium, address)
        yield opener
        for context in opener.contexts:
            context.close()
