"""A term's definition comes to the mouse, the keyboard and the finger, and goes away."""

from __future__ import annotations

from harness.browsing import Opener

CHAPTER = "html/chapitres/02-autograd.html"


def test_the_keyboard_shows_and_hides_a_definition(visit: Opener) -> None:
    """Focus shows it and names it as the link's description; Escape hides it."""
    page = visit(CHAPTER).page
    term = page.locator("a.term").first
    page.keyboard.press("Tab")  # the page knows that the keyboard is in use
    term.focus()
    box = page.locator(".term-box")
    assert box.is_visible()
    assert term.get_attribute("aria-describedby") == box.get_attribute("id")
    assert len(box.inner_text()) > 30
    page.keyboard.press("Escape")
    assert not box.is_visible()
    assert term.get_attribute("aria-describedby") is None


def test_the_mouse_shows_a_definition_inside_the_window(visit: Opener) -> None:
    """On a phone's width too, wherever the word stands in the line; no sideways scroll."""
    page = visit(CHAPTER, 390, 844).page
    for rank in range(min(12, page.locator("a.term").count())):
        term = page.locator("a.term").nth(rank)
        if not term.is_visible():
            continue
        term.hover()
        box = page.locator(".term-box").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_click_goes_to_the_glossary(visit: Opener) -> None:
    """It is a link, with or without JavaScript."""
    page = visit(CHAPTER).page
    page.locator("a.term").first.click()
    page.wait_for_url("**/glossaire.html#term-*")


def test_links_of_the_code_do_not_fill_the_tab_order(visit: Opener) -> None:
    """Each documented name is one stop of Tab, however often it stands on the page."""
    page = visit(CHAPTER).page
    stops = page.locator("pre a:not([tabindex])")
    addresses = stops.evaluate_all("links => links.map(link => link.href)")
    assert len(addresses) == len(set(addresses))
    assert page.locator("pre a").count() > 2 * len(addresses)
