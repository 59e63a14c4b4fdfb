"""From a file to a chapter that builds: nothing lost, nothing half written."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path

import pytest
from commands import run
from harness.course import ROOT, Course
from harness.old_chapters import MARKDOWN, SLIDEY

INPUTS = ROOT.parent / "shared" / "inputs"
CHAPTERS = Path("source/chapitres")


@pytest.fixture
def old(course: Course) -> Course:
    """A small course with old chapters beside it."""
    course.script()
    (course.root / "vieux").mkdir()
    (course.root / "vieux" / "oddites.rst").write_text(SLIDEY, encoding="utf-8")
    (course.root / "vieux" / "notes.md").write_text(MARKDOWN, encoding="utf-8")
    return course


def bring(course: Course, *arguments: str) -> int:
    """Run the command on the course."""
    return run(["import", *arguments, "--root", str(course.root)])


def both(course: Course) -> list[str]:
    """Return the arguments that import both old chapters."""
    files = [str(course.root / "vieux" / name) for name in ("oddites.rst", "notes.md")]
    return [*files, "--to", "07-oddites", "08-notes"]


def tree(root: Path) -> dict[str, bytes]:
    """Return every file of a course."""
    paths = [path for path in root.rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def test_the_whole_dialect_builds_without_a_warning(
    old: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    """Page and deck, both formats, at once; and one slide a mark."""
    assert bring(old, *both(old)) == 0
    said = capsys.readouterr().out
    assert "faux, ligne 153 : tapé « 20 », affiché « 21 »" in said
    for builder in ("html", "revealjs"):
        built = old.build(builder)
        assert (built.error, built.warnings) == ("", "")
    deck = built.html("chapitres/07-oddites")
    assert len(re.findall(r'<section id="', deck)) == SLIDEY.count(".. slide::")


def test_twice_changes_nothing(old: Course, capsys: pytest.CaptureFixture[str]) -> None:
    """The second run finds its own work and leaves it."""
    assert bring(old, *both(old)) == 0
    first = tree(old.root)
    assert bring(old, *both(old)) == 0
    assert tree(old.root) == first
    assert "rien à changer" in capsys.readouterr().out


def test_check_writes_nothing(old: Course) -> None:
    """One may look before."""
    before = tree(old.root)
    assert bring(old, *both(old), "--check") == 0
    assert tree(old.root) == before


def test_a_chapter_is_not_overwritten_without_force(
    old: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    """An author has worked on it since."""
    mine = old.chapter("Un autre texte.\n", "08-notes.rst")
    arguments = [str(old.root / "vieux" / "notes.md"), "--to", "08-notes", "--no-run"]
    before = tree(old.root)
    assert bring(old, *arguments) == 1
    assert "--force" in capsys.readouterr().err
    assert tree(old.root) == before
    assert bring(old, *arguments, "--force") == 0
    assert not mine.exists()


def test_a_chapter_is_added_to_the_contents_once(old: Course) -> None:
    """A chapter in no toctree would stop the build."""
    toctree = "\n.. toctree::\n\n   {}\n"
    contents = "Sommaire\n========\n"
    contents += toctree.format("chapitres/01") + toctree.format("galerie/index")
    index = old.write("source/index.rst", contents)
    bring(old, *both(old), "--no-run")
    bring(old, *both(old), "--no-run")
    text = index.read_text(encoding="utf-8")
    assert text.count("chapitres/07-oddites") == text.count("chapitres/08-notes") == 1
    assert text.index("08-notes") < text.index("galerie/index")


def test_images_come_along(old: Course) -> None:
    """Copied beside the chapter, under a name without accents."""

    def part(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    pixel = b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0))
    pixel += part(b"IDAT", zlib.compress(b"\0\0")) + part(b"IEND", b"")
    image = old.root / "vieux" / "img" / "Réseau 1.png"
    image.parent.mkdir()
    image.write_bytes(pixel)
    text = "Un titre\n====\n\n.. image:: img/Réseau 1.png\n   :alt: un réseau\n\n"
    text += ".. |r| image:: img/Réseau 1.png\n\nVoir |r| ici.\n"
    path = old.root / "vieux" / "images.rst"
    path.write_text(text, encoding="utf-8")
    assert bring(old, str(path), "--to", "09-images") == 0
    assert (old.root / CHAPTERS / "images/09-images/reseau-1.png").read_bytes() == pixel
    built = old.build()
    assert built.warnings == ""
    assert built.html("chapitres/09-images").count("reseau-1.png") == 2


def test_links_between_imported_chapters_hold(old: Course) -> None:
    """Old names lead to new ones, whatever the order."""
    (old.root / "vieux" / "un.rst").write_text("Un\n===\n\nVoir :doc:`la suite <deux>`.\n")
    (old.root / "vieux" / "deux.md").write_text(
        "# Deux\n\nVoir [le début](un.rst) et [rien](x.md).\n"
    )
    files = [str(old.root / "vieux" / name) for name in ("un.rst", "deux.md")]
    assert bring(old, *files, "--to", "20-un", "21-deux") == 0
    built = old.build()
    assert built.warnings == ""
    assert 'href="21-deux.html"' in built.html("chapitres/20-un")
    assert 'href="20-un.html"' in built.html("chapitres/21-deux")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("vide.rst", b"", "vide"),
        ("image.md", b"\x89PNG\0\0", "pas un fichier de texte"),
        ("absent.rst", None, "n'existe pas"),
        ("gros.md", b"# a\n" * 1_300_000, "5,2 Mo"),
    ],
)
def test_bad_files_are_refused_in_one_sentence(
    old: Course, name: str, content: bytes | None, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written, and the other files go on."""
    path = old.root / "vieux" / name
    if content is not None:
        path.write_bytes(content)
    before = tree(old.root)
    assert bring(old, str(path), "--to", "30-mauvais") == 1
    error = capsys.readouterr().err
    assert why in error
    assert "Traceback" not in error
    assert tree(old.root) == before
