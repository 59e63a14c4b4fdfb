"""Numbers in prose are those of the last run, written as French writes them."""

from __future__ import annotations

import pytest
from course.language.numbers import french
from harness.course import Course


@pytest.mark.parametrize("builder", ["html", "revealjs"])
def test_a_value_is_the_variable_at_the_end_of_the_script(course: Course, builder: str) -> None:
    """42 is computed by the script, and typed nowhere."""
    course.chapter("La réponse est :value:`plot_un.reponse`.")
    built = course.build(builder)
    assert '<span class="value">42</span>' in built.html("chapitres/01-essai")
    assert built.warnings == ""


def test_a_value_takes_a_format(course: Course) -> None:
    """Python's format mini-language, French result."""
    course.chapter("Soit {value}`01_essai/plot_un.moitie|.2f`.", "01-essai.md")
    built = course.build()
    assert ">1,57<" in built.html("chapitres/01-essai")
    assert built.warnings == ""


def test_a_shape_can_be_shown_as_python(course: Course) -> None:
    """A shape read in prose is the one that Python prints."""
    course.chapter(":value:`plot_un.forme|code`")
    assert "(2, 3)" in course.build().html("chapitres/01-essai").replace(
        '</span> <span class="pre">', " "
    )


@pytest.mark.parametrize(
    ("role", "complaint"),
    [
        ("plot_un.reponses", "Le plus proche : « reponse »"),
        ("plot_deux.reponse", "script inconnu"),
        ("reponse", "écrire :value:"),
        ("plot_un.reponse|.2q", "ne convient pas"),
    ],
)
def test_a_bad_value_names_the_file_the_line_and_the_nearest_name(
    course: Course, role: str, complaint: str
) -> None:
    """The same care as for snippets."""
    course.chapter(f"Un mot.\n\nSoit :value:`{role}`.\n")
    warnings = course.build().warnings
    assert "01-essai.rst:6: " in warnings
    assert complaint in warnings


@pytest.mark.parametrize(
    ("value", "spec", "expected"),
    [
        (0.91, ".1%", "91,0\u202f%"),
        (101770, "", "101\u00a0770"),
        (1024, "", "1024"),
        (-0.5, "", "\u22120,5"),
        (1 / 3, "", "0,3333"),
        (0.00001234, ".1e", "1,2\u00a0×\u00a010⁻⁵"),
        ([7.0, 9.0], ".0f", "(7\u00a0; 9)"),
        (True, "", "vrai"),
        ("texte", "", "texte"),
    ],
)
def test_numbers_follow_french_typography(value: object, spec: str, expected: str) -> None:
    """Comma, narrow space before %, no-break space between thousands."""
    assert french(value, spec) == expected
