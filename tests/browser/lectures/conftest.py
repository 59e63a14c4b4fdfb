"""A small deck to give a lecture with: a question, steps, code, a pause, long slides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from decks.projection import READY, served
from harness.browsing import Watched
from harness.course import Course
from harness.lectures.two_windows import Lecture, open_lecture
from harness.quizzes import yes_or_no
from playwright.sync_api import Browser, Page

LINES = "\n".join(f"- le point numéro {rank} de la liste" for rank in range(1, 11))
DOUBLE = "Combien vaut le double, ``x.multiplier_par(2)``, quand ``x = torch.tensor([21])`` ?"
CHAPTER = f"""
Un chapitre
===========

Début.

Question
--------

{yes_or_no(DOUBLE)}
Étapes
------

.. discoverlist::

   - le premier mérite
   - le second mérite

Long
----

{LINES}

Code
----

.. snippet:: plot_un
   :cell: double

.. notes::
   :minutes: 2

   Demander.

.. slide::
   :layout: pause
   :minutes: 10

Fin
---

Le mérite revient à tous.
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built decks."""
    course = Course(tmp_path_factory.mktemp("cours"))
    course.chapter(CHAPTER)
    built = course.build("revealjs")
    assert (built.error, built.warnings) == ("", "")
    return built.folder


@pytest.fixture(scope="session")
def small_site(folder: Path) -> Iterator[str]:
    """Their address."""
    with served(folder) as address:
        yield f"{address}/chapitres/01-essai.html"


@pytest.fixture
def room(chromium: Browser, small_site: str) -> Iterator[Callable[..., Page]]:
    """Open the deck, at a slide: with transitions, as in a room."""
    contexts = []

    def enter(slide: str = "", width: int = 1280, height: int = 720) -> Page:
        contexts.append(chromium.new_context(viewport={"width": width, "height": height}))
        page = contexts[-1].new_page()
        page.goto(f"{small_site}#/{slide}" if slide else small_site)
        page.wait_for_function(READY)
        page.evaluate("document.fonts.ready")
        return page

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture
def lecture(room: Callable[..., Page]) -> Lecture:
    """Both windows, at the first slide."""
    return open_lecture(Watched(room()))
