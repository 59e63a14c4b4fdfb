"""What a screen hides of a slide: found, and only that; what decks held wrong on phones holds."""

from __future__ import annotations

import pytest
from decks.screens import Screen, cut_on
from harness.course import Course
from harness.figure_sequence import QUOTE, SEQUENCE
from playwright.sync_api import Browser

LINES = f'''
# %% longue
lignes = [  # un mot,          puis des espaces au bord, où la ligne se coupe      [    ]
    "{"a" * 34}",  # {"b " * 8}
    "{"a" * 34}",         # {"b " * 8}
    "{"a" * 34}",                # {"b " * 8}
]

# %% ordre
un = {"a" * 26!r}
deux = un + {"b" * 30!r}
trois = deux + {"c" * 30!r}
somme = [un, deux, trois, {"d" * 30!r}]
'''
LAST = "\n".join(f"Une ligne du titre, la {rank}.\n" for rank in range(1, 12))
WIDE = Screen(1280, 720, 1.3)
CHAPTER = f"""
{LAST}

Suite
-----

{QUOTE}   :show: figure

Code
----

.. snippet:: plot_un
   :cell: longue
   :reason: une ligne longue

Table
-----

.. list-table::
   :header-rows: 1

   * - Geste
     - Ici
     - Ailleurs
   * - créer un environnement
     - ``python3 -m venv .venv``
     - ``py -m venv dossier_long``
   * - activer
     - ``source .venv/bin/activate``
     - ``dossier_long_qui_ne_se_coupe_pas.ps1``

Ordre
-----

.. quiz:: Remettre ces lignes dans l'ordre.
   :kind: order
   :script: plot_un
   :cell: ordre

   .. explanation::

      D'abord les valeurs.
"""


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Wide code, lines to order, a sequence, a title slide that is too high."""
    course = Course(tmp_path_factory.mktemp("ecrans"))
    course.script(SEQUENCE + LINES)
    course.chapter(CHAPTER)
    built = course.build("revealjs")
    assert (built.error, built.warnings) == ("", "")
    return (built.folder / "chapitres/01-essai.html").as_uri()


@pytest.mark.parametrize(
    "screen", [Screen(390, 844), Screen(390, 844, 1.3), Screen(844, 390, 1.3), WIDE]
)
def test_wide_code_sequences_and_high_titles_are_whole(
    chromium: Browser, deck: str, screen: Screen
) -> None:
    """Lines are folded, the figure has its height, what is too high is scrolled from its top."""
    assert list(cut_on(chromium, deck, screen)) == []


def test_a_line_that_is_not_folded_is_found(chromium: Browser, deck: str, monkeypatch) -> None:
    """And what hangs out of a folded one, a space, is not."""
    unfolded = "*{white-space:pre!important}"
    monkeypatch.setattr(
        "decks.screens.SHOW",
        "([rank]) => { const sheet = new CSSStyleSheet(); "
        f"sheet.replaceSync({unfolded!r}); document.adoptedStyleSheets = [sheet]; "
        "Reveal.slide(rank, 0, 99); return Reveal.getSlides()[rank].id; }",
    )
    found = list(cut_on(chromium, deck, Screen(844, 390)))
    assert any("#/code (844 × 390) : coupé à droite" in one for one in found)
