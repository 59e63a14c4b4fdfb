"""The bank of mistakes: look for the error first, come to it from a chapter."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from harness.course import Course

MISTAKE = '''"""
Un total qui surprend
=====================

La somme n'est pas celle que l'on attend.
"""

# %% trouver-l-erreur
total = 0
for k in range(4):
    total = k

# %% symptome
print("total :", total)

# %% correction
# Il fallait ajouter.
total = 0
for k in range(4):
    total += k

# %% comparaison
print("juste :", total)
'''
CHAPTER = """
    Les sommes
    ----------

    .. misconception:: affecter au lieu d'ajouter
       :script: {script}

       Le total.
"""


def bank(course: Course) -> Course:
    """Return the course with one mistake in its bank."""
    course.write("gallery/erreurs/GALLERY_HEADER.rst", "Erreurs\n-------\n\nToutes.\n")
    course.script(MISTAKE, name="erreurs/plot_somme")
    return course


def test_the_explanation_and_all_after_it_are_folded(course: Course) -> None:
    """The symptom and the downloads stay in sight; the fold is closed."""
    bank(course)
    course.chapter("Rien.\n")
    built = course.build()
    assert not built.warnings
    page = BeautifulSoup(built.html("galerie/erreurs/plot_somme"), "html.parser")
    (fold,) = page.select("details")
    assert not fold.has_attr("open")
    assert [line.get_text() for line in fold.select("summary")] == ["Explication et correction"]
    assert "Il fallait ajouter" in fold.get_text()
    assert "juste : 6" in fold.get_text()
    assert "total : 3" not in fold.get_text()
    assert not fold.select(".sphx-glr-footer")
    assert page.select(".sphx-glr-footer")


def test_other_scripts_are_not_folded(course: Course) -> None:
    """Even with a cell of that name."""
    course.script(MISTAKE, name="01_essai/plot_somme")
    course.chapter("Rien.\n")
    built = course.build()
    assert "<details" not in built.html("galerie/01_essai/plot_somme")


@pytest.mark.parametrize(
    ("builder", "address"),
    [
        ("html", "../galerie/erreurs/plot_somme.html"),
        ("revealjs", "../../html/galerie/erreurs/plot_somme.html"),
    ],
)
def test_a_misconception_leads_to_its_page(course: Course, builder: str, address: str) -> None:
    """From the page and from the deck; on a slide the page is on the other side."""
    bank(course).chapter(CHAPTER.format(script="erreurs/plot_somme"))
    built = course.build(builder)
    assert not built.warnings
    page = BeautifulSoup(built.html("chapitres/01-essai"), "html.parser")
    link = page.select_one(".misconception .bank-link")
    assert link is not None
    assert (link["href"], link.get_text()) == (address, "Chercher l'erreur")


def test_an_unknown_script_is_an_error_with_the_nearest(course: Course) -> None:
    """With the chapter and its line."""
    bank(course).chapter(CHAPTER.format(script="erreurs/plot_some"))
    built = course.build()
    assert "01-essai.rst:8" in built.warnings
    assert "erreurs/plot_somme" in built.warnings


def test_another_course_keeps_its_mistakes_elsewhere(course: Course) -> None:
    """In the folder that conf.py names."""
    course.configure(course_mistakes="pieges")
    course.write("gallery/pieges/GALLERY_HEADER.rst", "Pièges\n------\n\nUn.\n")
    course.script(MISTAKE, name="pieges/plot_somme")
    course.chapter("Rien.\n")
    assert "<details" in course.build().html("galerie/pieges/plot_somme")
