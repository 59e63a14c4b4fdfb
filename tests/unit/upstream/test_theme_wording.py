"""No English in what furo, Sphinx and the page itself say to a reader."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import jinja2
import pytest
from babel.messages.pofile import read_po
from course.upstream import theme_wording
from harness.course import STATIC, Build, build_pages
from jinja2.ext import babel_extract
from sphinx import package_dir
from sphinx.errors import ExtensionError

EXTENSIONS = ["course.pages.sidebar", "course.upstream.theme_wording", "course.language.typography"]
PAGES = {
    "index.rst": "Titre\n=====\n\n.. tip:: Mot.\n\n.. toctree::\n   :caption: Partie\n\n   a\n",
    "a.rst": "Page\n====\n\nUn\n--\n\nDeux\n----\n\n.. toctree::\n\n   b\n",
    "b.rst": "Suite\n=====\n\n.. code-block:: text\n   :caption: Un texte\n\n   a\n",
}
ENGLISH = re.compile(
    r"\b(toggle|skip|back to|next|previous|home|made with|on this page|contents|expand|mode"
    r"|search|link to|permalink|light|dark|edit|view|copy|copied|error|please|note:|tip|made|and"
    r"|copyright|navigation of)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build pages that show all of furo's interface."""
    return build_pages(
        tmp_path_factory.mktemp("interface"),
        PAGES,
        extensions=EXTENSIONS,
        html_theme="furo",
        html_last_updated_fmt="%Y",
        copyright="2026",
    )


def said(page: str) -> str:
    """Return what a page says: its text and the attributes that are read."""
    page = re.sub(r"(?s)<!--.*?-->|<(script|style)\b.*?</\1>", "", page)
    attributes = re.findall(r'(?:title|alt|aria-label|placeholder)="([^"]*)"', page)
    return re.sub(r"<[^>]*>", " ", page) + " ".join(attributes)


@pytest.mark.parametrize("name", ["index", "a", "b", "search", "genindex"])
def test_no_english_is_left_in_a_page(built: Build, name: str) -> None:
    """Names for screen readers and tooltips included."""
    assert not built.warnings
    assert not ENGLISH.findall(said(built.html(name)))


def test_the_interface_says_what_it_should(built: Build) -> None:
    """The words of each of the three sources: our catalogue, Sphinx's, the templates."""
    page = built.html("a")

    for words in ("Aller au contenu", "Haut de la page", "Sur cette page", "Suivant", "Accueil"):
        assert words in page
    assert 'title="Lien vers cette rubrique"' in page
    assert 'aria-label="Changer de thème\u00a0: clair, sombre ou automatique"' in page
    assert "Astuce" in built.html("index")


def test_landmarks_are_named_and_captions_are_no_headings(built: Build) -> None:
    """Two unnamed asides, and headings without a level, are what axe finds in furo."""
    page = built.html("index")

    assert '<aside class="sidebar-drawer" aria-label="Menu du cours">' in page
    assert '<aside aria-label="Sommaire de la page"' in page
    assert 'role="heading"' not in page
    assert built.html("search").count("<h1>") == 1


def test_the_catalogue_holds_all_that_furo_marks_and_sphinx_lacks() -> None:
    """Furo and its base mark their words; Sphinx's French knows some of them."""
    with theme_wording.CATALOGUE.open("rb") as file:
        ours = {message.id for message in read_po(file, "fr") if message.string}
    with (package_dir / "locale/fr/LC_MESSAGES/sphinx.po").open("rb") as file:
        theirs = {message.id for message in read_po(file, "fr") if message.string}
    marked: set[str] = set()
    for package in ("furo", "sphinx_basic_ng"):
        folder = Path(str(import_module(package).__file__)).parent
        for template in folder.glob("theme/**/*.html"):
            with template.open("rb") as file:
                found = babel_extract(file, ["_", "gettext", "ngettext"], [], {})
                marked |= {words for _, _, words, _ in found if isinstance(words, str)}

    markup_alone = {words for words in marked if "pradyunsg/furo" in words}
    assert marked - ours - theirs == markup_alone


def test_nothing_is_compiled_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A half-written .mo, after a build was killed, would bring English back in silence."""
    catalogue = tmp_path / "locale" / "sphinx.po"
    catalogue.parent.mkdir()
    catalogue.write_bytes(theme_wording.CATALOGUE.read_bytes())
    monkeypatch.setattr(theme_wording, "CATALOGUE", catalogue)
    built = build_pages(tmp_path, PAGES, extensions=EXTENSIONS, html_theme="furo")

    assert "Aller au contenu" in built.html()
    assert not list(tmp_path.rglob("*.mo"))


def test_a_template_that_changed_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """With furo's version, so that one knows what to look at."""
    loader = theme_wording.FrenchLoader(jinja2.DictLoader({}))
    changed: Any = lambda *_: ("<aside>", "/x/furo/page.html", None)  # noqa: E731
    monkeypatch.setattr(loader.loader, "get_source", changed)

    with pytest.raises(ExtensionError, match=r"^furo [\d.]+ : page\.html « .* a changé \(lu en"):
        loader.get_source(jinja2.Environment(autoescape=True), "page.html")


def test_our_scripts_speak_french() -> None:
    """The copy button and the highlighter write in the page."""
    written = {
        name: re.findall(r'(?:textContent = |"aria-label", )"([^"]*)"', path.read_text("utf-8"))
        for name in ("page.js", "highlight.js")
        for path in [STATIC / "js" / name]
    }

    assert written["page.js"] == ["Copier", "Copier le code", "Copier"]
    assert written["highlight.js"] == ["Masquer le surlignage"]
