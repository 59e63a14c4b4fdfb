"""What `make live` publishes after an edit is what `make site` makes of the same files."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from harness.course import SCRIPT
from harness.followed import Live
from harness.workshop import Workshop

TEXT, CELLS = "source/chapitres/01-essai.rst", "gallery/01_essai/plot_un.py"


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workshop, Live]]:
    """A small course under `make live`, whose script reads a file."""
    workshop = Workshop(tmp_path_factory.mktemp("suivi") / "cours")
    workshop.write("gallery/01_essai/mesure.txt", "4\n")
    script = SCRIPT.replace("x = 21", 'x = 21 + int(open("mesure.txt").read())')
    workshop.write(CELLS, script)
    followed = Live(workshop.root)
    followed.address()
    yield workshop, followed
    followed.process.send_signal(signal.SIGINT)
    followed.process.wait(20)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (TEXT, "Point\n-----", "Virgule\n-------"),
        (CELLS, "x = 21 + int", "x = 20 + int"),
        ("gallery/01_essai/mesure.txt", "4", "5"),
    ],
    ids=["title", "cell", "data"],
)
def test_an_edit_gives_the_site_of_a_clean_build(
    live: tuple[Workshop, Live], tmp_path: Path, name: str, old: str, new: str
) -> None:
    """Saved once the jobs wait, as seconds after the last one."""
    workshop, followed = live
    followed.wait_for_jobs()
    followed.publish(name, old, new)
    assert workshop.site() == Workshop(tmp_path / "ailleurs", like=workshop).clean_build()


def test_a_script_that_comes_and_one_that_fails_leave_a_true_site(
    live: tuple[Workshop, Live], tmp_path: Path
) -> None:
    """The failure is told, and the build after it is whole."""
    workshop, followed = live
    other = SCRIPT.replace("reponse", "autre")
    followed.wait_for_jobs()
    followed.save("gallery/01_essai/plot_deux.py", other.replace("print(2 * x)", "print(1 / 0)"))
    followed.wait_to_hear("plot_deux.py:")
    followed.wait_for_jobs()
    followed.publish("gallery/01_essai/plot_deux.py", "1 / 0", "4 * x")
    assert "galerie/01_essai/plot_deux" in "".join(workshop.site())
    assert workshop.site() == Workshop(tmp_path / "ailleurs", like=workshop).clean_build()
