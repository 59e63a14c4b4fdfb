"""What is published is what was built, whatever an interrupted copy left."""

from __future__ import annotations

import os

import pytest
from builder.publish import Publication


@pytest.fixture
def built(tmp_path):
    """Return a folder with a page."""
    page = tmp_path / "work/chapitres/01.html"
    page.parent.mkdir(parents=True)
    page.write_text("une page")
    return tmp_path / "work"


@pytest.fixture
def publication(tmp_path):
    """Return what publishes it."""
    return Publication(tmp_path / "site", tmp_path / "site.published")


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


def test_a_page_that_is_gone_leaves_with_its_folder(built, publication, tmp_path):
    """A chapter that was renamed is not found at its old address."""
    old = left_there(tmp_path / "site/anciens/00.html", "un ancien chapitre")
    publication.take(built)
    assert published(tmp_path / "site") == ["chapitres/01.html"]
    assert not old.parent.exists()


def test_a_copy_cut_short_is_taken_up_again(built, publication, tmp_path):
    """Killed between the copy and its renaming, a build left a partial file."""
    left_there(tmp_path / "site/chapitres/.01.html.partial", "une")
    publication.take(built)
    assert published(tmp_path / "site") == ["chapitres/01.html"]
    assert (tmp_path / "site/chapitres/01.html").read_text() == "une page"


def test_what_did_not_change_is_not_touched(built, publication, tmp_path):
    """A server, or a copy to another machine, sees what changed alone."""
    publication.take(built)
    page = tmp_path / "site/chapitres/01.html"
    before = page.stat().st_ino
    publication.take(built)
    assert page.stat().st_ino == before


def test_what_is_written_again_as_it_was_is_not_touched(built, publication, tmp_path):
    """Sphinx writes its styles again at each build; who has taken them need not again."""
    (built / "_static").mkdir()
    (built / "_static/basic.css").write_text("body {}")
    assert publication.take(built) == {"_static/basic.css", "chapitres/01.html"}
    before = (tmp_path / "site/_static/basic.css").stat().st_ino
    (built / "_static/basic.css").write_text("body {}")
    (built / "chapitres/01.html").write_text("une autre page")
    assert publication.take(built) == {"chapitres/01.html"}
    assert (tmp_path / "site/_static/basic.css").stat().st_ino == before


def test_what_was_seen_beforehand_counts(built, publication, tmp_path):
    """It is looked at while the build goes on, and brought up to it after."""
    left_there(tmp_path / "site/00.html", "un ancien chapitre")
    publication.look()
    publication.take(built)
    assert published(tmp_path / "site") == ["chapitres/01.html"]


@pytest.mark.parametrize("damage", ["emptied", "same size and date", "folder", "link"])
def test_a_damaged_page_is_mended(built, publication, tmp_path, damage):
    """Whatever was done to it: a date says nothing of what a file holds."""
    publication.take(built)
    page = tmp_path / "site/chapitres/01.html"
    status = page.stat()
    if damage == "emptied":
        page.write_text("")
    elif damage == "same size and date":
        page.write_text("une cage")
        os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    else:
        page.unlink()
        page.mkdir() if damage == "folder" else page.symlink_to(built / "chapitres/01.html")
    publication.take(built)
    assert not page.is_symlink()
    assert page.read_text() == "une page"


def test_a_folder_that_became_a_link_is_one_again(built, publication, tmp_path):
    """What it leads to belongs to somebody else."""
    publication.take(built)
    (tmp_path / "site/chapitres").rename(tmp_path / "ailleurs")
    (tmp_path / "site/chapitres").symlink_to(tmp_path / "ailleurs")
    publication.take(built)
    assert not (tmp_path / "site/chapitres").is_symlink()
    assert published(tmp_path / "site") == ["chapitres/01.html"]
    assert published(tmp_path / "ailleurs") == ["01.html"]


def test_a_page_that_cannot_be_copied_leaves_the_site_whole(built, publication, tmp_path):
    """As on a full disk: nothing is put in place before all is copied."""
    publication.take(built)
    (built / "chapitres/01.html").write_text("une page neuve")
    (built / "chapitres/02.html").symlink_to("nulle-part")
    with pytest.raises(FileNotFoundError):
        publication.take(built)
    assert published(tmp_path / "site") == ["chapitres/01.html"]
    assert (tmp_path / "site/chapitres/01.html").read_text() == "une page"


@pytest.mark.parametrize("name", [".buildinfo", ".buildinfo.bak", ".doctrees/index.doctree"])
def test_what_sphinx_keeps_for_itself_stays_there(built, publication, tmp_path, name):
    """Its notes of what it built, and of what it built before a setting changed."""
    path = built / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("pour Sphinx")
    publication.take(built)
    assert published(tmp_path / "site") == ["chapitres/01.html"]
