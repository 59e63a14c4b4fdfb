"""One script gives the student's file, the hints, the solution and the checker."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from course.scripts.exercise_source import without_markers
from harness.course import Build, Course
from harness.exercise import EXERCISE

STATEMENT = (
    ".. exercise:: Doubler\n   :script: 01_essai/ex_01_double\n   :minutes: 20\n\n   Faites.\n"
)
MYST = ":::{exercise} Doubler\n:script: ex_01_double\n:minutes: 20\n\nFaites.\n:::\n"
MARKERS = re.compile(r"À FAIRE|# Indice|# FIN")


def built(course: Course, statement: str = STATEMENT, builder: str = "html") -> Build:
    """Build a chapter with the exercise."""
    course.script(EXERCISE, "01_essai/ex_01_double")
    course.chapter(
        f"Début.\n\n{statement}", "01-essai.md" if ":::" in statement else "01-essai.rst"
    )
    return course.build(builder)


def box(build: Build) -> BeautifulSoup:
    """Return the chapter's page, parsed."""
    return BeautifulSoup(build.html("chapitres/01-essai"), "html.parser")


@pytest.mark.parametrize("statement", [STATEMENT, MYST])
def test_the_page_has_statement_file_command_hints_and_solution(
    course: Course, statement: str
) -> None:
    """The author wrote the statement; both formats give the same."""
    done = built(course, statement)
    assert done.warnings == ""
    page = box(done)
    exercise = page.select_one(".exercise")
    assert exercise is not None
    assert exercise.select_one(".exercise-length").get_text() == "20 min"  # type: ignore[union-attr]
    link = exercise.select_one("a.exercise-file")
    assert link is not None
    file = done.folder / "chapitres" / str(link["href"])
    assert file.read_text(encoding="utf-8").startswith('"""\nExercice : le double')
    assert file.name == "ex_01_double.py"
    assert "python ex_01_double.py --verifier" in exercise.get_text()
    summaries = [summary.get_text() for summary in exercise.select("summary")]
    assert summaries == ["Indice 1 sur 2", "Indice 2 sur 2", "Solution"]
    first, second = exercise.select("details.hint")
    assert first.select_one(".katex") is not None
    assert second.select_one("code").get_text() == "2"  # type: ignore[union-attr]
    solution = exercise.select_one("details.solution")
    assert solution is not None
    assert "resultat = 2 * x" in solution.get_text()
    assert "le double de 21 est 42" in solution.get_text()
    assert not MARKERS.search(page.get_text())


def test_what_the_author_quotes_in_the_solution_comes_first_and_once(course: Course) -> None:
    """The mathematics, then the code, with prose between cells where it helps."""
    nested = (
        "\n   .. solution::\n\n      La raison.\n\n      .. snippet:: ex_01_double\n"
        "         :cell: double\n         :lines: 2\n\n      Et voici.\n"
    )
    solution = box(built(course, STATEMENT + nested)).select_one("details.solution")
    assert solution is not None
    text = solution.get_text()
    assert text.count("resultat = 2 * x") == 1
    order = ["La raison.", "resultat = 2 * x", "Et voici.", "le double de 21"]
    assert sorted(order, key=text.index) == order
    assert len(solution.select(".snippet")) == 2


def test_a_slide_asked_for_has_the_statement_alone(course: Course) -> None:
    """Hints, file and solution are for the page."""
    head = ":exercises: in\n\nUn chapitre\n===========\n\n"
    two = EXERCISE.replace("# %% essai", TRIPLE + "# %% essai").replace(
        "\n# %% verifications", "    assert triple(1) == 3, 'triple'\n\n# %% verifications"
    )
    course.script(two, "01_essai/ex_01_double")
    course.chapter(f"{head}Début.\n\n{STATEMENT}")
    deck = course.build("revealjs").html("chapitres/01-essai")
    assert "Faites." in deck
    assert "Indice" not in deck
    assert "--verifier" not in deck
    summaries = [label.get_text() for label in box(course.build()).select(".hints-of")]
    assert summaries == ["Indices pour double", "Indices pour triple"]


TRIPLE = """# %% triple
def triple(x):
    # À FAIRE : le triple
    # Indice : un produit.
    return 3 * x
    # FIN

"""


def test_the_gallery_page_and_its_files_are_the_solution_without_markers(course: Course) -> None:
    """It says so, and gives the file to complete."""
    done = built(course)
    page = BeautifulSoup(done.html("galerie/01_essai/ex_01_double"), "html.parser")
    assert "Cette page est la solution" in page.get_text()
    names = {Path(str(link["href"])).name for link in page.select("a[download]")}
    assert names == {
        "ex_01_double.py",
        "ex_01_double.ipynb",
        "ex_01_double_solution.py",
        "ex_01_double_solution.ipynb",
    }
    for file in done.folder.glob("_downloads/*/ex_01*"):
        assert not MARKERS.search(file.read_text(encoding="utf-8")), file
    notebook = next(done.folder.glob("_downloads/*/*_solution.ipynb"))
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    assert any("return resultat" in "".join(cell["source"]) for cell in cells)


