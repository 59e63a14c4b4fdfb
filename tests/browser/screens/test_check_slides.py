"""``make check-slides`` finds what overflows, and nothing else; ``fit`` mends it."""

from __future__ import annotations

from pathlib import Path

import pytest
from course.base.errors import CourseError
from decks import check as check_slides
from harness.checkout import linked_decks
from harness.course import Course
from harness.drawn import drawn_chapters
from harness.stress_chapter import FITTED, PLANTED, SCRIPT, fitted, planted


@pytest.fixture(scope="module")
def stressed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The planted chapter and the fitted one, as decks."""
    course = Course(tmp_path_factory.mktemp("stress"))
    course.configure(course_longest_listing=100)
    course.script(SCRIPT)
    course.chapter(planted(), "01-deborde.rst")
    course.chapter(fitted(), "02-tient.rst")
    built = course.build("revealjs")
    assert (built.error, built.warnings) == ("", "")
    return built.folder


@pytest.fixture(scope="module")
def verdict(stressed: Path) -> check_slides.Verdict:
    """What the command says of both."""
    return check_slides.check_folder(stressed)


def test_a_real_deck_raises_no_alarm(site: Path, tmp_path: Path) -> None:
    """Every slide of a chapter, on both projectors; and little is left blank."""
    chapters = drawn_chapters("check-slides", most=1)
    found = check_slides.check_folder(linked_decks(site, chapters, tmp_path))
    print(found.space)
    assert found.space.average <= 25
    assert found.space.emptiest == []
    assert found.slides > 25
    assert [str(one) for one in found.complaints] == []


@pytest.mark.parametrize("size", ["1280 × 720", "1024 × 768"])
def test_every_planted_overflow_is_found(verdict, size: str) -> None:
    """Twelve of twelve, each for what is wrong with it."""
    found: dict[str, set[str]] = {}
    for one in verdict.complaints:
        if (one.deck, one.size) == ("01-deborde", size):
            found.setdefault(one.slide, set()).add(one.kind)
    slides = [
        "code-long", "sortie-longue", "sortie-large", "tableau-long", "tableau-large",
        "formule-longue", "formule-haute", "liste-imbriquee", "texte-long", "figure-coupee",
        "texte-minuscule", "code-minuscule",
    ]  # fmt: skip
    assert sorted(found) == sorted(slides)
    for slide, (_, kinds) in zip(slides, PLANTED.values(), strict=True):
        assert found[slide] & kinds, slide


def test_a_complaint_says_where_how_much_and_what_to_do(verdict) -> None:
    """File and line first, as compilers do."""
    (line,) = [
        str(one)
        for one in verdict.complaints
        if (one.slide, one.size, one.kind) == ("tableau-long", "1280 × 720", "bottom")
    ]
    assert line.startswith("source/chapitres/01-deborde.rst:")
    assert "dépasse en bas de" in line
    assert ":fit: split" in line


def test_slides_that_say_what_to_do_fit(verdict) -> None:
    """Nothing overflows after ``fit``; the exempt slide gives its reason."""
    assert [str(one) for one in verdict.complaints if one.deck == "02-tient"] == []
    assert list(verdict.exempt.values()) == ["la ligne se coupe exprès"]


def test_nothing_is_lost_by_splitting(stressed: Path) -> None:
    """Every line of code, row and item is on a slide, once and in order."""
    text = (stressed / "chapitres/02-tient.html").read_text(encoding="utf-8")
    text = text[: text.index('id="code-un-peu-long"')]
    for rank in range(1, 81):
        assert text.count(f"# ligne {rank}<") == 1
    for rank in range(1, 31):
        assert text.count(f"<p>Nom {rank}<") == 1
        assert text.count(f"<p>Une consigne, numéro {rank}<") == 1
    assert text.count("<p>Rang 0<") > 1  # the head of the table, on each slide
    assert "(suite, 2/" in text
    assert set(FITTED) >= {"Code long", "Tableau long"}


def test_a_shrink_that_cannot_be_met_is_said(course: Course) -> None:
    """Never under the legible: the author is told to cut."""
    course.script(SCRIPT)
    course.chapter(
        "Un mot.\n\n.. slide::\n   :fit: shrink\n\n.. snippet:: plot_un\n   :cell: quatre-vingts\n"
    )
    course.configure(course_longest_listing=100)
    complaints = check_slides.check_folder(course.build("revealjs").folder).complaints
    assert {one.kind for one in complaints} == {"bottom"}
    assert "s'arrête au lisible" in str(complaints[0])


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (":fit: none", "dire pourquoi par « :reason: »"),
        (":fit: split\n   :reason: long", "n'a de sens qu'avec « :fit: none »"),
        (":fit: shirnk", "Le plus proche : « shrink »"),
    ],
)
def test_a_bad_fit_names_the_line(course: Course, options: str, complaint: str) -> None:
    """With the remedy."""
    course.chapter(f"Un mot.\n\n.. slide::\n   {options}\n\nSuite.\n")
    warnings = course.build("revealjs").warnings
    assert "01-essai.rst:6: WARNING" in warnings
    assert complaint in warnings


def test_code_with_steps_is_not_split(course: Course) -> None:
    """Line steps and several slides do not go together."""
    course.script(SCRIPT)
    course.chapter(
        "Un mot.\n\n.. slide::\n   :fit: split\n\n.. snippet:: plot_un\n"
        "   :cell: quatre-vingts\n   :steps: 1|2\n"
    )
    assert "ne peut pas couper un code parcouru" in course.build("revealjs").warnings


def test_one_deck_is_looked_at_alone(stressed: Path, verdict: check_slides.Verdict) -> None:
    """By its number; what it finds there is what all decks' check found."""
    alone = check_slides.check_folder(stressed, "02")
    assert 0 < alone.slides < verdict.slides
    assert alone.complaints == [one for one in verdict.complaints if one.deck == "02-tient"]


def test_a_deck_that_is_not_there_is_refused(stressed: Path) -> None:
    """With the nearest that is."""
    with pytest.raises(CourseError, match=r"« 02-teint ».*02-tient"):
        check_slides.check_folder(stressed, "02-teint")
