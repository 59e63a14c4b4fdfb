"""French typography: what is changed, and above all what is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from course.language.typography import french_typography
from harness.course import build_pages
from hypothesis import given
from hypothesis import strategies as st

EXTENSIONS = ["course.language.typography"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Pourquoi ?", "Pourquoi\u202f?"),
        ("un ; deux !", "un\u202f; deux\u202f!"),
        ("Quoi ?!", "Quoi\u202f?!"),
        ("il ajoute : deux", "il ajoute\u00a0: deux"),
        ("il ajoute\n: deux", "il ajoute\u00a0: deux"),
        (" : après du code", "\u00a0: après du code"),
        ("91,0 %, puis 2 %", "91,0\u202f%, puis 2\u202f%"),
        ("« mot »", "«\u00a0mot\u00a0»"),
        ("«mot»", "«\u00a0mot\u00a0»"),
        ("« mot » ?", "«\u00a0mot\u00a0»\u202f?"),
        ("(vraiment ?)", "(vraiment\u202f?)"),
        ("l'erreur d'aujourd'hui", "l’erreur d’aujourd’hui"),
        ("l'", "l’"),
        ("lorsqu'«une»", "lorsqu’«\u00a0une\u00a0»"),
    ],
)
def test_plain_spaces_and_apostrophes_become_those_of_french(typed: str, read: str) -> None:
    """The author types a keyboard's spaces; the reader gets the printer's."""
    assert french_typography(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "10:30",
        "http://exemple.fr/?a=b;c",
        "a != b",
        "a?b",
        "100%",
        "x %d",
        "'d'",
        "déjà\u00a0: fait",
        "déjà\u202f; fait",
        "«\u202fdéjà\u202f»",
        "mot\0 : espace échappée",
    ],
)
def test_what_holds_no_space_to_change_stays_as_typed(typed: str) -> None:
    """Times, addresses and operators are not sentences; an author's own spaces are kept."""
    assert french_typography(typed) == typed


@given(st.text(alphabet="ab'«» :;!?%\n\u00a0\u202f’.1", max_size=30))
def test_twice_is_as_once(text: str) -> None:
    """Texts pass through more than once: titles, thumbnails, descriptions."""
    once = french_typography(text)
    assert french_typography(once) == once


RST = """\
L'erreur : c'est « quoi » ?
===========================

Voir http://exemple.fr/a?b ; `un lien : oui <https://exemple.fr/?c>`_ !
L'*erreur* : ``a : b`` ; "citation" ? :math:`x : y` et d'``int`` à 10:30.

.. code-block:: text

   a : b ?

.. toctree::
   :caption: L'annexe : tout

   md
"""
MD = """\
# L'erreur : quoi ?

Un «
mot
» et l'**erreur** : `a : b` ; $x : y$ !
"""


def test_prose_of_both_formats_changes_and_nothing_else(tmp_path: Path) -> None:
    """Code, formulas, addresses and ids must come out as they were typed."""
    built = build_pages(tmp_path, {"index.rst": RST, "md.md": MD}, extensions=EXTENSIONS)

    assert not built.warnings
    page = built.html()
    assert "L’erreur\u00a0: c’est «\u00a0quoi\u00a0»\u202f?" in page
    assert 'id="l-erreur-c-est-quoi"' in page
    assert "L’<em>erreur</em>\u00a0: " in page
    assert "a : b ?\n" in page
    assert 'href="http://exemple.fr/a?b">http://exemple.fr/a?b</a>\u202f;' in page
    assert "un lien\u00a0: oui</a>\u202f!" in page
    assert "x : y" in page
    assert "L’annexe\u00a0: tout" in page
    assert "«\u00a0mot\u00a0» et l’<strong>erreur</strong>\u00a0: " in built.html("md")


def test_straight_quotes_are_left_to_smartquotes(tmp_path: Path) -> None:
    """Both put spaces inside « »: there must be one on each side, not two."""
    text = 'Titre\n=====\n\nUne "citation" et l\'*autre* "mot".\n'
    built = build_pages(tmp_path, {"index.rst": text}, extensions=EXTENSIONS)

    assert "Une «\u00a0citation\u00a0» et l’<em>autre</em> «\u00a0mot\u00a0»." in built.html()


def test_what_sphinx_writes_around_a_text_is_french_too(tmp_path: Path) -> None:
    """Its translations end with a colon, and its dash touches the name."""
    text = "Titre\n=====\n\n.. versionadded:: 2.1 Texte.\n\nAvant.\n\n    Citation.\n\n    -- Nom\n"
    page = build_pages(tmp_path, {"index.rst": text}, extensions=EXTENSIONS).html()

    assert "Ajouté dans la version 2.1\u00a0: </span>Texte." in page
    assert "—\u00a0Nom</p>" in page


def test_another_language_is_left_alone(tmp_path: Path) -> None:
    """The rules are those of French."""
    text = "Title\n=====\n\nIs it « so » ?\n"
    built = build_pages(
        tmp_path, {"index.rst": text}, extensions=EXTENSIONS, language="en", smartquotes=False
    )

    assert "Is it « so » ?" in built.html()