def test_changing_a_hint_changes_the_page_and_runs_nothing(
    course: Course, capfd: pytest.CaptureFixture[str]
) -> None:
    """A hint is a comment: the record and the proof still hold."""
    course.spared = False
    built(course)
    assert "preuve des vérifications" in capfd.readouterr().out
    course.script(EXERCISE.replace("une somme de", "la somme"), "01_essai/ex_01_double")
    done = course.build()
    assert "La somme" in done.html("chapitres/01-essai")
    assert capfd.readouterr().out == ""


def test_lines_of_a_snippet_count_without_the_markers(course: Course) -> None:
    """What the author counts is what the reader sees."""
    snippet = ".. snippet:: ex_01_double\n   :cell: double\n   :lines: 2-3\n"
    page = box(built(course, snippet))
    code = page.select(".snippet pre")[-1]
    assert code.get_text().split("\n")[:2] == ["    resultat = 2 * x", "    return resultat"]
    assert without_markers("a = 1\n# FIN") == "a = 1"


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        (".. exercise:: Faire\n\n   Texte.\n", "« :script: » est obligatoire"),
        (STATEMENT.replace("double", "duble"), "Le plus proche : « 01_essai/ex_01_double »"),
        (STATEMENT.replace("ex_01_double", "plot_un"), "n'est pas un exercice"),
        (STATEMENT.replace("20", "vingt"), "écrire un nombre de minutes"),
        (STATEMENT + "\n   .. hint::\n\n      Un indice.\n", "s'écrivent dans le script"),
    ],
)
def test_a_directive_out_of_form_is_named_with_its_line(
    course: Course, statement: str, complaint: str
) -> None:
    """Of the chapter, this time."""
    course.script()
    warnings = built(course, statement).warnings
    assert "01-essai.rst:6: WARNING" in warnings
    assert complaint in warnings


def test_the_deck_launches_the_exercise(course: Course) -> None:
    """The task, the command, the minutes of the clock; with the site's address, a code."""
    course.configure(html_baseurl="https://cours.example/pytorch")
    done = built(course, f"Exercice\n--------\n\n{STATEMENT}", "revealjs")
    assert done.warnings == ""
    slide = box(done).find("section", id="exercice")
    assert slide is not None
    assert "layout-turn" in slide["class"]
    assert slide["data-minutes"] == "20"
    text = slide.get_text()
    assert "Doubler" in text
    assert "Faites." in text
    assert "python ex_01_double.py --verifier" in text
    assert "Indice" not in text
    assert "resultat = 2 * x" not in text
    assert slide.select_one(".launch-side .qr svg") is not None


def test_the_list_that_the_task_announces_is_on_its_slide(course: Course) -> None:
    """However long; « écrivez : » and nothing would be half a task."""
    announced = f"{'Un long début. ' * 25}Écrivez :\n\n   - le double ;\n   - la moitié."
    statement = STATEMENT.replace("Faites.", f"{announced}\n\n   La suite est sur la page.")
    done = built(course, f"Exercice\n--------\n\n{statement}", "revealjs")
    text = box(done).select_one(".launch").get_text()  # type: ignore[union-attr]
    assert "la moitié" in text
    assert "La suite" not in text


def test_a_chapter_may_launch_none(course: Course) -> None:
    """``exercises: out`` in its front matter."""
    course.script(EXERCISE, "01_essai/ex_01_double")
    head = ":exercises: out\n\nUn chapitre\n===========\n\nDébut.\n\n"
    course.chapter(f"{head}Exercice\n--------\n\n{STATEMENT}")
    assert "layout-turn" not in course.build("revealjs").html("chapitres/01-essai")


def test_the_title_slide_says_the_minutes_of_the_lecture_and_of_the_exercise(course) -> None:
    """Together, those that the notes window counts."""
    course.script(EXERCISE, "01_essai/ex_01_double")
    head = ":minutes: 10\n\nUn chapitre\n===========\n\nDébut.\n\n"
    notes = ".. notes::\n   :minutes: 10\n\n   Dire.\n\n"
    course.chapter(f"{head}{notes}Exercice\n--------\n\n{STATEMENT}")
    deck = course.build("revealjs").html("chapitres/01-essai")
    assert "10 min, puis 20 min d’exercice" in deck


def test_in_the_gallery_it_comes_after_what_it_practises(course: Course) -> None:
    """Its name comes before, in the alphabet."""
    course.script()
    gallery = built(course).html("galerie/01_essai/index")
    places = [gallery.index(f"{name}.html") for name in ("plot_un", "ex_01_double")]
    assert places == sorted(places)
