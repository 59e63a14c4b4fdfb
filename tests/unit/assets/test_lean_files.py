"""Sheets and scripts are written to be read, and sent without what only their authors read."""

from __future__ import annotations

import re

from course.base.configuration import STATIC
from harness.course import Course

SHEET, SCRIPT = "css/page.css", "js/page.js"


def test_pages_load_ours_without_comments(course: Course) -> None:
    """Students on a poor connection pay for each letter."""
    folder = course.build().folder / "_static"
    for name in (SHEET, SCRIPT):
        written, sent = (path.joinpath(name).read_text("utf-8") for path in (STATIC, folder))
        assert "/*" in written
        assert "/*" not in sent
        assert len(sent) < 0.9 * len(written)


def test_an_edited_text_leaves_their_addresses_as_they_were(course: Course) -> None:
    """An address says which version a page loads: that of the files as they are sent."""
    course.chapter("Un mot.\n")
    before = addresses(course.build().html("chapitres/01-essai"))
    course.chapter("Un autre mot.\n")
    after = addresses(course.build().html("chapitres/01-essai"))
    assert before == after
    assert any(SHEET in one for one in before)


def addresses(page: str) -> list[str]:
    """Return the sheets and scripts that a page loads, with their versions."""
    return re.findall(r"_static/[\w/.-]+\.(?:css|js)\?v=\w+", page)
