"""A cell that draws its frames in a loop becomes one slider, on pages and on slides."""

from __future__ import annotations

import re

import pytest
from course.quotes.scrubber import frames_to_show
from harness.course import Build, Course
from harness.figure_sequence import FRAMES, QUOTE, SEQUENCE


@pytest.fixture(scope="module")
def course_of_one(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A chapter with a sequence, one without, and the page of the script."""
    course = Course(tmp_path_factory.mktemp("sequence"))
    course.script(SEQUENCE)
    course.chapter(QUOTE + "   :frames: 1, 3, 12\n", "01-essai.rst")
    course.chapter("Un mot.\n", "02-sans.rst")
    return course


@pytest.fixture(scope="module")
def pages(course_of_one: Course) -> Build:
    """The pages."""
    return course_of_one.build("html")


@pytest.fixture(scope="module")
def decks(course_of_one: Course, pages: Build) -> Build:
    """The decks, from the same run."""
    return course_of_one.build("revealjs")


def test_the_page_holds_the_first_frame_and_names_the_others(pages: Build) -> None:
    """No script running: one figure, described; the others are fetched when asked for."""
    page = pages.html("chapitres/01-essai")
    assert pages.warnings == ""
    assert page.count("<figure") == 1
    assert page.partition("</figure>")[0].count("<img class=") == 2  # light and dark
    assert 'alt="étape 0\xa0: hauteur 0.0. Une droite qui part de' in page
    (files,) = re.findall(r'data-files="([^"]*)"', page)
    (folder,) = re.findall(r'data-folder="([^"]*)"', page)
    assert len(files.split()) == 2 * FRAMES
    for name in files.split():
        assert (pages.folder / "chapitres" / f"{folder}{name}").resolve().exists()


def test_the_slider_is_native_and_named_in_french(pages: Build) -> None:
    """Its value is the frame's title, for who hears it."""
    page = pages.html("chapitres/01-essai")
    slider = f'<label><span>Étape</span> <input type="range" min="0" max="{FRAMES - 1}" value="0"'
    assert slider in page
    assert 'aria-valuetext="étape 0\xa0: hauteur 0.0"' in page
    for words in ("Image précédente", "Faire défiler", "Image suivante"):
        assert f'aria-label="{words}"' in page


def test_figures_that_the_loop_closes_are_kept(pages: Build) -> None:
    """They are recorded as they are shown: a loop of fifty need not keep fifty open."""
    records = list((pages.folder.parents[1] / "build/records").glob("**/*suite-*-dark.svg"))
    assert len(records) == FRAMES


def test_readers_do_not_see_the_comments(pages: Build) -> None:
    """They are for the build and for who opens the script."""
    page = re.sub(r"<[^>]+>", "", pages.html("chapitres/01-essai"))
    assert "Séquence" not in page
    assert "monte de plus en plus" not in page
    assert "plt.show()" in page


def test_the_scripts_page_has_one_slider_too(pages: Build) -> None:
    """Not twelve figures one under the other."""
    page = pages.html("galerie/01_essai/plot_un")
    assert page.count("<figure") == 1
    assert 'type="range"' in page


@pytest.mark.parametrize("kind", ["pages", "decks"])
def test_only_what_shows_a_slider_loads_it(
    kind: str, request: pytest.FixtureRequest, pages: Build
) -> None:
    """A sheet and a script of a few kilobytes; other pages do without."""
    built = request.getfixturevalue(kind)
    for asset in ("scrubber.css", "scrubber.js"):
        assert asset in built.html("chapitres/01-essai")
        assert asset not in built.html("chapitres/02-sans")
        (path,) = built.folder.glob(f"_static/*/{asset}")
        assert path.stat().st_size < 6000


def test_the_slides_steps_are_the_frames_asked_for(decks: Build) -> None:
    """The first one is there from the start; the slider has them all."""
    deck = decks.html("chapitres/01-essai")
    steps = re.findall(r'class="fragment frame-step" data-frame="(\d+)">([^<]+)<', deck)
    assert [rank for rank, _ in steps] == ["2", "11"]
    assert steps[0][1] == "étape 2\xa0: hauteur 1.0"  # said by reveal.js as it is shown
    assert f'max="{FRAMES - 1}"' in deck
    assert decks.warnings == ""


@pytest.mark.parametrize(
    ("asked", "count", "shown"),
    [
        ("", 6, [0, 1, 2, 3, 4, 5]),
        ("", 50, [0, 5, 11, 16, 22, 27, 33, 38, 44, 49]),
        ("2", 50, [0, 49]),
        ("3, 4, 50", 50, [2, 3, 49]),
    ],
)
def test_steps_are_all_the_frames_or_a_few(asked: str, count: int, shown: list[int]) -> None:
    """Ten at most when nothing is said: nobody presses a key fifty times."""
    assert frames_to_show(asked, count) == shown


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("range(12)", "range(1)", "de 2 à 60 images et celle-ci en a 1"),
        ("    ax.set_title(f", "    str(f", "l'image 1 de la séquence s'appelle «"),
        ('f"étape {etape} : hauteur {etape / 2}"', '"étape"', "12 images de la séquence"),
        ('f"étape {etape} : hauteur {etape / 2}"', '"$x$"', "sans formule"),
        ("# Séquence : étape", "# Séquence :", "« # Séquence : » sans rien après"),
        ("ax.plot([0, 1], [0, etape])", "ax.scatter(*NOISE)", "la séquence pèse"),
    ],
)
def test_what_is_no_sequence_names_the_script_and_the_line(
    course: Course, old: str, new: str, complaint: str
) -> None:
    """One frame, a frame without a name, two of one name, no unit, too many bytes."""
    noise = "__import__('numpy').random.default_rng(etape).random((2, 7000))"
    script = SEQUENCE.replace(old, new.replace("NOISE", noise))
    path = course.script(script)
    line = next(n for n, text in enumerate(script.split("\n"), 1) if "# Séquence" in text)
    course.chapter(QUOTE)
    warnings = course.build().warnings
    assert f"{path}:{line}: " in warnings
    assert complaint in warnings


@pytest.mark.parametrize(
    ("option", "complaint"),
    [
        (":cell: suite\n   :frames: 40", "« :frames: 40 »"),
        (":cell: suite\n   :frames: 3, 2", "leurs rangs dans l'ordre ; la séquence en compte 12"),
        (":cell: suite\n   :frames: beaucoup", "écrire un nombre d'images"),
        (":cell: seule\n   :frames: 2", "la cellule « seule » n'est pas une séquence"),
    ],
)
def test_frames_that_are_not_there_name_the_chapters_line(
    course: Course, option: str, complaint: str
) -> None:
    """With the number of frames there are."""
    course.script(SEQUENCE)
    course.chapter(f"Un mot.\n\n.. snippet:: plot_un\n   {option}\n")
    warnings = course.build().warnings
    assert "01-essai.rst:6: WARNING" in warnings
    assert complaint in warnings
