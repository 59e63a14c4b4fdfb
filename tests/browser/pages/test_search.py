"""The search over the real course: as one types, forgiving, from the disk too."""

from __future__ import annotations

import re

import pytest
from harness.browsing import Opener, violations
from harness.course import ROOT

SITE = ROOT / "build" / "site"


def test_a_name_of_code_is_found_wherever_the_chapters_have_it(visit: Opener) -> None:
    """In their prose as in their code, the section that teaches it first."""
    page = visit("html/search.html?q=zero_grad").page
    page.wait_for_selector("ul.search li")
    having, found = page.evaluate(
        """() => {
            const { sections, rank } = window.courseSearch;
            const place = (section) => section.page + "#" + section.anchor;
            const has = ({ prose, code }) => /\\bzero_grad\\b/.test(prose + code);
            const found = rank("zero_grad").results.map(({ section }) => place(section));
            return [sections().filter(has).map(place), found];
        }"""
    )
    assert len(having) >= 20
    assert set(having) <= set(found)
    assert found[0] == "chapitres/02-autograd#effacer-avant-de-recommencer"


@pytest.mark.parametrize("width", [390, 1360])
def test_answers_come_as_one_types(visit: Opener, width: int) -> None:
    """From the disk, on a telephone by the button of its header; arrows, Enter and Escape."""
    seen = visit((SITE / "html/chapitres/01-tenseurs.html").as_uri(), width)
    page = seen.page
    assert not any("searchindex" in request for request in seen.requests)
    if width < 1000:
        page.locator(".search-button").click()
    else:
        page.locator(".sidebar-search").click()
    page.wait_for_function("document.activeElement.name === 'q'")
    page.keyboard.type("graphes de calc")
    best = page.locator(".search-panel ul.search a").first
    best.wait_for()
    assert best.locator(".search-title").inner_text() == "Le graphe de calcul"
    box = best.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert violations(page, ".search-panel") == []
    page.keyboard.press("ArrowDown")
    assert best.evaluate("link => link === document.activeElement")
    page.keyboard.press("Escape")
    assert page.locator(".search-panel").is_hidden()
    page.keyboard.type("u")
    best.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/02-autograd.html#le-graphe-de-calcul")


def test_what_was_meant_is_offered_and_asked(visit: Opener) -> None:
    """Nothing in the course is spelt so."""
    page = visit("html/search.html?q=permutte").page
    offer = page.locator("#search-results .search-meant button")
    offer.wait_for()
    assert (
        page.locator("#search-results .search-meant").inner_text().startswith("Vouliez-vous dire")
    )
    assert offer.inner_text() == "permute"
    offer.click()
    assert page.locator(".search-form input").input_value() == "permute"
    page.wait_for_function("document.querySelector('#search-results .search-meant').hidden")


def test_formulas_are_readable_in_excerpts(visit: Opener) -> None:
    """Their LaTeX is no text."""
    page = visit("html/search.html?q=tenseur").page
    page.wait_for_selector("ul.search li")
    proses = page.evaluate("window.courseSearch.sections().map(section => section.prose)")

    assert [prose for prose in proses if re.search(r"\\(frac|eta|partial|ell)\b", prose)] == []
    assert any("x² + 3x" in prose for prose in proses)


def test_a_result_shows_its_section_its_chapter_and_what_was_found(visit: Opener) -> None:
    """Also from the disk, where a page may fetch no other."""
    for seen in (
        visit("html/search.html?q=produits+matriciels"),
        visit((SITE / "html/search.html").as_uri() + "?q=produits+matriciels"),
    ):
        best = seen.page.locator("ul.search li").first
        best.wait_for()
        assert best.locator(".search-title").inner_text() == "Le produit matriciel, à la main"
        assert best.locator(".search-place").inner_text() == "01. Les tenseurs"
        marked = best.locator(".context mark").all_inner_texts()  # in whatever form
        assert {"produit", "matriciel"} <= set(marked)
        assert seen.errors == []


def test_the_keyboard_finds_opens_and_goes_to_the_slides(visit: Opener) -> None:
    """The foot of the page says which keys."""
    page = visit("html/chapitres/01-tenseurs.html").page
    assert "/ rechercher" in page.locator(".keys").inner_text()
    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.name === 'q'")
    page.keyboard.type("graphes de calcul")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results a")
    page.locator("#search-results a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/02-autograd.html#le-graphe-de-calcul")
    page.wait_for_selector(".highlighted")
    page.keyboard.press("t")
    page.wait_for_url("**/slides/chapitres/02-autograd.html*#/le-graphe-de-calcul")


def test_the_key_opens_the_drawer_of_a_phone_with_a_keyboard(visit: Opener) -> None:
    """A tablet in portrait hides the sidebar, the search field with it."""
    page = visit("html/chapitres/01-tenseurs.html", 600, 900).page
    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.name === 'q'")
    page.wait_for_function(
        "document.querySelector('.sidebar-search').getBoundingClientRect().right > 0"
    )
