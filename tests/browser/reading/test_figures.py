"""A figure fills the screen at a click, twice as large at another one."""

from __future__ import annotations

from harness.browsing import Opener, violations
from playwright.sync_api import Page, expect

PAGE = "html/chapitres/02-autograd.html"


def opened(visit: Opener, width: int, height: int) -> Page:
    """Click on the chapter's first figure."""
    page = visit(PAGE, width, height, "dark").page
    page.locator("article figure img:visible").first.click()
    return page


def test_a_figure_fills_the_screen(visit: Opener) -> None:
    """Its dark version on a dark page, with its description."""
    page = opened(visit, 390, 844)
    viewer = page.locator(".figure-viewer")
    assert viewer.evaluate("one => one.open")
    image = viewer.locator("img")
    assert "dark" in str(image.get_attribute("src"))
    assert image.get_attribute("alt")
    box = image.bounding_box()
    assert box
    assert box["width"] == 390
    assert violations(page, ".figure-viewer") == []


def test_a_second_click_makes_it_larger_than_the_screen(visit: Opener) -> None:
    """One moves in it; Escape closes it."""
    page = opened(visit, 390, 844)
    image = page.locator(".figure-viewer img")
    image.click()
    box = image.bounding_box()
    assert box
    assert box["width"] >= 1000
    page.keyboard.press("Escape")
    expect(page.locator(".figure-viewer")).to_be_hidden()


def test_the_keyboard_has_a_button(visit: Opener) -> None:
    """Its name says what it does, the figure comes back to where one was."""
    page = visit(PAGE, 1360, 900).page
    button = page.get_by_role("button", name="Agrandir la figure").first
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Fermer").click()
    expect(button).to_be_focused()
