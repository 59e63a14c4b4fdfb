"""What Sphinx remembers of the documents: read and put right where it has no public name."""

from __future__ import annotations

from pathlib import Path

import pytest
from course.upstream import environment
from harness.course import Build, build_pages
from sphinx.environment import CONFIG_CHANGED

PAGES = {
    "index.rst": "Un\n==\n\n.. toctree::\n\n   a\n",
    "a.rst": "Titre\n=====\n\nMot.\n\n.. image:: x/f.png\n\n:download:`fichier <x/f.txt>`\n",
}


@pytest.fixture
def built(tmp_path: Path) -> Build:
    """Build two pages, one of which has an image and a download."""
    for name in ("f.png", "f.txt"):
        path = tmp_path / "source/x" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"0")
    return build_pages(tmp_path, PAGES, extensions=["course.upstream.environment"])


def test_contents_are_what_tables_of_contents_show(built: Build) -> None:
    """The title, and not the text."""
    contents = environment.contents_of(built.app.env, "a")
    assert "Titre" in contents
    assert "Mot" not in contents
    assert environment.contents_of(built.app.env, "nulle-part") == ""


def test_the_tree_of_the_last_build_is_read_apart(built: Build) -> None:
    """Sphinx must not find it in place of the new one."""
    tree = environment.tree_before(built.app, "a")
    assert tree is not None
    assert "Mot." in tree.astext()
    assert environment.tree_before(built.app, "nulle-part") is None


def test_the_trees_of_other_settings_are_of_no_use(built: Build) -> None:
    """A formula rendered with other macros is another one."""
    built.app.env.config_status = CONFIG_CHANGED
    assert environment.tree_before(built.app, "a") is None


def test_images_are_named_as_in_a_clean_build(built: Build) -> None:
    """A name still taken when a document was read gives another one, for ever."""
    env = built.app.env
    env.images["x/f.png"] = ({"a"}, "f1.png")
    assert environment.name_images_anew(env) == ["a"]
    assert env.images["x/f.png"] == ({"a"}, "f.png")
    assert environment.name_images_anew(env) == []


def test_the_files_of_documents_are_found_where_they_are_copied(built: Build) -> None:
    """The names are those under _images and _downloads."""
    images, downloads = environment.files_of(built.app.env)
    out = Path(built.app.outdir)
    assert images == {"f.png"}
    assert all((out / "_downloads" / str(name)).exists() for name in downloads)
    assert len(downloads) == 1


def test_a_file_to_download_has_one_name_for_all(built: Build) -> None:
    """A chapter offers what a script's page offers."""
    env = built.app.env
    env.current_document.docname = "index"
    assert {environment.download_name(env, "x/f.txt")} == {
        str(name) for name in environment.files_of(env)[1]
    }


def test_documents_that_name_an_edited_one_may_be_spared(built: Build) -> None:
    """Sphinx would write them again."""
    env = built.app.env
    assert env.files_to_rebuild == {"a": {"index"}}
    environment.spare_those_that_name(env, "a")
    environment.spare_those_that_name(env, "a")
    assert env.files_to_rebuild == {}
