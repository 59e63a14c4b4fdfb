"""A script runs when its results could change, and never otherwise."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from harness.course import SCRIPT, Course

# Each run adds a line to a file outside the course: the file counts the runs.
COUNTING = SCRIPT.replace(
    "import math",
    "import math\nfrom pathlib import Path\n"
    "with Path({trace!r}).open('a') as trace:\n    trace.write('x')",
)
QUOTE = ".. snippet:: plot_un\n   :cell: double\n\nSoit :value:`plot_un.reponse`.\n"


@pytest.fixture
def counted(course: Course, tmp_path: Path) -> tuple[Course, Path]:
    """A course whose script leaves a trace of each run."""
    trace = tmp_path / "trace"
    course.script(COUNTING.format(trace=str(trace)))
    course.chapter(QUOTE)
    return course, trace


def runs(trace: Path) -> int:
    """How many times the script ran."""
    return len(trace.read_text())


def edit(course: Course, old: str, new: str) -> None:
    """Change the script's text."""
    path = course.root / "gallery/01_essai/plot_un.py"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_pages_and_decks_share_one_run(counted: tuple[Course, Path]) -> None:
    """The second builder reads what the first one recorded."""
    course, trace = counted
    course.build("html")
    course.build("revealjs")
    assert runs(trace) == 1


def test_a_comment_is_shown_without_a_run(counted: tuple[Course, Path]) -> None:
    """Comments do not change results; the reader sees the new one at once."""
    course, trace = counted
    course.build()
    edit(course, "x = 21", "x = 21  # la moitié de la réponse")
    page = course.build().html("chapitres/01-essai")
    assert "la moitié de la réponse" in page
    assert runs(trace) == 1


def test_a_text_cell_is_shown_without_a_run(counted: tuple[Course, Path]) -> None:
    """Prose of the script's own page is prose."""
    course, trace = counted
    course.build()
    edit(course, "# %% fin", "# %% fin\n# Une explication nouvelle.")
    page = course.build().html("galerie/01_essai/plot_un")
    assert "Une explication nouvelle" in page
    assert runs(trace) == 1


def test_code_runs_again_and_every_quote_follows(counted: tuple[Course, Path]) -> None:
    """The page, the deck and the numbers in prose move together."""
    course, trace = counted
    course.build()
    edit(course, "x = 21", "x = 50")
    page = course.build().html("chapitres/01-essai")
    deck = course.build("revealjs").html("chapitres/01-essai")
    assert runs(trace) == 2
    for html in (page, deck):
        assert "le double de 50" in html
        assert '<span class="value">100</span>' in html


def test_going_back_to_earlier_code_costs_no_run(counted: tuple[Course, Path]) -> None:
    """Records are kept by content: an undo is instantaneous, and right."""
    course, trace = counted
    course.build()
    edit(course, "x = 21", "x = 50")
    course.build()
    edit(course, "x = 50", "x = 21")
    page = course.build().html("chapitres/01-essai")
    assert "le double de 21" in page
    assert runs(trace) == 2


@pytest.mark.parametrize("changed", ["gallery/01_essai/mesures.csv", "constraints.txt"])
def test_data_and_locked_versions_run_the_script_again(
    counted: tuple[Course, Path], changed: str
) -> None:
    """Same code, other data or another torch: another result."""
    course, trace = counted
    course.build()
    course.write(changed, "1,2\n")
    course.build()
    assert runs(trace) == 2


