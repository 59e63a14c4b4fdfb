"""A slide is laid out for what stands on it, or as one word says."""

from __future__ import annotations

import re

import pytest
from harness.course import Course

SLIDE = re.compile(r'<section id="([^"]+)" class="layout-([a-z]+)')
SCRIPT = '''"""
Un script
=========

Une figure.
"""

# %% imports
import matplotlib.pyplot as plt

# %% droite
fig, axes = plt.subplots(figsize=(8, 4), layout="constrained")
axes.plot([0, 1], [0, 1])
# Figure : une droite qui monte de zéro à un.
plt.show()
'''
CONTENT = """
Une phrase seule
----------------

Les pires erreurs ne lèvent rien.

Une image
---------

.. snippet:: plot_un
   :cell: droite
   :show: figure

Elle monte.

Du code
-------

.. snippet:: plot_un
   :cell: droite
   :show: code

Une question
------------

.. question::

   Combien ?

   .. answer::

      Deux.

Une liste
---------

- un
- deux
"""
EXPECTED = {
    "une-phrase-seule": "statement",
    "une-image": "figure",
    "du-code": "normal",
    "une-question": "question",
    "une-liste": "normal",
}


def test_the_content_chooses_the_layout(course: Course) -> None:
    """A sentence, a picture, a question: each has its own."""
    course.script(SCRIPT)
    course.chapter(f"Début.\n{CONTENT}")
    built = course.build("revealjs")
    assert built.warnings == ""
    found = dict(SLIDE.findall(built.html("chapitres/01-essai")))
    assert {name: found[name] for name in EXPECTED} == EXPECTED


def test_one_word_chooses_another(course: Course) -> None:
    """The author's word wins over the content."""
    course.chapter("Début.\n\nPoint\n-----\n\n.. slide::\n   :layout: normal\n\nUne phrase.\n")
    html = course.build("revealjs").html("chapitres/01-essai")
    assert dict(SLIDE.findall(html))["point"] == "normal"


def test_a_pause_is_a_slide_of_its_own(course: Course) -> None:
    """With its minutes, and without changing the slide of the title that follows."""
    course.chapter(
        "Début.\n\nUn\n--\n\n- un\n\n.. slide::\n   :layout: pause\n   :minutes: 10\n\n"
        "Deux\n----\n\n- deux\n"
    )
    built = course.build("revealjs")
    assert built.warnings == ""
    html = built.html("chapitres/01-essai")
    assert [name for name, _ in SLIDE.findall(html)] == ["un-chapitre", "un", "pause-1", "deux"]
    pause = html[html.index('id="pause-1"') : html.index('id="deux"')]
    assert 'data-minutes="10"' in pause
    assert ">Pause</h2>" in pause
    assert "slide-clock.js" in html
    assert dict(SLIDE.findall(html))["deux"] == "normal"


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (":layout: statment", "Le plus proche : « statement »"),
        (":layout: pause", "une pause sans durée"),
        (":layout: turn\n   :minutes: beaucoup", "écrire un nombre de minutes"),
        (":layout: turn\n   :minutes:", "écrire un nombre de minutes"),
        (":layout: turn", "« :layout: turn » sans durée"),
    ],
)
def test_what_a_layout_does_not_know_names_the_line(
    course: Course, options: str, complaint: str
) -> None:
    """File, line, and the nearest name."""
    course.chapter(f"Un mot.\n\n.. slide::\n   {options}\n\nSuite.\n")
    warnings = course.build("revealjs").warnings
    assert "01-essai.rst:6: WARNING" in warnings
    assert complaint in warnings
