"""Files are whole or absent, and known by their content without being read again."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from course.base import files
from course.base.files import SETTLED, Digests, read_sealed, write_sealed, write_whole


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A file that has not changed for a while."""
    path = tmp_path / "01.rst"
    path.write_text("un")
    return path


def test_a_content_changed_under_an_old_date_is_seen(text: Path, tmp_path: Path) -> None:
    """As by a copy that keeps dates; the length is the same too."""
    time.sleep(SETTLED + 0.1)
    digests = Digests(tmp_path / "hashes.json")
    before = digests.of(text)
    digests.remember()
    assert str(text) in (tmp_path / "hashes.json").read_text()
    date = text.stat().st_mtime_ns
    text.write_text("du")
    os.utime(text, ns=(date, date))
    assert Digests(tmp_path / "hashes.json").of(text) != before


def test_a_file_that_changed_just_now_is_not_remembered(text: Path, tmp_path: Path) -> None:
    """Two saves within a tick of the clock have one date."""
    digests = Digests(tmp_path / "hashes.json")
    digests.of(text)
    digests.remember()
    assert Digests(tmp_path / "hashes.json")._known == {}


def test_two_saves_within_a_tick_are_told_apart(
    text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By one who asks twice: as long, under one date, in the same file."""
    digests = Digests()
    status = os.stat(text)
    monkeypatch.setattr(os, "stat", lambda path: status)
    before = digests.of(text)
    text.write_text("du")
    assert digests.of(text) != before


def test_a_file_that_is_remembered_is_not_read(
    text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large course has thousands, and an edit changes one."""
    monkeypatch.setattr(files, "SETTLED", -1.0)
    digests = Digests(tmp_path / "hashes.json")
    first = digests.of(text)
    digests.remember()
    monkeypatch.setattr(files, "digest", None)
    assert Digests(tmp_path / "hashes.json").of(text) == first


@pytest.mark.parametrize("damage", ["", '["a"', "[]", "\0\0", "0" * 64 + "\n{}"])
def test_what_is_not_what_was_written_counts_as_absent(tmp_path: Path, damage: str) -> None:
    """A power cut may leave anything in it."""
    path = tmp_path / "note.json"
    write_sealed(path, {"un": [1, 2]})
    assert read_sealed(path) == {"un": [1, 2]}
    path.write_text(damage)
    assert read_sealed(path) is None
    assert Digests(path)._known == {}


@pytest.mark.parametrize("place", ["dossier", "dossier/fichier"])
def test_a_file_is_written_whatever_stands_in_its_place(tmp_path: Path, place: str) -> None:
    """A file where its folder should be, a folder in its own place."""
    blocked = tmp_path / place
    if place == "dossier":
        blocked.write_text("un")
    else:
        (blocked / "dedans").mkdir(parents=True)
    write_whole(tmp_path / "dossier/fichier", "deux")
    assert (tmp_path / "dossier/fichier").read_text() == "deux"
