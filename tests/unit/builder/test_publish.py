"""What is published is what was built, whatever an interrupted copy left."""

from __future__ import annotations

import pytest
from builder.publish import Publication


@pytest.fixture
def built(tmp_path):
    """Return a folder with a page."""
    page = tmp_path / "work/chapitres/01.html"
    page.parent.mkdir(parents=True)
    page.write_text("une page")
    return tmp_path / "work"


def left_there(path, text):
    """Write a file that an earlier build left."""
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return path


def published(public):
    """Return the files that are published."""
    return sorted(
        path.relative_to(public).as_posix() for path in public.rglob("*") if path.is_file()
    )


def test_a_page_that_is_gone_leaves_with_its_folder(built, tmp_path):
    """A chapter that was renamed is not found at its old address."""
    old = left_there(tmp_path / "site/anciens/00.html", "un ancien chapitre")
    Publication(tmp_path / "site").take(built)
    assert published(tmp_path / "site") == ["chapitres/01.html"]
    assert not old.parent.exists()


def test_a_copy_cut_short_is_taken_up_again(built, tmp_path):
    """Killed between the copy and its renaming, a build left a partial file."""
    left_there(tmp_path / "site/chapitres/.01.html.partial", "une")
    Publication(tmp_path / "site").take(built)
    assert published(tmp_path / "site") == ["chapitres/01.html"]
    assert (tmp_path / "site/chapitres/01.html").read_text() == "une page"


def test_what_did_not_change_is_not_touched(built, tmp_path):
    """A server, or a copy to another machine, sees what changed alone."""
    Publication(tmp_path / "site").take(built)
    page = tmp_path / "site/chapitres/01.html"
    before = page.stat().st_ino
    Publication(tmp_path / "site").take(built)
    assert page.stat().st_ino == before


def test_what_was_seen_beforehand_counts(built, tmp_path):
    """It is looked at while the build goes on, and brought up to it after."""
    left_there(tmp_path / "site/00.html", "un ancien chapitre")
    publication = Publication(tmp_path / "site")
    publication.look()
    publication.take(built)
    assert published(tmp_path / "site") == ["chapitres/01.html"]
