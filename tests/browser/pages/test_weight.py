"""What a first visit costs, figures apart, as a web server sends it (gzip)."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import urlparse

import pytest
from harness.browsing import Opener

COMPRESSED = {".html", ".css", ".js", ".svg"}


def weigh(site: Path, requests: list[str]) -> tuple[float, float, int]:
    """Return kilobytes as stored, kilobytes as sent, and the number of requests."""
    stored = sent = 0
    files = {urlparse(url).path.lstrip("/") for url in requests}
    files = {name for name in files if "_images" not in name}
    for name in files:
        content = (site / name).read_bytes()
        stored += len(content)
        sent += len(gzip.compress(content) if Path(name).suffix in COMPRESSED else content)
    return stored / 1024, sent / 1024, len(files)


@pytest.mark.parametrize(("side", "limit"), [("html", 140), ("slides", 140)])
def test_a_chapter_is_light(
    visit: Opener, site: Path, some_chapters: list[str], side: str, limit: int
) -> None:
    """A poor connection, a shared phone: the bar of the project."""
    for chapter in some_chapters:
        seen = visit(f"{side}/chapitres/{chapter}.html", 1280, 720)
        seen.page.wait_for_load_state("networkidle")
        stored, sent, count = weigh(site, seen.requests)
        print(f"{side}/{chapter} : {stored:.0f} Ko, {sent:.0f} Ko compressés, {count} requêtes")
        assert sent <= limit
        assert count <= 26
