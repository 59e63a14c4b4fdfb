"""Search in French: the index made in Python, the query stemmed by the same rules in V8."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from course.search import FoldedFrench, fold
from helpers_pages import STATIC, build_project
from py_mini_racer import MiniRacer
from sphinx import package_dir

EXTENSIONS = ["course.typography", "course.search"]
FAMILIES = """\
entraînement entrainement Entraînements entrainements
dérivée dérivées dérivé derivee dériver dériverait derivees
normalisée normalisé normaliser normalisation normalisées normalisee
époque époques epoque Epoques
coût couts coûts
cœur coeur
généraliser généralisé generalise généralisation
étiquette etiquettes étiqueté
différentiable differentiable différentiation
modèle modele modèles
précision precisions
réseau reseaux"""
PAGES = {
    "index.rst": """\
L'entraînement d'un réseau
==========================

L'entraînement commence. Les époques, le cœur.

.. glossary::

   Époque
     Un passage sur les données.

Réglage du taux
---------------

.. index:: dérivée

La pente.

.. toctree::

   b
""",
    "b.rst": "Évaluation\n==========\n\nUn réseau entraîné se mesure.\n",
}
# What searchtools.js expects of a browser before it is asked anything.
BROWSER = """
var window = globalThis;
var document = {readyState: "loading", addEventListener() {}, getElementById: () => null};
var location = {protocol: "file:", search: ""};
var localStorage = {setItem() {}};
var DOCUMENTATION_OPTIONS = {SHOW_SEARCH_SUMMARY: true};
var _ = (text) => text;
var _ready = () => {};
"""


@cache
def browser(folder: Path) -> MiniRacer:
    """Return V8 with what the search page of ``folder`` loads, in its order."""
    context = MiniRacer()
    scripts = [
        BROWSER,
        (STATIC / "js" / "highlight.js").read_text(encoding="utf-8"),
        (package_dir / "themes/basic/static/searchtools.js").read_text(encoding="utf-8"),
        (folder / "_static" / "language_data.js").read_text(encoding="utf-8"),
        (folder / "searchindex.js").read_text(encoding="utf-8"),
    ]
    for script in scripts:
        context.eval(script.replace("_removeChildren(document", "void (document"))
    context.eval(
        "var ask = (query) => JSON.stringify(Search._performSearch(...Search._parseQuery(query)));"
        "var stem = (word) => new Stemmer().stemWord(word);"
    )
    return context


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Build two pages once."""
    return build_project(tmp_path_factory.mktemp("search"), PAGES, extensions=EXTENSIONS)


def ask(site: Any, query: str) -> list[tuple[str, str]]:
    """Return the title and place of each result, the best first."""
    found = json.loads(str(browser(Path(site.app.outdir)).call("ask", query)))
    return [(result[1], f"{result[0]}{result[2]}") for result in reversed(found)]


@pytest.mark.parametrize("family", FAMILIES.splitlines())
def test_a_word_and_its_forms_have_one_stem_whatever_the_accents(family: str) -> None:
    """What "entrainement" finds must be what "entraînement" finds."""
    french = FoldedFrench({})

    assert len({french.stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize("family", FAMILIES.splitlines())
def test_the_browser_stems_as_the_index_does(site: Any, family: str) -> None:
    """Two implementations of Snowball, two foldings: a word must not fall between."""
    french, context = FoldedFrench({}), browser(Path(site.app.outdir))

    for word in family.split():
        assert context.call("stem", word.lower()) == french.stem(word)


@pytest.mark.parametrize("query", ["entrainement", "entraînements", "ENTRAÎNEMENT"])
def test_a_query_finds_the_word_with_or_without_its_accent(site: Any, query: str) -> None:
    """Many readers type without accents."""
    assert not site.warnings
    assert {place for _, place in ask(site, query)} == {"index", "b"}


def test_an_accent_apart_from_its_letter_is_one_accent(site: Any) -> None:
    """macOS gives file names so, and people paste them."""
    assert ask(site, "entrai\u0302nement") == ask(site, "entraînement")


@pytest.mark.parametrize("query", ["reglage du taux", "Réglage du taux"])
def test_titles_match_without_accents_and_show_them(site: Any, query: str) -> None:
    """Title matches come first; the reader reads the true title."""
    title = "L’entraînement d’un réseau > Réglage du taux"

    assert (title, "index#reglage-du-taux") in ask(site, query)


def test_a_title_typed_with_straight_apostrophes_matches(site: Any) -> None:
    """The page's apostrophes are curly, the keyboard's are not."""
    assert ask(site, "l'entrainement d'un reseau")[0] == ("L’entraînement d’un réseau", "index")


@pytest.mark.parametrize("query", ["derivee", "dérivée"])
def test_index_entries_match_without_accents(site: Any, query: str) -> None:
    """Sphinx compares them letter for letter."""
    assert "index#index-0" in {place for _, place in ask(site, query)}


def test_a_place_comes_once(site: Any) -> None:
    """Folding titles must not make one page two results."""
    results = ask(site, "evaluation")

    assert len(results) == len(set(results))
    assert results[0] == ("Évaluation", "b")


def test_empty_words_are_not_indexed(site: Any) -> None:
    """ "La", with its capital, would be in every page of a French index."""
    index = (Path(site.app.outdir) / "searchindex.js").read_text(encoding="utf-8")
    terms = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))["terms"]

    assert not {"La", "Les", "Un", "la", "les", "un", "d", "l"} & set(terms)
    assert all(term == fold(term) for term in terms)


def test_the_page_loads_our_highlighter_and_no_summary_from_the_disk(site: Any) -> None:
    """Sphinx's highlighter knows no folding; a page of the disk may fetch no other."""
    page = site.html("search")

    assert "sphinx_highlight.js" not in page
    assert "js/highlight.js" in page
    context = browser(Path(site.app.outdir))
    assert context.eval("DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY") is False
