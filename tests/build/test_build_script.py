"""A build is whole or it is nothing: what ``python scripts build`` promises."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from harness.course import SCRIPT
from harness.workshop import CHAPTER, Workshop


def test_each_target_lands_in_its_folder_under_the_same_paths(workshop: Workshop) -> None:
    """A link to a chapter holds in all of them."""
    status, said = workshop.build("html", "slides", "site")
    assert status == 0, said
    for folder in ("html", "slides", "site/html", "site/slides"):
        assert (workshop.root / "build" / folder / "chapitres/01-essai.html").exists()


def test_the_front_page_leads_to_pages_and_decks(built: Workshop) -> None:
    """Every local address of the front page exists."""
    site = built.root / "build" / "site"
    front = (site / "index.html").read_text(encoding="utf-8")
    addresses = re.findall(r'(?:href|src)="([^"#]+)"', front)
    assert {"html/chapitres/01-essai.html", "slides/chapitres/01-essai.html"} <= set(addresses)
    assert [address for address in addresses if not (site / address).exists()] == []


def test_the_page_of_an_address_that_leads_nowhere_leads_somewhere(built: Workshop) -> None:
    """It lies where hosts look for it; every address of it exists."""
    site = built.root / "build" / "site"
    page = (site / "404.html").read_text(encoding="utf-8")
    addresses = re.findall(r'(?:href|src)="/([^"#]*)"', page)
    assert "html/chapitres/01-essai.html" in addresses
    assert [address for address in addresses if not (site / address).exists()] == []


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


def test_a_failed_build_leaves_the_previous_site(built: Workshop) -> None:
    """The lecturer's typo at midnight does not cost the morning's lecture."""
    before = built.site()
    built.write("source/chapitres/01-essai.rst", CHAPTER.replace("double", "doubles"))
    status, said = built.build("site")
    assert status == 1
    assert "01-essai.rst:5" in said
    assert "Le plus proche : « double »" in said
    assert "n'a pas été modifié" in said
    assert built.site() == before


def test_a_mistake_is_still_an_error_the_second_time(workshop: Workshop) -> None:
    """Sphinx alone would not read the faulty chapter again, and publish it."""
    workshop.write("source/chapitres/01-essai.rst", CHAPTER.replace("double", "doubles"))
    assert workshop.build("html")[0] == 1
    assert workshop.build("html")[0] == 1


def test_a_failing_script_runs_once_and_is_named(built: Workshop) -> None:
    """It runs in a process of its own; the pages' job, which waits for it, does not try again."""
    before = built.site()
    built.write("gallery/01_essai/plot_un.py", SCRIPT + "\n# %% faute\n1 / 0\n")
    status, said = built.build("site")
    assert status == 1
    assert said.count("exécution") == 1
    line = SCRIPT.count("\n") + 3
    assert f"plot_un.py:{line}: " in said
    assert "ZeroDivisionError" in said
    assert built.site() == before


def test_a_record_that_is_gone_is_made_again(built: Workshop) -> None:
    """And so are the generated pages: what is removed to be made again is."""
    before = built.site()
    shutil.rmtree(built.root / "build/records")
    shutil.rmtree(built.root / "source/galerie")
    built.write("source/chapitres/02-autre.rst", "Autre\n=====\n\nDeux mots.\n")
    status, said = built.build("site")
    assert status == 0, said
    assert said.count("exécution 1 sur 1") == 1
    built.write("source/chapitres/02-autre.rst", "Autre\n=====\n\nUn mot.\n")
    assert built.build("site")[0] == 0
    assert built.site() == before


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


def test_two_clean_builds_are_identical(workshop: Workshop) -> None:
    """No date, no duration, no order of a set in what is published."""
    workshop.build("site")
    first = workshop.site()
    workshop.clean()
    workshop.build("site")
    assert workshop.site() == first


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


def test_a_mistake_in_conf_py_is_told_once(tmp_path: Path) -> None:
    """By the job that met it; the other one says nothing."""
    workshop = Workshop(tmp_path / "cours")
    conf = workshop.root / "source/conf.py"
    conf.write_text(conf.read_text() + "course_slugg = 'a'\n")
    status, said = workshop.build("site")
    assert status == 1
    assert said.count("course_slugg") == 1
    assert "arrêté" not in said


def test_the_tools_follow_the_folders_of_conf_py(tmp_path: Path) -> None:
    """Another course's chapters, pages of scripts and records are where it says."""
    workshop = Workshop(tmp_path / "cours")
    conf = workshop.root / "source/conf.py"
    places = {"chapters": "lecons", "generated": "scripts", "records": "../gardes"}
    lines = [f"course_{name} = {place!r}\n" for name, place in places.items()]
    conf.write_text(conf.read_text() + "".join(lines))
    (workshop.root / "source/chapitres").rename(workshop.root / "source/lecons")
    index = workshop.root / "source/index.rst"
    text = index.read_text().replace("chapitres/", "lecons/").replace("galerie/", "scripts/")
    index.write_text(text)
    status, said = workshop.build("site")
    assert status == 0, said
    assert (workshop.root / "build/site/slides/lecons/01-essai.html").exists()
    assert (workshop.root / "build/site/html/scripts/01_essai/plot_un.html").exists()
    assert list((workshop.root / "gardes/01_essai/plot_un").glob("*/record.json"))
    assert not (workshop.root / "build/records").exists()
    status, said = workshop.build("site")
    assert "exécution" not in said
