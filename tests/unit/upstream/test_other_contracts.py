"""What furo, reveal.js, MyST, docutils and Python do, where we count on it."""

from __future__ import annotations

import locale
import shutil
from pathlib import Path

import pytest
from course.base import wording
from course.upstream import decimal_comma, furo_page, parsers, reveal_files
from docutils import nodes
from harness.course import build_pages
from sphinx.errors import ExtensionError
from sphinx_revealjs.builders import get_internal_static_path

REVEAL = Path(get_internal_static_path())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Copy reveal.js where a build has it."""
    shutil.copytree(REVEAL / reveal_files.FOLDER, tmp_path / reveal_files.FOLDER)
    return tmp_path


def test_reveal_js_speaks_french_and_ships_what_decks_load(copy: Path) -> None:
    """Its themes, maps and plugins stay out."""
    reveal_files.finish(copy)
    folder = copy / reveal_files.FOLDER
    kept = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert kept == {"LICENSE", "dist/reset.css", "dist/reveal.css", "dist/reveal.js"}
    for name, strings in wording.REVEAL_STRINGS.items():
        script = (folder / name).read_text(encoding="utf-8")
        assert all(french in script for french in strings.values())


@pytest.mark.parametrize("english", wording.REVEAL_STRINGS["dist/reveal.js"])
def test_english_that_is_no_longer_there_stops_the_build(copy: Path, english: str) -> None:
    """An upgrade would bring English back in silence."""
    path = copy / reveal_files.FOLDER / "dist/reveal.js"
    path.write_text(path.read_text("utf-8").replace(english, "autre"), encoding="utf-8")
    with pytest.raises(ExtensionError, match=r"^sphinx-revealjs \S+ : reveal\.js/dist/reveal\.js"):
        reveal_files.finish(copy)


def test_a_file_that_moved_stops_the_build(copy: Path) -> None:
    """reveal.js 6 may lay them out otherwise."""
    (copy / reveal_files.FOLDER / "dist/reveal.js").unlink()
    with pytest.raises(ExtensionError, match=r"reveal\.js/reveal\.js a changé"):
        reveal_files.finish(copy)


def test_decks_load_our_part_of_the_sheet_as_long_as_theirs_is_the_one_read(copy: Path) -> None:
    """Half of it is for effects that no deck asks for."""
    sheet = copy / reveal_files.FOLDER / reveal_files.SHEET
    theirs = sheet.read_text(encoding="utf-8")
    reveal_files.finish(copy)
    ours = sheet.read_text(encoding="utf-8")
    assert len(ours) < 0.5 * len(theirs)
    assert "MIT licensed" in ours
    with pytest.raises(ExtensionError, match=r"reveal\.js/dist/reveal\.css a changé"):
        reveal_files.our_sheet(theirs + ".neuf{}")


def test_furo_writes_the_tree_that_it_is_given(tmp_path: Path) -> None:
    """None before it, ours after it; its boxes leave the id to what they hold."""
    table = ".. table:: Un\n   :name: un\n\n   == ==\n   a  b\n   == ==\n"
    pages = {
        "index.rst": f"Un\n==\n\n{table}\n.. toctree::\n\n   deux\n",
        "deux.rst": "Deux\n====\n",
    }
    extensions = ["course.upstream.furo_page", "course.pages.sidebar"]
    page = build_pages(tmp_path, pages, extensions=extensions, html_theme="furo").html()
    assert "sidebar-tree" in page
    assert 'class="toctree-checkbox"' not in page  # furo's own tree has them
    assert page.count('id="un"') == 1
    assert any(f'class="{name} ' in page for name in furo_page.BOXES)


def test_a_line_of_plus_signs_is_a_comment_of_its_class(tmp_path: Path) -> None:
    """MyST has no public way to hear of it."""
    text = "# Un\n\nMot.\n\n+++ {}\n\n% Un commentaire\n"
    pages = {"index.md": text}
    tree = build_pages(tmp_path, pages, extensions=["course.upstream.parsers"]).tree()
    found = [parsers.is_block_break(node) for node in tree.findall(nodes.comment)]
    assert found == [True, False]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("index.rst", "Un\n==\n\n.. discover::\n   :nulle-part: ici\n\n   Mot.\n"),
        ("index.md", "# Un\n\n:::{discover}\n:nulle-part: ici\n\nMot.\n:::\n"),
    ],
)
def test_options_are_asked_for_one_by_one(tmp_path: Path, name: str, text: str) -> None:
    """A table that answers to every name lets us say it in our own words."""
    built = build_pages(tmp_path, {name: text}, extensions=["course.slides.blocks.steps"])
    assert "option inconnue de la directive « discover » : « nulle-part »" in built.warnings
    assert built.warnings.count("WARNING") == 1


def test_numbers_have_a_comma_whatever_the_system_s_locale(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """matplotlib writes the ticks of axes through this function."""
    monkeypatch.setattr(locale, "_override_localeconv", {})
    assert locale.format_string("%.1f", 0.5) == "0.5"
    decimal_comma.use_decimal_comma()
    assert locale.format_string("%.1f", 0.5) == "0,5"
