"""Which texts alone changed is known by content."""

from __future__ import annotations

import pytest
from builder.inputs import changed_texts, of_scripts

BEFORE = {
    "environment": "3.11",
    "constraints.txt": "a",
    "gallery/01/plot_x.py": "b",
    "source/conf.py": "c",
    "source/chapitres/01.rst": "d",
    "source/chapitres/02.md": "e",
}


def test_texts_alone_are_told_apart():
    """Then nothing else has to be looked at."""
    now = BEFORE | {"source/chapitres/01.rst": "D", "source/chapitres/02.md": "E"}
    assert changed_texts(BEFORE, now) == frozenset({"chapitres/01.rst", "chapitres/02.md"})
    assert changed_texts(BEFORE, dict(BEFORE)) == frozenset()


@pytest.mark.parametrize(
    "change",
    [
        {"environment": "3.12"},
        {"constraints.txt": "A"},
        {"gallery/01/plot_x.py": "B"},
        {"source/conf.py": "C"},
        {"source/chapitres/03.rst": "f"},
    ],
)
def test_any_other_change_asks_for_a_look_at_everything(change):
    """A script, a setting, a version, or a chapter that is new."""
    assert changed_texts(BEFORE, BEFORE | change) is None


def test_a_chapter_that_is_gone_asks_for_a_look_at_everything():
    """Its page, its links and its place in the contents go too."""
    now = {name: value for name, value in BEFORE.items() if name != "source/chapitres/02.md"}
    assert changed_texts(BEFORE, now) is None


def test_a_chapter_is_no_input_of_the_scripts():
    """Editing it cannot ask for a run."""
    assert of_scripts(BEFORE) == of_scripts(BEFORE | {"source/chapitres/01.rst": "D"})
    assert of_scripts(BEFORE) != of_scripts(BEFORE | {"gallery/01/plot_x.py": "B"})
