"""Page and deck are two views of the same spot."""

from __future__ import annotations

import re
from pathlib import Path

from harness.browsing import Opener


def test_every_heading_leads_to_its_slide_and_back(site: Path, chapters: list[str]) -> None:
    """All of them, by their addresses: each target exists on the other side."""
    assert chapters
    for chapter in chapters:
        page = (site / f"html/chapitres/{chapter}.html").read_text(encoding="utf-8")
        deck = (site / f"slides/chapitres/{chapter}.html").read_text(encoding="utf-8")
        to_slides = re.findall(r'class="slide-link" href="[^"#]*#/([^"]+)"', page)
        slides = re.findall(r"<section ([^>]*)>", deck)
        to_page = [
            re.findall(r'data-page="([^"]+)"|$', one)[0] or one.split('"')[1] for one in slides
        ]
        assert len(to_slides) >= 20
        assert [name for name in to_slides if f'<section id="{name}"' not in deck] == []
        assert [name for name in to_page if f'id="{name}"' not in page] == []


def test_following_a_link_to_a_slide_and_coming_back(
    visit: Opener, some_chapters: list[str]
) -> None:
    """A reader clicks; the deck opens there; a key brings the reader back there."""
    for chapter in some_chapters:
        page = visit(f"html/chapitres/{chapter}.html").page
        links = page.locator("a.slide-link")
        for rank in (1, links.count() - 1):
            page.goto(page.url.partition("#")[0])
            href = links.nth(rank).get_attribute("href")
            assert href is not None
            slide = href.partition("#/")[2]
            came_from = href.partition("#")[0].partition("?from=")[2]
            links.nth(rank).click()
            page.wait_for_function("window.Reveal && Reveal.isReady()")
            assert page.evaluate("Reveal.getCurrentSlide().id") == slide
            page.keyboard.press("t")
            slide = came_from or slide
            page.wait_for_url(f"**/html/chapitres/{chapter}.html#{slide}")
            page.evaluate("document.fonts.ready")
            page.wait_for_timeout(200)
            top = page.locator(f"[id='{slide}']").evaluate(
                "node => node.getBoundingClientRect().top"
            )
            at_the_end = page.evaluate(
                "scrollY + innerHeight >= document.documentElement.scrollHeight - 2"
            )
            assert -5 <= top < (900 if at_the_end else 200)


def test_a_slide_has_an_address_of_its_own(visit: Opener, chapters: list[str]) -> None:
    """A lecturer can start from the middle."""
    page = visit(f"slides/chapitres/{chapters[0]}.html").page
    identifier = page.evaluate("Reveal.getSlides()[5].id")
    page.goto(f"{page.url.partition('#')[0]}#/{identifier}")
    page.reload()
    page.wait_for_function("window.Reveal && Reveal.isReady()")
    assert page.evaluate("Reveal.getIndices().h") == 5


def test_from_the_front_page_to_a_chapter_and_to_its_script(visit: Opener) -> None:
    """The way of a first visit."""
    page = visit("index.html").page
    page.locator("a.card").first.click()
    page.wait_for_url("**/html/chapitres/00-installer.html")
    page.locator(".chapter-scripts a").first.click()
    page.wait_for_url("**/html/galerie/00_installer/*.html")
    with page.expect_download() as download:
        page.locator("a.download", has_text=".py").first.click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert "import torch" in text
    page.locator(".quoted-in a").first.click()
    page.wait_for_url("**/html/chapitres/00-installer.html")
