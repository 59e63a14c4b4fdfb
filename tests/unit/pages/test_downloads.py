"""What one takes away: clean notebooks, the zip of the course, Colab where it is published."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from course.base.errors import CourseError
from course.pages.downloads import portable
from course.pages.notebooks import markdown
from harness.course import ROOT, Course
from harness.exercise import EXERCISE

SCRIPT = '''r"""
Un script
=========

La dérivée de :math:`x^2` vaut ``2 * x``, voir :doc:`plus loin <index>`.
"""

# %% imports
import matplotlib.pyplot as plt

# %% courbe
# Une `page <https://example.org>`_, puis :
#
# .. note::
#
#    Une remarque.
fig, ax = plt.subplots(layout="constrained")
ax.plot([1, 2])
# Figure : une droite qui monte
# de gauche à droite.
plt.show()
'''
CHAPTER = """
    .. snippet:: 01_essai/plot_un
       :cell: courbe
       :show: code
"""


def built(course: Course, **settings: str) -> Path:
    """Build a course of one script and one chapter; return the folder of its pages."""
    course.script(SCRIPT)
    course.chapter(CHAPTER)
    course.configure(**settings)
    result = course.build()
    assert (result.error, result.warnings) == ("", "")
    return result.folder


def test_a_notebook_reads_as_markdown(course: Course) -> None:
    """Its reader sees no reStructuredText, no name of a cell, no description of a figure."""
    notebook = json.loads((built(course) / "carnets/01_essai/plot_un.ipynb").read_text())
    cells = [(cell["cell_type"], "".join(cell["source"])) for cell in notebook["cells"]]
    text = "\n".join(source for kind, source in cells if kind == "markdown")
    code = "\n".join(source for kind, source in cells if kind == "code")

    assert "La dérivée de $x^2$ vaut `2 * x`, voir plus loin." in text
    assert "Une [page](https://example.org), puis" in text
    assert "<h4>Remarque</h4>" in text
    assert "# Figure" not in code
    assert "courbe" not in code
    assert code.endswith("plt.show()")
    assert "version" not in notebook["metadata"]["language_info"]


@pytest.mark.parametrize("text", [".. image:: a.png", "une |valeur|", "voir `ailleurs`_"])
def test_markup_that_would_show_stops_the_build(text: str) -> None:
    """Rather than a student reading it."""
    with pytest.raises(CourseError, match="carnet"):
        markdown(text, Path("plot_a.py"))


def test_markup_quoted_as_code_is_code(course: Course) -> None:
    """Some scripts explain it."""
    assert markdown("Écrire ``a_`` ou ``:math:`x```.", Path("plot_a.py"))
    assert markdown("Un nom finit par ``_`` ou ``__``.", Path("plot_a.py"))


def test_no_repository_no_colab(course: Course) -> None:
    """A link that leads nowhere is worse than none."""
    folder = built(course)

    for page in ("chapitres/01-essai", "galerie/01_essai/plot_un"):
        assert "colab" not in (folder / f"{page}.html").read_text().lower()


def test_colab_opens_the_notebook_that_is_published(course: Course) -> None:
    """At the very path where the build puts it, on the branch of the site."""
    folder = built(course, course_repository="https://github.com/auteur/cours")
    path = "carnets/01_essai/plot_un.ipynb"
    address = f"https://colab.research.google.com/github/auteur/cours/blob/gh-pages/html/{path}"

    assert (folder / path).exists()
    for page in ("chapitres/01-essai", "galerie/01_essai/plot_un"):
        html = (folder / f"{page}.html").read_text()
        assert f'href="{address}"' in html
        assert "Ouvrir dans Colab" in html


def test_colab_opens_the_notebook_to_complete_of_an_exercise(course: Course) -> None:
    """Not its solution, which has another name."""
    course.script(EXERCISE, "01_essai/ex_01_double")
    folder = built(course, course_repository="https://github.com/auteur/cours")
    page = (folder / "galerie/01_essai/ex_01_double.html").read_text()
    assert "html/carnets/01_essai/exercices/ex_01_double.ipynb" in page
    to_complete = (folder / "carnets/01_essai/exercices/ex_01_double.ipynb").read_text()
    assert "TODO" in to_complete
    assert "return resultat" not in to_complete
    solved = (folder / "carnets/01_essai/ex_01_double_solution.ipynb").read_text()
    assert "Solution de l'exercice" in solved


@pytest.mark.parametrize(
    "given", ["auteur/cours", "https://gitlab.com/a/b", "https://github.com/a"]
)
def test_an_address_that_colab_cannot_open_stops_the_build(course: Course, given: str) -> None:
    """It reads GitHub only."""
    course.configure(course_repository=given)

    assert given in course.build().error


def test_the_zip_holds_what_runs_and_does_not_change(course: Course) -> None:
    """Two builds of one commit give the same bytes."""
    course.write("requirements.txt", (ROOT / "requirements.txt").read_text())
    course.write("gallery/01_essai/mesures.csv", "1\n")
    archive = built(course, course_slug="dessin") / "dessin.zip"
    first = archive.read_bytes()
    archive.unlink()
    built(course)

    assert archive.read_bytes() == first
    names = {name.removeprefix("dessin/") for name in zipfile.ZipFile(archive).namelist()}
    assert names == {
        "LISEZMOI.txt",
        "requirements.txt",
        "scripts/01_essai/plot_un.py",
        "scripts/01_essai/mesures.csv",
        "carnets/01_essai/plot_un.ipynb",
    }


def test_requirements_of_the_zip_are_packages_alone() -> None:
    """The project itself, « . », is not in the zip."""
    text = portable((ROOT / "requirements.txt").read_text())

    assert "torch==" in text
    assert "." not in text.splitlines()
    assert all(line.startswith("#") or "==" in line or not line for line in text.splitlines())


def test_the_notebook_of_an_exercise_stays_as_it_is_when_another_script_changes(
    course: Course,
) -> None:
    """As after a clean build: cleaned once, and not written again in another layout."""
    course.script(EXERCISE, "01_essai/ex_01_double")
    notebook = built(course) / "carnets/01_essai/ex_01_double_solution.ipynb"
    before = notebook.read_bytes()
    course.script(SCRIPT.replace("[1, 2]", "[1, 3]"))
    assert course.build().error == ""
    assert notebook.read_bytes() == before
