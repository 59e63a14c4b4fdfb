"""What matplotlib says of a figure is repeated at each build that shows it, and once."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest
from harness.course import SCRIPT
from harness.followed import Live
from harness.workshop import Workshop

FIGURE = """
# %% barres
import matplotlib.pyplot as plt

plt.bar(["été", "汉字"], [1, 2])
# Figure : deux barres.
plt.show()
"""
SAID = "gallery/01_essai/plot_un.py:26 : la police"


@pytest.fixture(scope="module")
def noticed(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """A course with a figure that lacks a character, built once."""
    workshop = Workshop(tmp_path_factory.mktemp("avis") / "cours")
    workshop.write("gallery/01_essai/plot_un.py", SCRIPT + FIGURE)
    status, said = workshop.build("site")
    assert status == 0, said
    assert said.count(SAID) == 1
    return workshop


def edit(workshop: Workshop, word: str) -> None:
    """Change a text, and nothing else."""
    workshop.write("source/chapitres/02-autre.rst", f"Autre\n=====\n\nUn {word}.\n")


@pytest.mark.parametrize("target", ["html", "slides", "site"])
def test_it_is_repeated_when_a_text_alone_changed(noticed: Workshop, target: str) -> None:
    """Whatever is built: nothing runs, and the figure is still not right."""
    edit(noticed, f"mot de {target}")
    status, said = noticed.build(target)
    assert status == 0, said
    assert "exécution" not in said
    assert said.count(SAID) == 1


def test_it_is_repeated_for_slides_built_anew(noticed: Workshop) -> None:
    """Where the pages of the scripts are as they were."""
    shutil.rmtree(noticed.root / "build/.work/slides")
    status, said = noticed.build("slides")
    assert status == 0, said
    assert said.count(SAID) == 1


def test_it_follows_the_line_of_its_figure(noticed: Workshop) -> None:
    """A comment above moves it, and runs nothing."""
    moved = (SCRIPT + FIGURE).replace("# %% barres", "# %% barres\n# Un mot")
    noticed.write("gallery/01_essai/plot_un.py", moved)
    _, said = noticed.build("site")
    noticed.write("gallery/01_essai/plot_un.py", SCRIPT + FIGURE)
    assert said.count("plot_un.py:27 : la police") == 1
    assert "exécution" not in said


def test_make_live_repeats_it_at_each_save(noticed: Workshop, tmp_path: Path) -> None:
    """And not when it only gets ready for the next one."""
    live = Live(noticed.root)
    try:
        live.address()
        live.settle()
        before = live.log.read_text().count(SAID)
        for number in (1, 2):
            live.publish("source/chapitres/02-autre.rst", "Un ", "Un autre ")
            assert live.log.read_text().count(SAID) == before + number
    finally:
        live.process.send_signal(signal.SIGINT)
        live.process.wait(20)
