"""Over all chapters: every quiz is computed, explained and varied."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = sorted(path.stem for path in (ROOT / "source/chapitres").glob("[0-9][0-9]-*"))
ROT47 = {code: 33 + (code + 14) % 94 for code in range(33, 127)}
FORM = re.compile(r'<form class="quiz [^>]*data-kind="(\w+)".*?</form>', re.DOTALL)
SEALED = re.compile(r'<script type="text/plain"[^>]*>(.*?)</script>', re.DOTALL)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_asks_four_to_ten_questions_of_three_kinds(site: Path, chapter: str) -> None:
    """Each with the answer that the build computed, and an explanation for each choice."""
    html = (site / f"html/chapitres/{chapter}.html").read_text(encoding="utf-8")
    forms = list(FORM.finditer(html))
    assert 4 <= len(forms) <= 10
    assert len({form[1] for form in forms}) >= 3
    for form in forms:
        (found,) = SEALED.findall(form[0])
        content = json.loads(found.translate(ROT47))
        assert "answer" in content
        assert all(content["why"])
        assert len(content["why"]) == max(1, form[0].count('type="radio"'))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_has_boxes_to_tick(site: Path, chapter: str) -> None:
    """The build has checked that they are as many as the objectives."""
    html = (site / f"html/chapitres/{chapter}.html").read_text(encoding="utf-8")
    assert 3 <= html.count('<input type="checkbox" data-key=') <= 6
