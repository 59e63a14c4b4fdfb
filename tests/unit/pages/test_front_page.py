"""The home: a card for each chapter, the same from the pages and from above them."""

from __future__ import annotations

import re

import pytest
from harness.course import Course

SCRIPT = '''"""
Un script
=========

Une droite.
"""

# %% droite
import matplotlib.pyplot as plt

plt.plot([0, 1])
# Figure : une droite monte de 0 à 1.
plt.show()
'''
CHAPTER = (
    ":description: Une droite.\n\nDroites\n=======\n\n.. snippet:: plot_un\n   :cell: droite\n"
)


def test_a_card_shows_the_first_figure_of_its_chapter(course: Course) -> None:
    """In its two colours, from files of the site."""
    course.script(SCRIPT)
    course.chapter(CHAPTER)
    built = course.build()
    home = built.html("index")
    images = re.findall(r'<img class="(only-\w+)" src="([^"]+)"', home)
    assert [theme for theme, _ in images] == ["only-light", "only-dark"]
    assert all((built.folder / address).is_file() for _, address in images)


def test_both_homes_lead_to_the_same_places(course: Course) -> None:
    """One lies among the pages, the other above them and above the decks."""
    course.chapter("Un mot.")
    built = course.build()
    inside, above = built.html("index"), built.html("_front")
    assert 'href="./chapitres/01-essai.html"' in inside
    assert 'href="../slides/chapitres/01-essai.html"' in inside
    assert 'href="html/chapitres/01-essai.html"' in above
    assert above.replace('"slides/', '"../slides/').replace('"html/', '"./') == inside


def test_it_says_with_what_the_course_was_built(course: Course) -> None:
    """Versions that the records hold, and who wrote it under which licence."""
    course.configure(course_authors=["A. B."], course_licence="CC BY 4.0.")
    course.chapter("Un mot.")
    home = course.build().html("index")
    assert re.search(r"Dernière construction le \d+ \w+ \d{4}. Exécuté avec Python 3", home)
    assert "A. B. · CC BY 4.0." in home


@pytest.mark.parametrize(
    ("base", "root"), [("", ""), ("https://cours.example/pytorch", "/pytorch")]
)
def test_an_address_that_leads_nowhere_has_a_page(course: Course, base: str, root: str) -> None:
    """It is shown at any address: its links start at the root of the site."""
    course.configure(html_baseurl=base)
    course.chapter("Un mot.")
    page = course.build().html("_404")
    addresses = re.findall(r'(?:href|src)="([^"]+)"', page)
    assert addresses
    assert all(address.startswith(f"{root}/") for address in addresses)
    assert f'href="{root}/html/chapitres/01-essai.html"' in page
