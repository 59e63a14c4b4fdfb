"""Pages as a student meets them: on a phone, from the disk, in the dark, by search."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from harness.browsing import Opener
from harness.drawn import drawn, drawn_chapters

SCRIPTS = 4  # of which one test looks at the pages


def pages(site: Path, by: str) -> list[str]:
    """Return the addresses of pages of the site, decks apart: of every kind, and drawn ones."""
    found = [*site.glob("html/*.html"), *site.glob("html/galerie/index.html")]
    chapters = [site / f"html/chapitres/{chapter}.html" for chapter in drawn_chapters(by)]
    scripts = drawn(sorted(site.glob("html/galerie/*/[ep]*_*.html")), SCRIPTS, by)
    sections = sorted({script.parent / "index.html" for script in scripts})
    found = [site / "index.html", *sorted(found), *chapters, *scripts, *sections]
    return [path.relative_to(site).as_posix() for path in found]


def test_pages_load_without_an_error_or_an_outside_request(visit: Opener, site: Path) -> None:
    """Of every kind."""
    for path in pages(site, "load"):
        seen = visit(path)
        seen.page.wait_for_load_state("networkidle")
        assert (path, seen.errors) == (path, [])
        assert (path, seen.outside(visit.address)) == (path, [])


@pytest.mark.parametrize(
    "path", ["index.html", "html/chapitres/{}.html", "slides/chapitres/{}.html", "html/index.html"]
)
def test_the_site_opens_from_the_disk(
    visit: Opener, site: Path, some_chapters: list[str], path: str
) -> None:
    """A USB stick is enough."""
    for name in sorted({path.format(chapter) for chapter in some_chapters}):
        seen = visit((site / name).as_uri())
        seen.page.wait_for_timeout(300)
        assert seen.errors == []
        assert seen.outside("file://") == []


def test_no_page_scrolls_sideways_on_a_phone(visit: Opener, site: Path) -> None:
    """390 px wide: code and tables scroll in their own box."""
    for path in pages(site, "phone"):
        page = visit(path, 390, 844).page
        width = page.evaluate("document.documentElement.scrollWidth")
        assert (path, width) == (path, 390)


def test_figures_keep_their_proportions_on_a_phone(visit: Opener, some_chapters: list[str]) -> None:
    """No blank above and below a drawing made for a wider screen."""
    for chapter in some_chapters:
        page = visit(f"html/chapitres/{chapter}.html", 390, 844).page
        drawn = page.evaluate(
            """() => [...document.querySelectorAll("figure img")]
                .map(image => { image.loading = "eager"; return image; })
                .filter(image => image.getClientRects().length)
                .map(image => [image.clientWidth / image.clientHeight,
                               image.getAttribute("width") / image.getAttribute("height")])"""
        )
        assert drawn
        for seen, _ in drawn:
            assert seen > 0.5


def test_code_can_be_copied_and_output_cannot(visit: Opener, chapters: list[str]) -> None:
    """What one copies is code that runs."""
    page = visit(f"html/chapitres/{chapters[0]}.html").page
    page.wait_for_selector(".snippet button.copy", state="attached")
    assert page.locator(".snippet-output button.copy").count() == 0
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    block = page.locator(".snippet .highlight").first
    block.hover()
    block.locator("button.copy").click()
    page.wait_for_timeout(200)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == block.locator("pre").inner_text().strip()


def test_every_figure_has_a_written_description(site: Path, chapters: list[str]) -> None:
    """A sentence, not a file name."""
    for chapter in chapters:
        page = BeautifulSoup((site / f"html/chapitres/{chapter}.html").read_bytes(), "html.parser")
        texts = [str(image["alt"]) for image in page.select("figure img")]
        assert texts
        assert [text for text in texts if len(text.split()) < 5] == []


def test_mathematics_needs_no_script(visit: Opener, chapters: list[str], chromium: object) -> None:
    """Formulas are in the page: with JavaScript off they are read all the same."""
    context = chromium.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(f"{visit.address}/html/chapitres/02-autograd.html")
    assert page.locator(".katex-html").first.is_visible()
    context.close()


def test_the_contents_mark_the_section_being_read(visit: Opener, chapters: list[str]) -> None:
    """In a long page one sees where one is, and goes back to the top."""
    page = visit(f"html/chapitres/{chapters[0]}.html", 1360, 900).page
    link = page.locator(".toc-tree ul ul a").nth(3)
    link.click()
    page.wait_for_function(
        "href => document.querySelector(`.toc-tree a[href='${href}']`)"
        ".closest('li').classList.contains('scroll-current')",
        arg=link.get_attribute("href"),
    )
    assert page.locator(".scroll-current > a").count() >= 2  # the section and the one around it
    page.mouse.wheel(0, -200)
    page.locator(".back-to-top").click()
    page.wait_for_function("scrollY === 0")


def test_the_button_goes_round_light_and_dark(visit: Opener, chapters: list[str]) -> None:
    """From automatic to the other one, this one, and automatic again; kept on the next page."""
    page = visit(f"html/chapitres/{chapters[0]}.html", 1360, 900).page
    button = page.locator(".content-icon-container .theme-toggle")
    seen = []
    for _ in range(3):
        button.click()
        seen.append(page.evaluate("document.body.dataset.theme"))
    assert seen == ["dark", "light", "auto"]
    button.click()
    page.reload()
    assert page.evaluate("document.body.dataset.theme") == "dark"
