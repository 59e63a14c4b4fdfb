"""A wrong answer says where to look, and is corrected in its field."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from harness.browsing import Opener, violations
from harness.course import Course
from playwright.sync_api import Locator, expect

SCRIPT = '''"""
Un script
=========

Un mot.
"""

# %% lignes
print("[[1, 2],\\n[3, 4]]")
print(5)

# %% une-ligne
print(42)

# %% fin
forme = (2, 3)
nombre = 7
'''
CHAPTER = """Un mot.

.. quiz:: Lignes ?
   :kind: print
   :script: plot_un
   :cell: lignes
   :stated: [[1, 2],
      [3, 4]]
      5

   .. explanation::

      Voilà.

.. quiz:: Ligne ?
   :kind: print
   :script: plot_un
   :cell: une-ligne
   :stated: 42

   .. explanation::

      Voilà.

.. quiz:: Forme ?
   :kind: shape
   :script: plot_un
   :answer: forme
   :stated: (2, 3)

   .. explanation::

      Voilà.

.. quiz:: Nombre ?
   :kind: number
   :script: plot_un
   :answer: nombre
   :stated: 7

   .. explanation::

      Voilà.
"""
LINES, LINE, SHAPE, NUMBER = range(4)
WHOLE = "[[1, 2],\n [3, 4]]\n5"
DIMENSIONS = ("Le nombre de dimensions n’est pas le bon.", "Le nombre de dimensions est juste.")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chapter with a question of each kind that one types."""
    course = Course(tmp_path_factory.mktemp("reponses"))
    course.script(SCRIPT)
    course.chapter(CHAPTER)
    built = course.build()
    assert (built.error, built.warnings) == ("", "")
    return built.folder


def answered(reader: Opener, rank: int, text: str) -> Locator:
    """Answer a question; return its form."""
    form = reader("chapitres/01-essai.html").page.locator("form.quiz").nth(rank)
    form.locator("input, textarea").fill(text)
    form.get_by_role("button", name="Vérifier").click()
    return form


@pytest.mark.parametrize(
    ("rank", "text", "said"),
    [
        (LINES, "[[9, 2],\n [3, 4]]\n5", "Ligne 1 à revoir."),
        (LINES, "[[1, 2],\n [3, 9]]\n5", "Ligne 2 à revoir."),
        (LINES, "[[1, 2],\n [3, 4]],\n5", "Ligne 2 à revoir."),
        (LINES, "[[1,2],[3,9]]\n5", "Ligne 1 à revoir."),
        (LINES, "[[1, 2],\n [3, 4]]\n50", "Ligne 3 à revoir."),
        (LINES, "\n[[1, 2], [3, 4]]\n6", "Ligne 3 à revoir."),
        (LINES, f"{WHOLE}\n5", "Ligne 4 à revoir."),
        (LINES, "[[1, 2],\n [3, 4]]", "Il manque quelque chose après la ligne 2."),
        (LINES, "[[1, 2],", "Il manque quelque chose après la ligne 1."),
        (LINE, "4\n42", "Ligne 1 à revoir."),
        (LINE, "42\n43", "Ligne 2 à revoir."),
        (LINE, "43", ""),
        (SHAPE, "(3, 2)", DIMENSIONS[1]),
        (SHAPE, "(6,)", DIMENSIONS[0]),
        (SHAPE, "()", DIMENSIONS[0]),
        (NUMBER, "8", ""),
    ],
)
def test_a_wrong_answer_says_where_to_look(reader: Opener, rank: int, text: str, said: str) -> None:
    """The first line that differs, as it was typed; the number of dimensions; no more."""
    form = answered(reader, rank, text)
    expected = f"✗ Ce n’est pas cela.{said}"
    expect(form.locator(".quiz-result")).to_have_text(expected)


@pytest.mark.parametrize("text", [WHOLE, "[[1,2],[3,4]]\n5\n"])
def test_a_right_answer_has_no_help(reader: Opener, text: str) -> None:
    """Whatever its spaces."""
    form = answered(reader, LINES, text)
    expect(form.locator(".quiz-verdict")).to_have_text("✓ Juste.")
    expect(form.locator(".quiz-result")).not_to_contain_text("revoir")


@pytest.mark.parametrize(("rank", "right"), [(LINES, WHOLE), (SHAPE, "(2, 3)"), (NUMBER, "7")])
def test_a_wrong_answer_is_corrected_at_once(reader: Opener, rank: int, right: str) -> None:
    """One types in it, then Enter or the button checks anew; so after a reload."""
    form = answered(reader, rank, "1, 1")
    page, field = form.page, form.locator("input, textarea")
    expect(form).to_have_class(re.compile("wrong"))
    assert violations(page, "form.quiz") == []
    page.reload()
    expect(form).to_have_class(re.compile("wrong"))
    field.fill(right)
    if rank == LINES:
        form.get_by_role("button", name="Vérifier").click()
    else:
        field.press("Enter")
    expect(form).to_have_class(re.compile("right"))
    expect(form).not_to_have_class(re.compile("wrong"))
    expect(field).to_be_disabled()
    form.get_by_role("button", name="Réessayer").click()
    expect(field).to_be_editable()


def test_the_answer_once_seen_ends_the_question(reader: Opener) -> None:
    """« Réessayer » opens it anew."""
    form = answered(reader, SHAPE, "(3, 2)")
    form.get_by_role("button", name="Voir la réponse").click()
    expect(form.locator("input")).to_be_disabled()
    expect(form.locator(".quiz-result")).not_to_contain_text("dimensions")
    form.get_by_role("button", name="Réessayer").click()
    expect(form.locator("input")).to_be_editable()
