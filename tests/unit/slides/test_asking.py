"""Notes that ask the room to answer before it sees are found; other notes are left alone."""

from __future__ import annotations

import pytest
from course.slides.asking import asked_in
from harness.course import Course
from harness.planted_notes import ASKING, ASKING_OTHERWISE, TELLING


@pytest.mark.parametrize("note", [*ASKING, *ASKING_OTHERWISE])
def test_a_note_that_asks_is_found(note: str) -> None:
    """However the lecturer says it."""
    assert asked_in(note)


@pytest.mark.parametrize("note", TELLING)
def test_a_note_that_tells_is_left_alone(note: str) -> None:
    """Words of machine learning are the same: to predict, hidden, before."""
    assert asked_in(note) == ""


def test_the_sentence_that_asks_is_given() -> None:
    """The author finds it in the notes."""
    note = "Lire la figure. Faire deviner x.grad, puis sa forme. Conclure."
    assert asked_in(note) == "Faire deviner x.grad, puis sa forme."


SLIDE = "Un mot.\n\nTitre\n-----\n\n{block}\n\n.. notes::\n\n   Faire deviner la réponse.\n"
QUOTE = ".. snippet:: plot_un\n   :cell: double\n"
REVEALING = {
    "predict": QUOTE + "   :output: predict",
    "next-step": QUOTE + "   :output: next-step",
    "next-slide": QUOTE + "   :output: next-slide",
    "output with its step": QUOTE + "   :steps: 1|2",
    "lines that come in turn": QUOTE + "   :steps: 1|2\n   :uncover:\n   :show: code",
    "cover": ".. cover::\n\n   Un bloc.",
    "discover": ".. discover::\n\n   Un bloc.",
    "discoverlist": ".. discoverlist::\n\n   - un\n   - deux",
    "question": ".. question:: Quoi ?\n\n   .. answer::\n\n      Cela.",
    "curtain": ".. image:: /rien.png\n   :alt: rien\n   :curtain: right",
}


@pytest.fixture(scope="module")
def decks(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, str]]:
    """A deck of each way to reveal, and two that show everything at once."""
    course = Course(tmp_path_factory.mktemp("demander"))
    blocks = {**REVEALING, "nothing": QUOTE, "lit": QUOTE + "   :steps: 1|2\n   :show: code"}
    for name, block in blocks.items():
        course.chapter(SLIDE.format(block=block), f"{name}.rst")
    (course.root / "source/rien.png").write_bytes(b"")
    built = course.build("revealjs")
    return built.warnings, {name: built.html(f"chapitres/{name}") for name in blocks}


def test_lines_lit_in_turn_hide_nothing(decks) -> None:
    """All of them are in sight from the start."""
    assert '["questions", ' in decks[1]["lit"]


@pytest.mark.parametrize("way", REVEALING)
def test_a_slide_that_reveals_is_not_remarked(decks, way: str) -> None:
    """Whatever the lecturer's next key shows."""
    assert "data-remarks" not in decks[1][way]


def test_a_slide_that_shows_all_is_remarked_at_the_line_of_its_notes(decks) -> None:
    """`make check-slides` reads it there."""
    assert '["questions", 13, ' in decks[1]["nothing"]
    assert "Faire deviner la réponse." in decks[1]["nothing"]
    assert decks[0] == ""


def test_a_course_may_refuse_such_slides(course: Course) -> None:
    """One name in conf.py, and the build stops there."""
    course.configure(course_refused=["questions"])
    course.chapter(SLIDE.format(block=QUOTE))
    warnings = course.build("revealjs").warnings
    assert "01-essai.rst:13: WARNING: les notes demandent avant de montrer" in warnings
    assert ":output: predict" in warnings
