"""axe finds nothing to reproach, in light and in dark."""

from __future__ import annotations

import pytest
from browsing import Opener, violations

SCHEMES = ["light", "dark"]
PAGES = [
    "index.html",
    "html/index.html",
    "html/chapitres/01-tenseurs.html",
    "html/chapitres/02-autograd.html",
    "html/galerie/index.html",
    "html/galerie/01_tenseurs/index.html",
    "html/galerie/01_tenseurs/plot_creation.html",
    "html/search.html?q=tenseur",
    "slides/index.html",
]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", PAGES)
def test_pages_have_no_violation(visit: Opener, path: str, scheme: str) -> None:
    """The kinds of pages there are."""
    page = visit(path, scheme=scheme).page
    page.wait_for_load_state("networkidle")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_slides_have_no_violation(visit: Opener, chapters: list[str], scheme: str) -> None:
    """Every slide in its final state."""
    found = {}
    for chapter in chapters:
        page = visit(f"slides/chapitres/{chapter}.html", 1280, 720, scheme).page
        page.wait_for_function("window.Reveal && Reveal.isReady()")
        for rank in range(page.evaluate("Reveal.getTotalSlides()")):
            page.evaluate(f"Reveal.slide({rank}, 0, 999)")
            if wrong := violations(page):
                found[f"{chapter}/{rank + 1}"] = wrong
    assert found == {}
