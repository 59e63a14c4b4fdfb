"""Links of a deck to pages that have no deck: the glossary's terms, the scripts' labels."""

from __future__ import annotations

import re

import pytest
from harness.course import SCRIPT, Course

GLOSSARY = """\
Glossaire
=========

.. glossary::

   gradient
      *gradient*. La pente.

   Adam
   AdamW : clé
      *Adam*. Un optimiseur.

   ∇
      *nabla*. Un signe.
"""
PAGES = "../../html"
GLOSSARY_PAGE = f"{PAGES}/glossaire.html"
SCRIPT_PAGE = f"{PAGES}/galerie/01_essai/plot_un.html"
LABEL = "sphx_glr_galerie_01_essai_plot_un.py"
ANCHOR = LABEL.replace("_", "-").replace(".", "-")
LINKS = {
    "{term}`gradient`": (f"{GLOSSARY_PAGE}#term-gradient", "gradient"),
    "{term}`la pente <gradient>`": (f"{GLOSSARY_PAGE}#term-gradient", "la pente"),
    "{term}`Gradient`": (f"{GLOSSARY_PAGE}#term-gradient", "Gradient"),
    "{term}`adam`": (f"{GLOSSARY_PAGE}#term-Adam", "adam"),
    "{term}`AdamW`": (f"{GLOSSARY_PAGE}#term-AdamW", "AdamW"),
    "{term}`∇`": (f"{GLOSSARY_PAGE}#term-0", "∇"),
    f"{{ref}}`le script <{LABEL}>`": (f"{SCRIPT_PAGE}#{ANCHOR}", "le script"),
    f"{{ref}}`{LABEL}`": (f"{SCRIPT_PAGE}#{ANCHOR}", "Un script"),
    "{ref}`la-cellule`": (f"{SCRIPT_PAGE}#la-cellule", "Un titre de cellule"),
    "{eq}`eq-script`": (f"{SCRIPT_PAGE}#equation-eq-script", "(1)"),
    "{doc}`../glossaire`": (GLOSSARY_PAGE, "Glossaire"),
    "{doc}`/galerie/01_essai/plot_un`": (SCRIPT_PAGE, "Un script"),
    "{any}`gradient`": (f"{GLOSSARY_PAGE}#term-gradient", "gradient"),
    "[mots](../glossaire.rst)": (GLOSSARY_PAGE, "mots"),
    "[](../galerie/01_essai/plot_un.rst)": (SCRIPT_PAGE, "Un script"),
    f"[là](#{LABEL})": (f"{SCRIPT_PAGE}#{ANCHOR}", "là"),
}
CELL = """
# %% formule
# .. _la-cellule:
#
# Un titre de cellule
# -------------------
#
# .. math:: a = b
#    :label: eq-script
print("formule")
"""


@pytest.fixture
def linked(course: Course) -> Course:
    """A course whose glossary and scripts have no deck, as in the real one."""
    course.script(SCRIPT + CELL)
    course.write("source/glossaire.rst", GLOSSARY)
    conf = course.root / "source/conf.py"
    without = conf.read_text(encoding="utf-8").replace('["galerie/**"]', '["galerie/**", "g*.rst"]')
    conf.write_text(without, encoding="utf-8")
    index = "Sommaire\n========\n\n.. toctree::\n   :glob:\n\n   chapitres/*\n   galerie/index\n"
    course.write("source/index.rst", f"{index}   glossaire\n")
    return course


def test_each_leads_to_the_page_with_its_words(linked: Course) -> None:
    """Both builders accept what one accepts."""
    linked.chapter("\n\n".join(LINKS), "01-essai.md")
    pages, decks = linked.build(), linked.build("revealjs")

    assert (pages.warnings, decks.warnings) == ("", "")
    found = re.findall(
        r'<a class="[^"]*internal" href="(.*?)">(.*?)</a>', decks.html("chapitres/01-essai")
    )
    assert [(href, re.sub("<.*?>", "", text)) for href, text in found] == list(LINKS.values())
    for href, _text in LINKS.values():
        page, _, anchor = href.removeprefix(f"{PAGES}/").partition("#")
        assert not anchor or f'id="{anchor}"' in pages.html(page.removesuffix(".html"))


def test_a_label_that_no_page_has_is_told(linked: Course) -> None:
    """As Sphinx does on pages."""
    linked.chapter("{term}`absent` {ref}`absente`", "01-essai.md")
    warnings = linked.build("revealjs").warnings

    assert "term not in glossary: 'absent'" in warnings
    assert "undefined label: 'absente'" in warnings


def test_a_deck_follows_the_page_that_it_leads_to(linked: Course) -> None:
    """The words of a link are those of a title of another document."""
    linked.chapter(f"{{ref}}`{LABEL}`, {{doc}}`/galerie/01_essai/plot_un`", "01-essai.md")
    linked.build("revealjs")
    linked.script((SCRIPT + CELL).replace("Un script\n====", "Une autre\n===="))
    decks = linked.build("revealjs")

    assert decks.html("chapitres/01-essai").count("Une autre</span>") == 2


def test_a_deck_follows_a_label_that_goes_to_a_page_without_a_deck(linked: Course) -> None:
    """And the title that it has there, the next time."""
    place = "\n.. _lieu:\n\nUn lieu\n-------\n\nUn mot.\n"
    linked.chapter("{ref}`lieu`", "01-essai.md")
    linked.chapter(place, "02-autre.rst")
    assert '#lieu"><span class="std std-ref">Un lieu<' in deck(linked)
    linked.chapter("Un mot.", "02-autre.rst")
    linked.write("source/glossaire.rst", GLOSSARY + place)
    assert f'href="{GLOSSARY_PAGE}#lieu"><span>Un lieu<' in deck(linked)
    linked.write("source/glossaire.rst", GLOSSARY + place.replace("Un lieu\n", "Un coin\n"))
    assert f'href="{GLOSSARY_PAGE}#lieu"><span>Un coin<' in deck(linked)


def test_a_deck_follows_the_anchor_of_a_term(linked: Course) -> None:
    """Two terms of one anchor: the second one has a number."""
    linked.chapter("{term}`adam`", "01-essai.md")
    assert f'href="{GLOSSARY_PAGE}#term-Adam"' in deck(linked)
    linked.write("source/glossaire.rst", GLOSSARY.replace("   gradient\n", "   Adam ?\n"))
    assert f'href="{GLOSSARY_PAGE}#term-0"' in deck(linked)


def test_a_definition_writes_no_deck_again(linked: Course) -> None:
    """Decks show no definition."""
    linked.chapter("{term}`gradient`", "01-essai.md")
    page = linked.build("revealjs").folder / "chapitres/01-essai.html"
    before = page.stat().st_mtime_ns
    linked.write("source/glossaire.rst", GLOSSARY.replace("La pente", "Une pente"))
    linked.build("revealjs")
    assert page.stat().st_mtime_ns == before


def deck(course: Course) -> str:
    """Return the deck as it is now."""
    return course.build("revealjs").html("chapitres/01-essai")
