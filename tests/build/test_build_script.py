"""A build is whole or it is nothing: what ``python scripts build`` promises."""

from __future__ import annotations

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


def test_two_clean_builds_are_identical(workshop: Workshop) -> None:
    """No date, no duration, no order of a set in what is published."""
    workshop.build("site")
    first = workshop.site()
    workshop.clean()
    workshop.build("site")
    assert workshop.site() == first


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
