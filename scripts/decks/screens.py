"""Show the decks on every kind of screen, and list what one could not see there.

``python scripts check-slides --screens``: each slide with all its steps, as it is and with
the lecturer's larger text (130 %), on projectors, on 4K, on a phone upright and lying. What
a slide has to be scrolled for is seen; what is cut, or under the footer, is not::

    for complaint in cut_on(browser, url, Screen(3840, 2160)): …
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from decks.projection import chromium, decks_in, open_deck, served, wait_for_images

CUT_CONTENT = Path(__file__).with_name("cut_content.js").read_text(encoding="utf-8")
SHOW = """([rank, larger]) => {
    const slide = Reveal.getSlides()[rank];
    if (document.documentElement.classList.contains("phone")) {
        slide.closest(".scroll-page").scrollIntoView();
        CourseDeck.fit(slide);
        slide.querySelectorAll(".fragment").forEach(one => one.classList.add("visible"));
    } else {
        Reveal.slide(rank, 0, 999);
    }
    document.documentElement.style.setProperty("--size", larger);
    document.documentElement.classList.toggle("larger", larger > 1);
    slide.querySelectorAll("img").forEach(one => { one.loading = "eager"; });
    return slide.id;
}"""


@dataclass(frozen=True)
class Screen:
    """A window, and how much larger the lecturer has made the text."""

    width: int
    height: int
    larger: float = 1

    def __str__(self) -> str:
        """Say it as one reads it on a box."""
        larger = f", texte à {self.larger:.0%}".replace("%", "\u202f%") if self.larger > 1 else ""
        return f"{self.width} × {self.height}{larger}"


SIZES = [(1280, 720), (1024, 768), (1920, 1080), (3840, 2160), (390, 844), (844, 390)]
SCREENS = [Screen(*size, larger) for larger in (1, 1.3) for size in SIZES]


def cut_on(browser: Browser, url: str, screen: Screen, every: int = 1) -> Iterator[str]:
    """Yield what is cut in a deck on a screen; ``every`` looks at one slide out of so many."""
    page = open_deck(browser, url, screen.width, screen.height)
    for rank in range(0, page.evaluate("Reveal.getTotalSlides()"), every):
        slide = page.evaluate(SHOW, [rank, screen.larger])
        wait_for_images(page, f"Reveal.getSlides()[{rank}]")  # measured with them
        found: Any = page.evaluate(f"rank => ({CUT_CONTENT})(Reveal.getSlides()[rank])", rank)
        for what in found:
            yield f"{Path(url).stem}#/{slide} ({screen}) : {what}"
    page.context.close()


def check_screens(folder: Path, only: str = "") -> list[str]:
    """Return what is cut in the decks of a folder, or in one, on all screens."""
    complaints: list[str] = []
    with served(folder) as address, chromium() as browser:
        for path in decks_in(folder, only):
            print(f"  {path.stem} : {len(SCREENS)} écrans", flush=True)
            for screen in SCREENS:
                url = f"{address}/{path.relative_to(folder)}"
                complaints += cut_on(browser, url, screen)
    return complaints
