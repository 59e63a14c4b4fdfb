"""What a build reads is known by its content, wherever it is and whatever its date."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from harness.workshop import Workshop

BORROWED = """
Autre
=====

.. include:: /../partage/avis.txt

.. literalinclude:: /../partage/code.txt

:download:`un fichier </../partage/donnees.csv>`

.. image:: /../partage/dessin.svg
   :alt: un dessin
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>{}</title></svg>'
OLD = 1_000_000_000  # seconds: a date before any other


@pytest.fixture
def lender(workshop: Workshop) -> Workshop:
    """A course whose chapter shows four files that are outside of ``source/``."""
    for name in ("avis.txt", "code.txt", "donnees.csv"):
        workshop.write(f"partage/{name}", "Le lundi.\n")
    workshop.write("partage/dessin.svg", DRAWING.format("lundi"))
    workshop.write("source/chapitres/02-autre.rst", BORROWED)
    return workshop


def published(workshop: Workshop, glob: str) -> str:
    """Return the text of what is published under these names."""
    paths = sorted((workshop.root / "build/html").glob(glob))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


SHOWN = {
    "avis.txt": "chapitres/02-autre.html",
    "code.txt": "chapitres/02-autre.html",
    "donnees.csv": "_downloads/*/donnees.csv",
    "dessin.svg": "_images/*.svg",
}


def test_a_file_outside_of_source_is_an_input(lender: Workshop) -> None:
    """Included, quoted, offered or shown, each alone: under an older date too."""
    status, said = lender.build("html")
    assert status == 0, said
    for name, shown in SHOWN.items():
        before = published(lender, shown).count("mardi")
        path = lender.root / "partage" / name
        lender.write(f"partage/{name}", path.read_text().replace("lundi", "mardi"))
        os.utime(path, (OLD, OLD))
        status, said = lender.build("html")
        assert status == 0, said
        assert published(lender, shown).count("mardi") > before, name
    assert "Construction" not in lender.build("html")[1]


def test_a_chapter_replaced_by_an_older_one_is_read(built: Workshop) -> None:
    """As by ``cp -p`` or ``git checkout``, together with a script: Sphinx goes by dates."""
    other = built.root / "source/chapitres/02-autre.rst"
    built.write("source/chapitres/02-autre.rst", "Autre\n=====\n\nUn dit.\n")
    os.utime(other, (OLD, OLD))
    built.write("gallery/01_essai/note.txt", "un autre changement")
    status, said = built.build("html")
    assert status == 0, said
    assert "Un dit." in published(built, "chapitres/02-autre.html")


def test_a_chapter_that_was_only_touched_is_not_read(built: Workshop) -> None:
    """Its content says that it is the same; another file has Sphinx look at everything."""
    os.utime(built.root / "source/chapitres/02-autre.rst")
    built.write("gallery/01_essai/note.txt", "un autre changement")
    status, said = built.build("html")
    assert status == 0, said
    assert "lecture de chapitres/02-autre" not in said


def test_a_linked_folder_of_scripts_is_an_input(workshop: Workshop) -> None:
    """Case 07: what the link leads to counts, and a link to a folder above ends nothing."""
    header = "Lien\n----\n\nUn.\n"
    script = '"""\nCommun\n======\n\nUn script.\n"""\n\n# %% cellule\nx = {}\nreponse = 2 * x\n'
    workshop.write("commun/02_lien/GALLERY_HEADER.rst", header)
    workshop.write("commun/02_lien/plot_commun.py", script.format(5))
    (workshop.root / "commun/02_lien/boucle").symlink_to("..")
    (workshop.root / "gallery/02_lien").symlink_to("../commun/02_lien")
    workshop.write(
        "source/chapitres/02-autre.rst", "Autre\n=====\n\nSoit :value:`plot_commun.reponse`.\n"
    )
    status, said = workshop.build("html")
    assert status == 0, said
    assert "Soit 10." in published(workshop, "chapitres/02-autre.html")
    workshop.write("commun/02_lien/plot_commun.py", script.format(50))
    status, said = workshop.build("html")
    assert status == 0, said
    assert "Soit 100." in published(workshop, "chapitres/02-autre.html")


def test_a_file_that_a_script_reads_elsewhere_is_an_input(workshop: Workshop) -> None:
    """It was seen to open it: the next build runs it again when that file changed."""
    data = workshop.root / "partage/nombre.txt"
    workshop.write("partage/nombre.txt", "21")
    script = (workshop.root / "gallery/01_essai/plot_un.py").read_text()
    workshop.write(
        "gallery/01_essai/plot_un.py",
        script.replace("x = 21", f"x = int(open({str(data)!r}).read())"),
    )
    assert workshop.build("html")[0] == 0
    assert "42" in published(workshop, "chapitres/01-essai.html")
    data.write_text("50")
    status, said = workshop.build("html")
    assert status == 0, said
    assert "Soit 100" in published(workshop, "chapitres/01-essai.html")


def test_what_changes_during_a_build_is_built_again(workshop: Workshop) -> None:
    """The chapter had been read: nothing says that the site is up to date."""
    workshop.write("source/chapitres/02-autre.rst", "Autre\n=====\n\nUn mot.\n")
    workshop.write(
        "source/chapitres/03-long.rst",
        "Long\n====\n\n" + "Une phrase, et :math:`x^2`.\n\n" * 3000,
    )
    process = workshop.start("html")
    for line in process.stdout or ():
        if "lecture de chapitres/03-long" in line:
            workshop.write("source/chapitres/02-autre.rst", "Autre\n=====\n\nUn dit.\n")
            break
    process.communicate()
    assert process.returncode == 0
    status, said = workshop.build("html")
    assert status == 0, said
    assert "Un dit." in published(workshop, "chapitres/02-autre.html")


def test_what_editors_and_systems_leave_is_no_input(workshop: Workshop) -> None:
    """A lock that leads nowhere, a backup, a pipe: nothing to build, nor to wait for."""
    assert workshop.build("html")[0] == 0
    for folder in ("source/chapitres", "gallery/01_essai", "source/_ext/course"):
        place: Path = workshop.root / folder
        (place / ".#01-essai.rst").symlink_to("personne@machine.42:1")
        (place / "01-essai.rst~").write_text("un")
        (place / ".01-essai.rst.swp").write_text("un")
        (place / "lien.txt").symlink_to("nulle-part.txt")
        os.mkfifo(place / "tuyau.txt")
    status, said = workshop.build("html")
    assert status == 0, said
    assert "Construction" not in said
    shutil.rmtree(workshop.root / "build/.state")
    status, said = workshop.build("html")
    assert status == 0, said


@pytest.mark.parametrize("name", ["source/chapitres/02-autre.rst", "gallery/01_essai/plot_un.py"])
def test_a_file_that_goes_away_during_the_build_is_named(workshop: Workshop, name: str) -> None:
    """An editor that renames it, a branch that is changed: one sentence, and the next is right."""
    conf = workshop.root / "source/conf.py"
    before = conf.read_text(encoding="utf-8")
    removes = f"Path({str(workshop.root / name)!r}).unlink()"
    workshop.write(
        "source/conf.py",
        f"from pathlib import Path\n{before}\n\n"
        f"def setup(app):\n    app.connect('env-before-read-docs', lambda *_: {removes})\n",
    )
    text = (workshop.root / name).read_text(encoding="utf-8")
    status, said = workshop.build("html")
    assert status == 1
    assert f"« {name} » a disparu pendant la construction" in said
    assert "FileNotFoundError" not in said
    workshop.write("source/conf.py", before)
    workshop.write(name, text)
    assert workshop.build("html")[0] == 0
