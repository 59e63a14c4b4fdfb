"""`make live` rebuilds for what a person edits, and for nothing else."""

from __future__ import annotations

from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from builder import inputs
from live import follow as live
from live import server as live_server
from live import watch as live_watch


@pytest.fixture
def project(monkeypatch, tmp_path):
    """Return a small project that is being watched."""
    for folder in ("source/chapitres", "source/galerie", "gallery/01_tenseurs"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "source/chapitres/01-tenseurs.rst").write_text("un")
    monkeypatch.setattr(live_watch, "ROOT", tmp_path)
    monkeypatch.setattr(live_watch, "WATCHED", (tmp_path / "source", tmp_path / "gallery"))
    monkeypatch.setattr(inputs, "GENERATED", tmp_path / "source/galerie")
    monkeypatch.setattr(live, "SITE", tmp_path / "build/site")
    return tmp_path


def seen_after(project: Path, name: str, text: str = "deux") -> list[str]:
    """Write a file; return what the watcher then calls changed."""
    before = live_watch.snapshot()
    (project / name).write_text(text)
    return live_watch.changed(before, live_watch.snapshot())


@pytest.mark.parametrize(
    "name",
    [
        "source/chapitres/01-tenseurs.rst",
        "source/chapitres/02-autograd.md",
        "gallery/01_tenseurs/plot_creation.py",
    ],
)
def test_edits_and_new_files_are_seen(project, name):
    """Chapters and scripts, changed or added."""
    assert seen_after(project, name) == [name]


def test_removed_files_are_seen(project):
    """A removed chapter leaves the site too."""
    before = live_watch.snapshot()
    (project / "source/chapitres/01-tenseurs.rst").unlink()
    assert live_watch.changed(before, live_watch.snapshot()) == ["source/chapitres/01-tenseurs.rst"]


@pytest.mark.parametrize(
    "name",
    [
        "source/galerie/plot_creation.rst",
        "source/chapitres/.01-tenseurs.rst.swp",
        "source/chapitres/01-tenseurs.rst~",
        "source/chapitres/#01-tenseurs.rst#",
        "source/sphinx.mo",
    ],
)
def test_what_the_build_or_an_editor_writes_is_ignored(project, name):
    """Each of these would otherwise rebuild without end, or twice for each save."""
    assert seen_after(project, name) == []


def test_a_taken_port_gives_way_to_the_next():
    """Two courses can be served at once."""
    with live_server.listen() as taken:
        port = taken.getsockname()[1]
        with live_server.listen(port) as other:
            assert other.getsockname()[1] > port


@pytest.mark.parametrize("end", ['<script defer src="page.js"></script></body>', "</body>"])
def test_a_page_is_served_with_its_version_before_its_scripts(tmp_path, end):
    """live_swap.js keeps what was served, so it comes before any script changes it."""
    path = tmp_path / "page.html"
    path.write_text(f"<head><script src='head.js'></script></head><body><p>un</p>{end}</html>")
    tag = f'<script src="/_suivi.js" data-version="{path.stat().st_mtime_ns}"></script>'
    assert f"<p>un</p>{tag}{end}" in live_server.Page.get_content(str(path)).decode()


def test_an_address_that_leads_nowhere_shows_the_page_of_the_site(tmp_path):
    """As the host of the site will."""
    (tmp_path / "404.html").write_text("<h1>Page introuvable</h1>", encoding="utf-8")
    server = live_server.Server(tmp_path, live_server.listen())
    try:
        with pytest.raises(HTTPError) as error:
            urlopen(f"{server.address}/html/chapitres/absent.html")
        assert error.value.code == 404
        assert error.value.read().decode() == "<h1>Page introuvable</h1>"
    finally:
        server.stop()


def test_addresses_lead_to_a_page_and_a_deck(project):
    """The two things one looks at while writing."""
    for part in ("html", "slides"):
        (project / "build/site" / part / "chapitres").mkdir(parents=True)
        (project / "build/site" / part / "chapitres/01-tenseurs.html").touch()
    assert live.addresses("http://127.0.0.1:8000") == [
        ("Accueil", "http://127.0.0.1:8000/"),
        ("Page", "http://127.0.0.1:8000/html/chapitres/01-tenseurs.html"),
        ("Diaporama", "http://127.0.0.1:8000/slides/chapitres/01-tenseurs.html"),
    ]


def test_only_texts_are_for_the_jobs_that_wait():
    """What a job read when it started, it would not read again."""
    assert live_watch.only_texts(["source/chapitres/01-tenseurs.rst", "source/index.rst"])
    for name in ("gallery/01_tenseurs/plot_x.py", "source/conf.py", "source/_static/css/page.css"):
        assert not live_watch.only_texts(["source/chapitres/01-tenseurs.rst", name])
