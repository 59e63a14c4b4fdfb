"""« À prévoir » on a page: one writes what will be printed, then looks."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.browsing import Opener, violations
from harness.course import Course
from playwright.sync_api import expect

QUOTE = ".. snippet:: plot_un\n   :cell: double\n   :output: predict\n\n"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a course with two outputs to guess."""
    course = Course(tmp_path_factory.mktemp("prevoir"))
    course.script()
    course.chapter(f"Un mot.\n\n{QUOTE}Un autre.\n\n{QUOTE}")
    built = course.build()
    assert (built.error, built.warnings) == ("", "")
    return built.folder


def test_the_output_waits_for_a_guess(reader: Opener) -> None:
    """The button shows it under what was written, which stays."""
    seen = reader("chapitres/01-essai.html")
    guess, output = seen.page.locator(".predict-guess textarea"), seen.page.locator("pre")
    expect(output.get_by_text("42").first).to_be_hidden()
    guess.first.fill("le double de 21")
    expect(seen.page.locator(".predict-label").first).to_have_text("À prévoir, puis à afficher")
    seen.page.locator("summary", has_text="Voir la sortie").first.click()
    expect(output.get_by_text("42").first).to_be_visible()
    expect(guess.first).to_have_value("le double de 21")
    expect(output.get_by_text("42").nth(1)).to_be_hidden()
    assert violations(seen.page, "article") == []
    assert seen.errors == []


def test_who_does_not_care_to_guess_says_so_once(reader: Opener) -> None:
    """All outputs are shown, in this visit and in the next."""
    page = reader("chapitres/01-essai.html").page
    page.locator("details.predict summary").first.click()
    page.get_by_label("Toujours afficher les sorties").first.check()
    for _ in range(2):
        expect(page.locator("details.predict[open]")).to_have_count(2)
        expect(page.locator(".predict-guess:visible")).to_have_count(0)
        page.reload()


def test_a_guess_has_several_lines(reader: Opener) -> None:
    """Enter makes one; Ctrl and Enter show the output."""
    page = reader("chapitres/01-essai.html").page
    guess, fold = page.locator(".predict-guess textarea"), page.locator("details.predict")
    guess.first.press_sequentially("le double")
    guess.first.press("Enter")
    guess.first.press_sequentially("42")
    expect(guess.first).to_have_value("le double\n42")
    expect(fold.first).not_to_have_attribute("open", "")
    guess.first.press("Control+Enter")
    expect(fold.first).to_have_attribute("open", "")
    expect(guess.first).to_have_value("le double\n42")


def test_a_telephone_does_not_zoom_in_on_the_guess(reader: Opener) -> None:
    """16 pixels or more; the button is large enough."""
    page = reader("chapitres/01-essai.html", 390, 844, touch=True).page
    guess = page.locator(".predict-guess textarea").first
    assert guess.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= 16
    box = page.locator("details.predict summary").first.bounding_box()
    assert box
    assert box["height"] >= 44
