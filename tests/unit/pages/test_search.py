"""Search in French, by section: the index as built, the query answered by the real code in V8."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from course.pages.search.script import fold
from harness.course import build_pages
from py_mini_racer import MiniRacer

EXTENSIONS = [
    "course.language.typography",
    "course.language.glossary",
    "course.maths.formulas",
    "course.pages.search",
]
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

.. index:: vitesse d'apprentissage

La pente se lit dans ``zero_grad``.

.. container:: no-search

   Un secret bien gardé.

.. toctree::

   b
   glossaire
   chapitres/01-un
""",
    "glossaire.rst": """\
Glossaire
=========

.. glossary::

   règle de la chaîne
     *chain rule*. Dériver une fonction de fonction.
""",
    "b.rst": "Évaluation\n==========\n\nUn réseau entraîné se mesure.\n",
    "chapitres/01-un.rst": """\
Le gradient
===========

Objectifs
---------

La rétropropagation.

La rétropropagation pas à pas
-----------------------------

Le gradient remonte. La rétropropagation parcourt le graphe.
""",
}
# What the script of the pages expects of a browser, in which there is no field to type in.
BROWSER = """
var window = globalThis;
var location = {href: "file:///search.html", search: ""};
var setTimeout = (then) => then();
var nothing = () => null;
var document = {documentElement: {dataset: {}}, querySelector: nothing, getElementById: nothing};
"""
ASK = """
var ask = (query, isTyping) => JSON.stringify(courseSearch.rank(query, isTyping).results.map(
    ({section}) => [section.title, section.page + (section.anchor && "#" + section.anchor)]));
var stemOf = courseSearch.stem;
var corrections = (query) =>
    courseSearch.rank(query).groups.map(({correction}) => correction ?? "").join(" ");
"""


@cache
def browser(folder: Path) -> MiniRacer:
    """Return V8 with what the pages of ``folder`` load to search, in its order."""
    context = MiniRacer()
    for script in (
        BROWSER,
        (folder / "_static" / "js" / "search.js").read_text(encoding="utf-8"),
        "var Search = {setIndex: courseSearch.read};",
        (folder / "searchindex.js").read_text(encoding="utf-8"),
        ASK,
    ):
        context.eval(script)
    return context


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Build three pages once."""
    return build_pages(tmp_path_factory.mktemp("search"), PAGES, extensions=EXTENSIONS)


def ask(built: Any, query: str, is_typing: bool = False) -> list[list[str]]:
    """Return the title and place of each result, the best first."""
    return list(json.loads(str(browser(built.folder).call("ask", query, is_typing))))


def index_of(built: Any) -> str:
    """Return the index as the browser gets it."""
    return (built.folder / "searchindex.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("family", FAMILIES.splitlines())
def test_a_word_and_its_forms_have_one_stem_whatever_the_accents(built: Any, family: str) -> None:
    """What "entrainement" finds must be what "entraînement" finds."""
    context = browser(built.folder)

    assert len({context.call("stemOf", word) for word in family.split()}) == 1


@pytest.mark.parametrize("query", ["entrainement", "entraînements", "ENTRAÎNEMENT"])
def test_a_query_finds_the_word_with_or_without_its_accent(built: Any, query: str) -> None:
    """Many readers type without accents."""
    assert not built.warnings
    assert {place for _, place in ask(built, query)} == {"index", "b"}


def test_an_accent_apart_from_its_letter_is_one_accent(built: Any) -> None:
    """macOS gives file names so, and people paste them."""
    assert ask(built, "entrai\u0302nement") == ask(built, "entraînement")


@pytest.mark.parametrize("query", ["reglage du taux", "Réglage du taux", "l'entrainement pente"])
def test_a_result_is_a_section_called_by_its_true_title(built: Any, query: str) -> None:
    """The reader lands on the spot, not on top of a long page."""
    assert ["Réglage du taux", "index#reglage-du-taux"] in ask(built, query)


def test_words_of_the_index_are_other_names_of_a_section(built: Any) -> None:
    """A reader does not know the author's words yet."""
    assert ask(built, "vitesse d’apprentissage")[0][1] == "index#reglage-du-taux"


@pytest.mark.parametrize("query", ["epoque", "passage données"])
def test_a_term_of_a_glossary_is_a_place(built: Any, query: str) -> None:
    """Its definition is the answer."""
    assert ask(built, query)[0] == ["Époque", "index#term-Epoque"]


def test_what_explains_comes_before_what_rehearses(built: Any) -> None:
    """Objectives and checklists hold the words of the whole chapter."""
    titles = [title for title, _ in ask(built, "retropropagation")]

    assert titles[0] == "La rétropropagation pas à pas"


@pytest.mark.parametrize("query", ["zero_grad", "zero grad", "zero"])
def test_a_name_in_code_is_found_whole_or_by_its_words(built: Any, query: str) -> None:
    """One rarely remembers where the underscores are."""
    assert ask(built, query)[0][1] == "index#reglage-du-taux"


def test_a_word_begun_finds_the_words_it_begins(built: Any) -> None:
    """The rest may be what one is unsure of."""
    assert ask(built, "rétropro")


def test_a_query_with_no_answer_has_none(built: Any) -> None:
    """A guess would only look like an answer."""
    assert ask(built, "zygomatique") == []
    assert ask(built, "?!") == []


def test_what_is_left_out_is_not_in_the_index_at_all(built: Any) -> None:
    """Excerpts quote what is in it."""
    assert "secret" not in index_of(built)


def test_an_index_read_again_is_the_same(tmp_path: Path) -> None:
    """An incremental build takes the sections of unchanged pages from the last index."""
    first = build_pages(tmp_path, PAGES, extensions=EXTENSIONS)
    before = index_of(first)
    pages = {**PAGES, "b.rst": PAGES["b.rst"].replace("mesure", "juge")}
    second = build_pages(tmp_path, pages, extensions=EXTENSIONS)

    assert not second.warnings
    assert index_of(second) == before.replace("mesure", "juge")


@pytest.mark.parametrize(
    ("query", "meant"),
    [("gradiant", "gradient"), ("retropropagasion", "rétropropagation"), ("pante", "pente")],
)
def test_a_wrong_letter_is_forgiven_and_what_was_meant_is_known(
    built: Any, query: str, meant: str
) -> None:
    """Two in a long word."""
    assert ask(built, query) == ask(built, meant) != []
    assert browser(built.folder).call("corrections", query) == meant


def test_what_is_spelt_well_is_not_corrected(built: Any) -> None:
    """Nor what is begun."""
    assert browser(built.folder).call("corrections", "gradient rétropro").strip() == ""


def test_a_word_being_typed_already_finds_what_it_begins(built: Any) -> None:
    """Its stem may be no beginning of theirs: « entraînem », « entraîn »."""
    assert ask(built, "entraînem", True) == ask(built, "entraînement")


def test_an_english_term_of_the_glossary_is_searched_in_french(built: Any) -> None:
    """Error messages and documentations are in English."""
    assert ask(built, "chain rule")[0][1] == ask(built, "règle de la chaîne")[0][1]


def test_folding() -> None:
    """The same letters as words.js."""
    assert fold("Cœur À l’été") == "coeur a l’ete"
