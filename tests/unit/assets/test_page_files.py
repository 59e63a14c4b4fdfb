"""What a page loads: only what it shows, nothing from elsewhere."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from course.assets.page_files import DESCRIPTION_LENGTH, shortened
from harness.course import STATIC, Build, build_pages

EXTENSIONS = [
    "sphinx.ext.graphviz",
    "course.pages.search",
    "course.maths.formulas",
    "course.language.typography",
    "course.upstream.furo_page",
    "course.upstream.theme_wording",
    "course.assets.lean_html",
    "course.assets.page_files",
]
PAGES = {
    "index.rst": (
        ":description: Un cours d'essai : court.\n\n"
        "Accueil\n=======\n\nPremier paragraphe.\n\n.. toctree::\n\n   formule\n   tableau\n"
    ),
    "formule.rst": "Pente\n=====\n\nUne *phrase*\nsur :math:`x`.\n\n.. math:: x\n   :label: un\n",
    "tableau.rst": "Tableau\n=======\n\n.. table:: Un titre\n\n   == ==\n   a  b\n   == ==\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build pages with extensions that add files to all of them."""
    return build_pages(
        tmp_path_factory.mktemp("assets"),
        PAGES,
        extensions=EXTENSIONS,
        html_theme="furo",
        html_title="Essai",
        html_favicon=str(STATIC / "favicon.svg"),
        pygments_style="a11y-high-contrast-light",
        pygments_dark_style="a11y-dark",
    )


def loaded(page: str) -> list[str]:
    """Return what a page loads, without the fingerprints."""
    addresses = re.findall(r'<(?:script|img)[^>]*\ssrc="([^"]+)"', page)
    for link in re.findall(r"<link[^>]*>", page):
        if re.search(r'rel="(stylesheet|shortcut icon)"', link):
            addresses += re.findall(r'href="([^"]+)"', link)
    return [address.partition("?")[0].rpartition("_static/")[2] for address in addresses]


def test_a_chapter_loads_what_it_shows(built: Build) -> None:
    """Neither search, nor formulas, nor the files of extensions it does not use."""
    assert not built.warnings
    assert sorted(loaded(built.html())) == [
        "css/fonts.css",
        "css/page.css",
        "favicon.svg",
        "js/page.js",
        "pygments.css",
        "styles/furo.css",
    ]


def test_a_page_with_a_formula_adds_katexs_sheet_alone(built: Build) -> None:
    """The formulas themselves are in the page."""
    assert set(loaded(built.html("formule"))) - set(loaded(built.html())) == {"katex/katex.min.css"}


def test_the_search_page_has_the_scripts_of_any_page(built: Build) -> None:
    """Its own, which weighs more than a page, comes when one searches."""
    assert set(loaded(built.html("search"))) == set(loaded(built.html()))


def test_what_does_not_change_with_the_page_is_light(built: Build) -> None:
    """A page sends less than 140 KB, text and formulas included: this is the share of the rest."""
    static = built.folder / "_static"
    files = [static / name for name in loaded(built.html())]
    fonts = sum(path.stat().st_size for path in (static / "fonts").glob("*.woff2"))
    texts = [path.read_bytes() for path in files] + [built.html().encode()]

    sent = fonts + sum(len(gzip.compress(text)) for text in texts)
    assert sent < 62_000


def test_nothing_is_asked_from_elsewhere(built: Build) -> None:
    """The course works with no network."""
    for page in ("index", "formule", "search"):
        assert not [address for address in loaded(built.html(page)) if "//" in address]
    sheets = [path.read_text("utf-8") for path in built.folder.rglob("*.css")]
    asked = re.findall(r'(?:@import|url\()\s*["\']?((?:https?:)?//[^)"\']+)', "".join(sheets))
    assert not asked


@pytest.mark.parametrize(
    ("page", "described"),
    [
        ("index", "Un cours d’essai\u00a0: court."),
        ("formule", "Une phrase sur x."),
        ("tableau", "Essai"),
        ("search", "Essai"),
    ],
)
def test_a_page_has_one_description(built: Build, page: str, described: str) -> None:
    """Its own, or its first paragraph, or the name of the course."""
    found = re.findall(r'<meta name="description" content="([^"]*)"', built.html(page))

    assert found == [described]


def test_a_long_first_paragraph_is_cut_between_two_words() -> None:
    """Search engines show some 155 characters."""
    cut = shortened("Le tenseur, " * 30)

    assert len(cut) <= DESCRIPTION_LENGTH
    assert re.search(r"\w…$", cut)


def test_language_and_colour_schemes_are_announced(built: Build) -> None:
    """For screen readers, and for the browser's own colours."""
    page = built.html()

    assert 'lang="fr"' in page
    assert '<meta name="color-scheme" content="light dark">' in page


def test_an_id_comes_once(built: Build) -> None:
    """Furo's boxes around tables and formulas repeat the id of what they hold."""
    for page in ("formule", "tableau"):
        ids = re.findall(r'\sid="([^"]+)"', built.html(page))
        assert len(ids) == len(set(ids))


def test_the_gallerys_sheet_is_for_its_pages(tmp_path: Path) -> None:
    """Cards and download buttons are nowhere else."""
    (tmp_path / "gallery").mkdir()
    (tmp_path / "gallery" / "GALLERY_HEADER.rst").write_text("Galerie\n=======\n")
    (tmp_path / "gallery" / "plot_a.py").write_text('"""\nUn\n==\n\nMot.\n"""\nprint(1)\n')
    conf: dict[str, Any] = {"examples_dirs": "../gallery", "gallery_dirs": "galerie"}
    built = build_pages(
        tmp_path,
        {"index.rst": "Accueil\n=======\n\n.. toctree::\n\n   galerie/index\n"},
        extensions=[
            "sphinx_gallery.gen_gallery",
            "course.upstream.gallery_wording",
            "course.assets.page_files",
        ],
        html_theme="furo",
        sphinx_gallery_conf=conf,
    )

    assert "css/gallery.css" in loaded(built.html("galerie/plot_a"))
    assert "sg-tags.js" not in loaded(built.html("galerie/index"))
    assert "css/gallery.css" not in loaded(built.html())
