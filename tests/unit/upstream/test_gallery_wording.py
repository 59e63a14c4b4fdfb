"""sphinx-gallery in French: what it writes, and what we know of its code."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from course.upstream import gallery_wording
from harness.course import Build, build_pages
from sphinx.errors import ExtensionError
from sphinx_gallery import gen_rst

HEADER = "{0}\n{1}\n\nDes scripts.\n"
SCRIPT = '''"""
Un script
=========

Ce qu'il fait : afficher « a » & rien d'autre.
"""
# %% imports
# .. note:: Un mot.
#
# .. warning:: Un autre.
import math

# %% affichage
print(math.floor(2.5))
'''
ENGLISH = re.compile(
    r"\b(download|go to the end|example|total running time|seconds|minutes|gallery generated"
    r"|computation|estimated memory|warning|tags|related|out:)\b",
    re.IGNORECASE,
)


def build_gallery(folder: Path, **settings: Any) -> Build:
    """Build a gallery of one script, with all that sphinx-gallery can add to it."""
    for name, title in (("GALLERY_HEADER.rst", "Galerie"), ("un/GALLERY_HEADER.rst", "Partie")):
        path = folder / "gallery" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADER.format(title, ("=" if title == "Galerie" else "-") * 7))
    (folder / "gallery" / "un" / "plot_un.py").write_text(SCRIPT, encoding="utf-8")
    conf = {
        "examples_dirs": "../gallery",
        "gallery_dirs": "galerie",
        "show_signature": True,
        "download_all_examples": True,
        "write_computation_times": True,
        "show_memory": False,
        "min_reported_time": -1.0,
        **settings,
    }
    return build_pages(
        folder,
        {"index.rst": "Accueil\n=======\n\n.. toctree::\n\n   galerie/index\n"},
        extensions=["sphinx_gallery.gen_gallery", "course.upstream.gallery_wording"],
        sphinx_gallery_conf=conf,
    )


def visible(page: str) -> str:
    """Return the text of a page, with what attributes say to a reader."""
    body = page[page.index('<div class="body"') : page.index('<div class="sphinxsidebar"')]
    said = " ".join(re.findall(r'(?:title|alt|aria-label|tooltip)="([^"]*)"', body))
    return re.sub(r"<[^>]*>", " ", body) + said


def test_no_english_is_left_in_the_pages_of_a_gallery(tmp_path: Path) -> None:
    """A reader of the course meets sphinx-gallery's interface in French."""
    built = build_gallery(tmp_path)

    assert not built.warnings
    for page in ("galerie/index", "galerie/un/index", "galerie/un/plot_un"):
        assert not ENGLISH.search(visible(built.html(page)))
    script = visible(built.html("galerie/un/plot_un"))
    assert "Aller à la fin" in script
    assert "plot_un.ipynb" in script


def test_times_never_reach_a_page_whatever_the_settings(tmp_path: Path) -> None:
    """Two builds of one commit are the same to the byte."""
    built = build_gallery(tmp_path)

    pages = sorted(path.name for path in (tmp_path / "source").rglob("*.rst"))
    assert "sg_execution_times.rst" not in pages
    assert "sphx-glr-timing" not in built.html("galerie/un/plot_un")


def test_no_archive_is_offered(tmp_path: Path) -> None:
    """An archive holds the dates of its files, so that no two are the same."""
    built = build_gallery(tmp_path)

    assert not list(built.folder.rglob("*.zip"))


def test_thumbnails_name_their_link_and_introduce_the_script(tmp_path: Path) -> None:
    """The title was in a hidden span, the introduction in an invented attribute."""
    page = build_gallery(tmp_path).html("galerie/un/index")

    assert "tooltip=" not in page
    assert '<span class="doc">Un script</span></a>' in page
    introduction = "Ce qu’il fait\u00a0: afficher «\u00a0a\u00a0» &amp; rien d’autre."
    assert f'<p class="sphx-glr-thumbnail-intro">{introduction}</p>' in page
    assert "sg-tag-list" not in page


def test_boxes_of_notebooks_are_in_french(tmp_path: Path) -> None:
    """The notebook is what students keep."""
    build_gallery(tmp_path)
    notebook = (tmp_path / "source/galerie/un/plot_un.ipynb").read_text(encoding="utf-8")
    text = "".join("".join(cell["source"]) for cell in json.loads(notebook)["cells"])

    assert "<h4>Remarque</h4>" in text
    assert "<h4>Attention</h4>" in text


def test_the_gallery_uses_our_sheet(tmp_path: Path) -> None:
    """sphinx-gallery's four sheets are loaded by every page of the site."""
    assert "sg_gallery" not in build_gallery(tmp_path).html("galerie/un/plot_un")


@pytest.mark.parametrize("found", [None, "Other words: {0}"])
def test_a_constant_that_changed_stops_the_build(
    monkeypatch: pytest.MonkeyPatch, found: str | None
) -> None:
    """English that slips in with an upgrade would be seen by readers first."""
    monkeypatch.setattr(gen_rst, "CODE_DOWNLOAD", found)
    monkeypatch.setattr(gallery_wording, "_originals", {})

    with pytest.raises(ExtensionError, match=r"^sphinx-gallery [\d.]+ : gen_rst\.CODE_DOWNLOAD"):
        gallery_wording.translated("gen_rst", "CODE_DOWNLOAD")


def test_every_constant_known_is_still_there() -> None:
    """The contract with the version that is pinned."""
    for module, name in [*gallery_wording.WORDING, *gallery_wording.REMOVED]:
        assert isinstance(gallery_wording.translated(module, name), str)
