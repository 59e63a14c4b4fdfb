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


def test_a_folder_of_any_name_builds_the_first_time(tmp_path: Path) -> None:
    """Case 02: with figures, that sphinx-gallery makes thumbnails of."""
    workshop = Workshop(tmp_path / "100% {x} {} d'été")
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


def test_a_moved_course_is_made_again_and_runs_nothing(built: Workshop, tmp_path: Path) -> None:
    """Sphinx's memory names files by where they were; records do not."""
    before = built.site()
    built.root = built.root.rename(tmp_path / "ailleurs")
    built.write("source/chapitres/02-autre.rst", "Autre\n=====\n\nDeux mots.\n")
    status, said = built.build("site")
    assert status == 0, said
    assert "exécution" not in said
    built.write("source/chapitres/02-autre.rst", "Autre\n=====\n\nUn mot.\n")
    assert built.build("site")[0] == 0
    assert built.site() == before


FIELDS = ":description: Bref.\n:minutes: 5\n\n"
FRONT = "---\ndescription: Bref.\nminutes: 5\n---\n\n"


def test_a_byte_order_mark_is_nothing_in_a_chapter(workshop: Workshop) -> None:
    """Some editors of Windows write one; what comes first is read all the same."""
    folder = workshop.root / "source/chapitres"
    texts = {
        "02-autre.rst": f"{FIELDS}Autre\n=====\n\nUn mot.\n",
        "03-encore.md": f"{FRONT}# Encore\n\nUn mot.\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8-sig")
    status, said = workshop.build("site")
    assert status == 0, said
    for name in ("02-autre", "03-encore"):
        word = name[3:].capitalize()
        for side, title in (("html", f"</span> {word}"), ("slides", f"{word}</h1>")):
            page = workshop.root / f"build/site/{side}/chapitres/{name}.html"
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
