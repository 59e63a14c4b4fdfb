"""A course is built wherever it is, and whatever its files are called or encoded in."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.course import SCRIPT
from harness.workshop import CHAPTER, Workshop

FIGURE = """
# %% courbe
import matplotlib.pyplot as plt

plt.plot([0, x])
# Figure : une droite qui monte.
plt.show()
"""


@pytest.mark.parametrize("name", ["Mon cours", "{x} {}", "100% d'été"])
def test_a_folder_of_any_name_builds_the_first_time(tmp_path: Path, name: str) -> None:
    """Case 02: with figures, that sphinx-gallery makes thumbnails of."""
    workshop = Workshop(tmp_path / name)
    workshop.write("gallery/01_essai/plot_un.py", SCRIPT + FIGURE)
    status, said = workshop.build("site")
    assert status == 0, said
    assert "Traceback" not in said


def test_two_folders_may_name_a_script_alike(workshop: Workshop) -> None:
    """A chapter says which one it means."""
    workshop.write("gallery/02_autre/GALLERY_HEADER.rst", "Autre\n-----\n\nUn.\n")
    workshop.write("gallery/02_autre/plot_un.py", SCRIPT.replace("x = 21", "x = 34"))
    workshop.write("source/chapitres/01-essai.rst", CHAPTER.replace("plot_un", "02_autre/plot_un"))
    status, said = workshop.build("html")
    assert status == 0, said
    page = workshop.root / "build/html/chapitres/01-essai.html"
    assert "Soit 68" in page.read_text(encoding="utf-8")


def test_a_moved_course_is_made_again_and_runs_nothing(workshop: Workshop) -> None:
    """Sphinx's memory names files by where they were; records do not."""
    assert workshop.build("site")[0] == 0
    before = workshop.site()
    workshop.root = workshop.root.rename(workshop.root.with_name("ailleurs"))
    workshop.write("source/chapitres/02-autre.rst", "Autre\n=====\n\nDeux mots.\n")
    status, said = workshop.build("site")
    assert status == 0, said
    assert "exécution" not in said
    workshop.write("source/chapitres/02-autre.rst", "Autre\n=====\n\nUn mot.\n")
    assert workshop.build("site")[0] == 0
    assert workshop.site() == before


FRONT = {
    "rst": ":description: Bref.\n:minutes: 5\n\n",
    "md": "---\ndescription: Bref.\nminutes: 5\n---\n\n",
}


@pytest.mark.parametrize("suffix", ["rst", "md"])
def test_a_byte_order_mark_is_nothing_in_a_chapter(workshop: Workshop, suffix: str) -> None:
    """Some editors of Windows write one; what comes first is read all the same."""
    (workshop.root / "source/chapitres/02-autre.rst").unlink()
    text = "Autre\n=====\n\nUn mot.\n" if suffix == "rst" else "# Autre\n\nUn mot.\n"
    path = workshop.root / f"source/chapitres/02-autre.{suffix}"
    path.write_text(FRONT[suffix] + text, encoding="utf-8-sig")
    status, said = workshop.build("site")
    assert status == 0, said
    for side, title in (("html", "<h1>Autre"), ("slides", "Autre</h1>")):
        page = workshop.root / f"build/site/{side}/chapitres/02-autre.html"
        read = page.read_text(encoding="utf-8")
        assert title in read
        assert "\ufeff" not in read
        assert 'content="Bref."' in read or side == "slides"


@pytest.mark.parametrize(
    ("name", "line"), [("source/chapitres/02-autre.rst", 4), ("gallery/01_essai/plot_un.py", 9)]
)
def test_a_text_of_another_encoding_is_named(workshop: Workshop, name: str, line: int) -> None:
    """With its line, and what to do."""
    path = workshop.root / name
    text = path.read_text(encoding="utf-8").replace("import math", "import math  # é")
    path.write_bytes(text.replace("Un mot", "Un mot d'été").encode("latin-1"))
    status, said = workshop.build("html")
    assert status == 1
    assert f"{Path(name).name}:{line}: " in said
    assert "UTF-8" in said
    assert "Traceback" not in said
