"""A script that says ``# Besoins : gpu``, where there is none: shown, not run, and said."""

from __future__ import annotations

from pathlib import Path

import pytest
from course.run import gpu
from harness.course import SCRIPT, Course, interpreter
from harness.workshop import Workshop

SENTENCE = "Cette cellule demande un GPU\u00a0: elle n’a pas été exécutée ici."
# Without a GPU, running it would fail.
WANTS_GPU = f"# Besoins : gpu\n{SCRIPT}\nraise RuntimeError('exécuté')\n"
QUIZ = """
.. quiz:: Que vaut la réponse ?
   :kind: number
   :script: plot_un
   :answer: reponse
   :stated: 42

   .. explanation::

      Deux fois 21.
"""

pytestmark = pytest.mark.skipif(gpu.has_gpu(interpreter()), reason="this machine has a GPU")


@pytest.mark.parametrize("builder", ["html", "revealjs"])
def test_a_quoted_cell_is_its_code_and_a_sentence(course: Course, builder: str) -> None:
    """On the page and on the slide, in the place of what it would have given."""
    course.script(WANTS_GPU)
    course.chapter(
        ".. snippet:: plot_un\n   :cell: double\n\n"
        "Encore\n------\n\n.. snippet:: plot_un\n   :cell: double\n   :show: output\n"
    )
    built = course.build(builder)
    assert (built.warnings, built.error) == ("", "")
    html = built.html("chapitres/01-essai")
    assert html.count(SENTENCE) == 2
    assert "le double de" in html


def test_its_own_page_says_so_at_each_cell(course: Course) -> None:
    """The code is there to be read, and to be run elsewhere."""
    course.script(WANTS_GPU)
    course.chapter("Un mot.")
    html = course.build().html("galerie/01_essai/plot_un")
    assert html.count(SENTENCE) == 3
    assert "Exécuté avec" not in html


@pytest.mark.parametrize("builder", ["html", "revealjs"])
def test_values_and_questions_say_that_they_are_not_known(course: Course, builder: str) -> None:
    """Never a blank, nor a number of another day."""
    course.script(WANTS_GPU)
    course.chapter(f"Soit :value:`plot_un.reponse`.\n{QUIZ}")
    built = course.build(builder)
    assert (built.warnings, built.error) == ("", "")
    html = built.html("chapitres/01-essai")
    assert "(non calculé ici\u00a0: demande un GPU)" in html
    assert "elle n’est pas posée ici" in html


def test_the_other_scripts_run(course: Course, capfd: pytest.CaptureFixture[str]) -> None:
    """The author reads which one did not."""
    course.script(WANTS_GPU, "01_essai/plot_gpu")
    course.script()
    course.chapter("Soit :value:`plot_un.reponse`.")
    assert '<span class="value">42</span>' in course.build().html("chapitres/01-essai")
    said = capfd.readouterr().out
    assert "pas de GPU ici : gallery/01_essai/plot_gpu.py n'est pas exécuté" in said


def test_a_record_made_elsewhere_takes_the_place_of_the_sentence(course: Course) -> None:
    """A record is known by the code: the comment counts for nothing in it."""
    course.chapter("Soit :value:`plot_un.reponse`.")
    for comment, shown in (
        ("# Besoins : gpu\n", "non calculé ici"),
        ("", '<span class="value">42</span>'),
        ("# Besoins : gpu\n", '<span class="value">42</span>'),
    ):
        course.script(comment + SCRIPT)
        assert shown in course.build().html("chapitres/01-essai")


def test_the_real_builder_says_so_too(tmp_path: Path) -> None:
    """The whole site, twice."""
    workshop = Workshop(tmp_path / "cours")
    workshop.write("gallery/01_essai/plot_un.py", WANTS_GPU)
    for _ in range(2):
        status, said = workshop.build("site")
        assert status == 0, said
    for side in ("html", "slides"):
        page = workshop.root / f"build/site/{side}/chapitres/01-essai.html"
        assert SENTENCE in page.read_text(encoding="utf-8")
