"""A save costs what it changes, and gives what a clean build gives."""

from __future__ import annotations

import os
from pathlib import Path

from harness.course import SCRIPT
from harness.workshop import CHAPTER, Workshop


def test_an_edit_of_a_text_copies_no_static_file(built: Workshop) -> None:
    """Those of the last build are there, which both outputs have by the hundred."""
    folders = [built.root / "build/.work" / part / "_static" for part in ("html", "slides")]

    def written() -> dict[Path, int]:
        files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
        return {path: path.stat().st_mtime_ns for path in files}

    for words in ("Deux mots", "Trois mots"):  # its records were copied: they are looked at once
        before = written()
        built.write("source/chapitres/02-autre.rst", f"Autre\n=====\n\n{words}.\n")
        assert built.build("site")[0] == 0
    other = {path.name for path, date in written().items() if before.get(path) != date}
    assert before.keys() == written().keys()
    assert other == {"pygments.css"}


def test_no_change_writes_nothing(workshop: Workshop) -> None:
    """Not a file of build/ is touched, and Sphinx is not even started."""
    workshop.build("site")
    before = workshop.times()
    status, said = workshop.build("site")
    assert status == 0
    assert "Sphinx" not in said
    assert workshop.times() == before


def test_contents_are_written_again_when_they_change_alone(workshop: Workshop) -> None:
    """In a course of 500 chapters they take longer than the chapter that was edited."""
    contents = workshop.root / "build/site/html/plan.html"
    plan = "Plan\n====\n\n.. toctree::\n   :glob:\n   :maxdepth: 2\n\n   chapitres/*\n"
    workshop.write("source/plan.rst", f":orphan:\n\n{plan}")
    workshop.build("site")
    before = contents.read_text(encoding="utf-8"), contents.stat().st_mtime_ns

    workshop.write("source/chapitres/02-autre.rst", "Autre\n=====\n\nUn autre mot.\n")
    assert workshop.build("site")[0] == 0
    assert (contents.read_text(encoding="utf-8"), contents.stat().st_mtime_ns) == before
    workshop.write(
        "source/chapitres/02-autre.rst", "Autre\n=====\n\nUn mot.\n\nUne section\n-----------\n"
    )
    assert workshop.build("site")[0] == 0
    assert "Une section" in contents.read_text(encoding="utf-8")


def test_mending_a_mistake_reads_the_mended_chapter_only(built: Workshop) -> None:
    """And gives what a clean build gives, the failed build's pages forgotten."""
    expected = built.site()
    broken = CHAPTER.replace("double", "doubles").replace("Un chapitre", "Un titre")
    built.write("source/chapitres/01-essai.rst", broken.replace("====", "======"))
    assert built.build("site")[0] == 1
    built.write("source/chapitres/01-essai.rst", CHAPTER)
    status, said = built.build("site")
    assert status == 0, said
    assert "lecture de chapitres/02-autre" not in said
    assert built.site() == expected


def test_a_text_edit_looks_at_nothing_else(built: Workshop) -> None:
    """Neither the scripts nor the other documents: what an edit costs does not grow."""
    gallery = built.root / "gallery"
    other = built.root / "source/chapitres/02-autre.rst"
    os.utime(other)
    for path in gallery.rglob("*.py"):
        os.utime(path)
    built.write("source/chapitres/01-essai.rst", CHAPTER.replace("Soit", "Voici"))
    status, said = built.build("site")
    assert status == 0, said
    assert sorted(line for line in said.splitlines() if "lecture" in line) == [
        "  lecture de chapitres/01-essai (diapositives)",
        "  lecture de chapitres/01-essai (page)",
    ]
    assert "Voici" in (built.root / "build/site/html/chapitres/01-essai.html").read_text()


def test_a_text_included_by_another_is_read_there(workshop: Workshop) -> None:
    """The document that includes it changes, though its own file did not."""
    workshop.write("source/chapitres/02-autre.rst", "Autre\n=====\n\n.. include:: 01-essai.rst\n")
    workshop.build("html")
    workshop.write("source/chapitres/01-essai.rst", CHAPTER.replace("Soit", "Voici"))
    assert workshop.build("html")[0] == 0
    for name in ("01-essai", "02-autre"):
        assert "Voici" in (workshop.root / f"build/html/chapitres/{name}.html").read_text()


def test_an_incremental_build_equals_a_clean_one(workshop: Workshop) -> None:
    """A word, a title, a comment, a result, a chapter gone: nothing stale is left."""
    workshop.build("site")
    workshop.write("source/chapitres/02-autre.rst", "Titre neuf\n==========\n\nUn autre mot.\n")
    workshop.build("site")
    workshop.write("gallery/01_essai/plot_un.py", SCRIPT.replace("x = 21", "x = 34  # commentaire"))
    workshop.build("site")
    workshop.write("source/chapitres/03-neuf.rst", "Neuf\n====\n\nTexte neuf.\n")
    workshop.build("site")
    (workshop.root / "source/chapitres/02-autre.rst").unlink()
    workshop.build("site")
    incremental = workshop.site()
    workshop.clean()
    workshop.build("site")
    assert incremental == workshop.site()


FIGURE = (
    SCRIPT
    + """
# %% courbe
import matplotlib.pyplot as plt

plt.plot([0, x])
# Figure : une droite qui monte.
plt.show()
"""
)


def test_a_figure_drawn_again_keeps_the_name_of_a_clean_build(workshop: Workshop) -> None:
    """Two documents show it; read one after the other, they made a second name of it."""
    workshop.write("source/chapitres/01-essai.rst", CHAPTER.replace("double", "courbe"))
    workshop.write("gallery/01_essai/plot_un.py", FIGURE)
    workshop.build("html")
    workshop.write("gallery/01_essai/plot_un.py", FIGURE.replace("x = 21", "x = 34"))
    assert workshop.build("html")[0] == 0
    images = {path.name for path in (workshop.root / "build/html/_images").glob("*-figure*")}
    images |= {path.name for path in (workshop.root / "build/html/_images").glob("*courbe*")}
    assert images == {"01_essai-plot_un-courbe-1.svg", "01_essai-plot_un-courbe-1-dark.svg"}
