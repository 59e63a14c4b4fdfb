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
    """Enter shows it under what was written, which stays."""
    seen = reader("chapitres/01-essai.html")
    guess, output = seen.page.locator(".predict-guess textarea"), seen.page.locator("pre")
    expect(output.get_by_text("42").first).to_be_hidden()
    guess.first.fill("le double de 21")
    guess.first.press("Enter")
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
