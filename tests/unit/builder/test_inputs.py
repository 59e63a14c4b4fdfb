"""What changed is known by content, and files that did not change are not read again."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from builder.inputs import SETTLED, changed_texts, hash_files, of_scripts, remember

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


def test_a_content_changed_under_an_old_date_is_seen(tmp_path: Path) -> None:
    """As by a copy that keeps dates; the length is the same too."""
    text, memory = tmp_path / "01.rst", tmp_path / "hashes.json"
    text.write_text("un")
    time.sleep(SETTLED + 0.1)
    before = hash_files([str(text)], memory)
    remember(before, memory)
    assert str(text) in memory.read_text()
    date = text.stat().st_mtime_ns
    text.write_text("du")
    os.utime(text, ns=(date, date))
    assert hash_files([str(text)], memory)[str(text)][2] != before[str(text)][2]


def test_a_file_that_changed_just_now_is_not_remembered(tmp_path: Path):
    """Two saves within a tick of the clock have one date."""
    text, memory = tmp_path / "01.rst", tmp_path / "hashes.json"
    text.write_text("un")
    remember(hash_files([str(text)], memory), memory)
    assert str(text) not in memory.read_text()


def test_a_damaged_memory_is_made_again(tmp_path: Path):
    """A power cut may leave anything in it."""
    text, memory = tmp_path / "01.rst", tmp_path / "hashes.json"
    text.write_text("un")
    right = hash_files([str(text)], memory)
    memory.write_text('["a"')
    assert hash_files([str(text)], memory) == right


def test_a_file_that_is_remembered_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A large course has thousands, and an edit changes one."""
    text, memory = tmp_path / "01.rst", tmp_path / "hashes.json"
    text.write_text("un")
    monkeypatch.setattr("builder.inputs.SETTLED", -1.0)
    first = hash_files([str(text)], memory)
    remember(first, memory)
    monkeypatch.setattr("builder.inputs._digest", None)
    assert hash_files([str(text)], memory) == first
