"""A lecture given from the disk, without network: the two windows find each other there too."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.browsing import Opener
from harness.course import Course
from harness.lectures.two_windows import STATE, Lecture, open_lecture

CHAPTER = """Un mot.

Deviner
-------

.. snippet:: plot_un
   :cell: double
   :output: predict

.. notes::
   :minutes: 3

   Faire deviner.

Suite
-----

Un mot.
"""
ANSWER = "Reveal.getCurrentSlide().querySelector('.snippet-predict > .fragment')"


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small deck with something to guess."""
    course = Course(tmp_path_factory.mktemp("disque"))
    course.script()
    course.chapter(CHAPTER)
    built = course.build("revealjs")
    assert built.error == ""
    return course.root / "build/revealjs/chapitres/01-essai.html"


@pytest.fixture
def lecture(visit: Opener, deck: Path) -> Lecture:
    """Both windows, at the guess."""
    return open_lecture(visit(deck.as_uri(), 1280, 720), "1, 0, -1")


def test_a_guess_is_revealed_on_the_projector(lecture: Lecture) -> None:
    """`output: predict`, by the lecturer's key."""
    assert not lecture.projector.evaluate(f"{ANSWER}.classList.contains('visible')")
    lecture.type("ArrowRight")
    lecture.seen(f"{ANSWER}.getClientRects().length > 0")
    assert lecture.errors == []


def test_drawing_pointer_and_countdown_work_from_the_disk(lecture: Lecture) -> None:
    """Their files are found, and what they show is in both windows."""
    lecture.type("m")
    lecture.notes.wait_for_selector("#countdown-ask input:focus")
    lecture.type("Enter")
    lecture.seen("/^(3:00|2:5\\\\d)$/.test(document.getElementById('countdown')?.textContent)")
    lecture.type("e")
    lecture.notes.wait_for_selector(":root.drawing")
    lecture.draw(300, 400)
    lecture.seen("document.querySelector('section.present .ink polyline')")
    lecture.type("p")
    lecture.mouse_at(640, 300)
    lecture.seen("document.getElementById('laser')")
    assert lecture.errors == []


def test_the_notes_say_from_the_disk_that_the_deck_is_closed(lecture: Lecture) -> None:
    """And open it again at the same step."""
    lecture.type("ArrowRight")
    lecture.seen(f"{ANSWER}.classList.contains('visible')")
    lecture.projector.close()
    lecture.notes.wait_for_selector("#deck-gone:visible")
    with lecture.notes.expect_popup() as popup:
        lecture.notes.locator("#reopen-deck").click()
    popup.value.wait_for_function(f"window.Reveal?.isReady() && {STATE} === '[1,0]'")
    assert lecture.errors == []
