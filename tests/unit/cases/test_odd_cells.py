"""Names of cells and values that no text can hold (cases 22 and 23)."""

from __future__ import annotations

from harness.alone import recorded
from harness.course import Course

DRAWS = '''"""
Noms
====

Des noms de cellules.
"""

# %% entrée/sortie
import matplotlib.pyplot as plt

plt.plot([1, 2])
# Figure : une droite.
plt.show()
'''


def test_a_name_of_cell_may_hold_a_slash(course: Course) -> None:
    """Its figure has a file all the same, on the page."""
    course.script(DRAWS)
    course.chapter(".. snippet:: plot_un\n   :cell: entrée/sortie\n")
    built = course.build()
    assert (built.warnings, built.error) == ("", "")
    assert built.html("chapitres/01-essai").count('alt="une droite."') == 2
    assert len(list((built.folder / "_images").glob("*plot_un-entr*.svg"))) == 2


def test_a_header_in_a_text_is_refused_with_its_cell(course: Course) -> None:
    """Python reads it, and sphinx-gallery cuts it: one sentence says so."""
    course.script(DRAWS + '\n# %% programme\ntexte = """\n# %% pas une cellule\n"""\n')
    error = course.build().error
    assert "plot_un.py:17: la cellule « programme » est coupée en deux" in error


def test_a_value_that_no_text_can_hold_is_left_out(course: Course) -> None:
    """The script runs, its other values are kept."""
    course.script(
        '"""\nOctets\n======\n\nUn nom.\n"""\n\n# %% nom\nimport os\n\n'
        'nom = os.fsdecode(b"donn\\xe9es.csv")\nreponse = 42\nprint(ascii(nom))\n'
    )
    record = recorded(course)
    assert record.values == {"reponse": 42}
    assert record.cells[0].stdout == "'donn\\udce9es.csv'\n"