def test_another_interpreter_runs_the_script_again(
    counted: tuple[Course, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record of Python 3.11 says nothing of Python 3.12."""
    course, trace = counted
    course.build()
    monkeypatch.setattr("platform.python_version", lambda: "3.99.0")
    course.build()
    assert runs(trace) == 2


def test_only_the_chapters_that_quote_a_script_are_read_again(course: Course) -> None:
    """Editing a script costs its own page and its chapters, in both builders."""
    course.script()
    course.script(SCRIPT.replace("21", "34"), "01_essai/plot_deux")
    course.chapter(QUOTE, "01-cite.rst")
    course.chapter(QUOTE.replace("plot_un", "plot_deux"), "02-autre.rst")
    for builder in ("html", "revealjs"):
        course.build(builder)
    edit(course, "x = 21", "x = 8")
    assert course.build("revealjs").read == ["chapitres/01-cite"]
    assert course.build("html").read == ["chapitres/01-cite", "galerie/01_essai/plot_un"]


@pytest.mark.parametrize("builder", ["html", "revealjs"])
def test_nothing_is_read_after_no_change(course: Course, builder: str) -> None:
    """The second build of the same sources reads no document."""
    course.script()
    course.chapter(QUOTE)
    course.build(builder)
    assert course.build(builder).read == []


@pytest.mark.parametrize("builder", ["html", "revealjs"])
def test_one_word_in_a_chapter_reads_that_chapter(course: Course, builder: str) -> None:
    """A correction the evening before costs one chapter."""
    course.script()
    course.chapter(QUOTE, "01-essai.rst")
    course.chapter("Un mot.", "02-autre.rst")
    course.build(builder)
    course.chapter("Un autre mot.", "02-autre.rst")
    assert course.build(builder).read == ["chapitres/02-autre"]


def test_a_failing_script_names_its_line_and_cell(course: Course) -> None:
    """The message leads to the faulty line, not to sphinx-gallery's insides."""
    course.script(SCRIPT.replace("print(2 * x)", "print(2 * y)"))
    course.chapter(QUOTE)
    error = course.build().error
    assert "plot_un.py:14: " in error
    assert "dans la cellule « double »" in error
    assert "NameError: name 'y' is not defined" in error


def test_a_script_that_failed_runs_again_once_mended(course: Course) -> None:
    """No trace of the failure stays in the store."""
    course.script(SCRIPT.replace("print(2 * x)", "print(2 * y)"))
    course.chapter(QUOTE)
    course.build()
    edit(course, "2 * y", "2 * x")
    built = course.build()
    assert built.error == ""
    assert "le double de 21" in built.html("chapitres/01-essai")


def test_a_value_whose_script_has_not_run_says_so(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never a blank or a stale number."""
    course.script()
    course.configure(sphinx_gallery_conf={"plot_gallery": "False"})
    course.chapter("Soit :value:`plot_un.reponse`.")
    assert "n'a pas encore été exécuté" in course.build().warnings


def test_a_renamed_script_leaves_no_page_behind(course: Course) -> None:
    """Its generated page would quote a script that is not there, and stop the build."""
    path = course.script(SCRIPT, "01_essai/plot_un")
    course.script(SCRIPT, "02_autre/plot_trois")
    course.write("gallery/02_autre/GALLERY_HEADER.rst", "Autre\n-----\n\nUn.\n")
    course.chapter("Un mot.")
    course.build()
    path.rename(path.with_name("plot_deux.py"))
    shutil.rmtree(course.root / "gallery/02_autre")
    built = course.build()
    assert (built.warnings, built.error) == ("", "")
    assert not list((course.root / "source/galerie").rglob("plot_un*"))
    assert not (course.root / "source/galerie/02_autre").exists()


def test_state_does_not_leak_from_script_to_script(course: Course) -> None:
    """torch's default dtype, set by one script, is not the next one's."""
    changed = "\nimport torch\ntorch.set_default_dtype(torch.float64)\n"
    course.script(SCRIPT + changed, "01_essai/plot_a")
    course.script(SCRIPT + "\nimport torch\ntype_ = str(torch.zeros(1).dtype)\n", "01_essai/plot_b")
    course.chapter("Soit :value:`plot_b.type_`.")
    assert ">torch.float32<" in course.build().html("chapitres/01-essai")


FIGURE = (
    SCRIPT
    + """
# %% trace
import matplotlib.pyplot as plt
fig, ax = plt.subplots()
ax.plot([0, 1])
# Figure : une droite qui monte
# de gauche à droite.
plt.show()
"""
)


@pytest.mark.parametrize(("builder", "times"), [("html", 2), ("revealjs", 1)])
def test_a_figure_comes_light_and_dark_with_its_written_description(
    course: Course, builder: str, times: int
) -> None:
    """The description is in the script, where the student reads it too; decks have it once."""
    course.script(FIGURE)
    course.chapter(".. snippet:: plot_un\n   :cell: trace\n")
    built = course.build(builder)
    html = built.html("chapitres/01-essai")
    assert html.count('alt="une droite qui monte de gauche à droite."') == times
    for theme in ("trace-1.svg", "trace-1-dark.svg"):
        assert (built.folder / f"_images/01_essai-plot_un-{theme}").exists()
    assert "# Figure" not in html
    assert built.warnings == ""


def test_a_figure_without_a_description_stops_the_build(course: Course) -> None:
    """A picture that some readers cannot see must be told."""
    lines = [line for line in FIGURE.splitlines(True) if "Figure :" not in line]
    course.script("".join(lines).replace("# de gauche à droite.\n", ""))
    course.chapter("Un mot.")
    error = course.build().error
    assert "plot_un.py:25: la figure n'a pas de texte de remplacement" in error
