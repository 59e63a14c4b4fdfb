"""A reader says once which system is theirs."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.browsing import Opener, violations
from harness.course import Course
from playwright.sync_api import Page, expect

TABS = """
.. tabs:: Votre système

   .. tab:: Windows (PowerShell)

      Une commande de Windows, {where}.

   .. tab:: Linux

      Une commande de Linux, {where}.

   .. tab:: macOS

      Une commande de macOS, {where}.
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a course that speaks of systems twice, and once more in another chapter."""
    course = Course(tmp_path_factory.mktemp("onglets"))
    course.chapter(TABS.format(where="en haut") + "\nTexte.\n" * 60 + TABS.format(where="en bas"))
    course.chapter(TABS.format(where="ailleurs"), "02-autre.rst")
    built = course.build()
    assert (built.error, built.warnings) == ("", "")
    return built.folder


def shown(page: Page) -> list[str]:
    """Return the commands that one sees."""
    return page.locator(".tab p:not(.tab-name):visible").all_inner_texts()


def test_the_tab_of_ones_machine_is_open(reader: Opener) -> None:
    """The tests run on Linux, whose tab is not the first."""
    seen = reader("chapitres/01-essai.html")
    assert shown(seen.page) == ["Une commande de Linux, en haut.", "Une commande de Linux, en bas."]
    assert violations(seen.page, "article") == []
    assert seen.errors == []


def test_a_choice_holds_for_all_and_for_the_next_page(reader: Opener) -> None:
    """What one looks at stays where it was when tabs above it change."""
    page = reader("chapitres/01-essai.html").page
    label = page.locator("label", has_text="macOS").last
    label.scroll_into_view_if_needed()
    before = label.bounding_box()
    label.click()
    assert shown(page) == ["Une commande de macOS, en haut.", "Une commande de macOS, en bas."]
    after = label.bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 2
    page.goto(page.url.replace("01-essai", "02-autre"))
    assert shown(page) == ["Une commande de macOS, ailleurs."]


def test_arrows_choose(reader: Opener) -> None:
    """Those who use no mouse."""
    page = reader("chapitres/02-autre.html").page
    page.get_by_role("radio", name="Linux").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="macOS")).to_be_checked()
    assert shown(page) == ["Une commande de macOS, ailleurs."]


def test_paper_shows_all_of_them(reader: Opener) -> None:
    """A sheet is passed on to someone with another machine."""
    page = reader("chapitres/02-autre.html").page
    page.emulate_media(media="print")
    assert len(shown(page)) == 3
    expect(page.locator(".tab-name:visible")).to_have_text(
        ["Windows (PowerShell)", "Linux", "macOS"]
    )
    expect(page.locator("fieldset.tabs label:visible")).to_have_count(0)
