"""An exercise done with the keyboard alone, on the page and with the file it gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from harness.browsing import Opener, violations
from harness.student import run_alone
from playwright.sync_api import Page, expect

HALT = 80  # presses of Tab from the exercise's heading: more is a trap
FOCUSED = "document.activeElement.matches({!r})"


def tab_to(page: Page, selector: str) -> Any:
    """Press Tab until the selector has the focus; return the element."""
    for _ in range(HALT):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED.format(selector)):
            return page.locator(":focus")
    raise AssertionError(f"{selector} is out of the keyboard's reach")


@pytest.mark.parametrize("width", [1360, 390])
def test_an_exercise_is_done_with_the_keyboard(
    visit: Opener, some_chapters: list[str], width: int, tmp_path: Path
) -> None:
    """The file, the command, a hint, the solution: in this order, and reached by Tab."""
    for chapter in some_chapters:
        page = visit(f"html/chapitres/{chapter}.html#exercice", width).page
        page.evaluate("document.getElementById('exercice').scrollIntoView()")
        link = tab_to(page, ".exercise-file")
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        name = download.value.suggested_filename
        assert name in link.inner_text()
        download.value.save_as(tmp_path / name)
        assert f"python {name} --verifier" in page.locator(".exercise-start pre").inner_text()

        tab_to(page, ".exercise .hint > summary")
        hint = page.locator(".exercise .hint p").first
        expect(hint).to_be_hidden()
        page.keyboard.press("Enter")
        expect(hint).to_be_visible()

        tab_to(page, ".exercise .solution > summary")
        expect(page.locator(".exercise .solution pre").first).to_be_hidden()
        page.keyboard.press("Enter")
        expect(page.locator(".exercise .solution pre").first).to_be_visible()
        expect(page.locator(".exercise .solution .snippet-output").first).to_be_visible()

        listed = run_alone([name, "--indice"], tmp_path).stdout
        function = listed.split(" --indice ")[1].split()[0]
        said = run_alone([name, "--indice", function], tmp_path).stdout
        assert said.startswith(page.locator(".exercise .hint > summary").first.inner_text())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_exercise_has_no_violation_when_all_is_unfolded(
    visit: Opener, chapters: list[str], scheme: str
) -> None:
    """Hints and solution are hidden from axe until they are open."""
    page = visit(f"html/chapitres/{chapters[0]}.html", scheme=scheme).page
    page.evaluate("document.querySelectorAll('.exercise details').forEach(d => d.open = true)")
    assert violations(page, ".exercise") == []
    gallery = visit("html/galerie/01_tenseurs/ex_01_prototypes.html", scheme=scheme).page
    assert violations(gallery) == []
