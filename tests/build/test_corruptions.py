"""What is stored may be damaged in any way: the next build gives the right site, and no traceback.

``COURS_CORRUPTIONS=100 pytest tests/build/test_corruptions.py`` tries a hundred.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from harness.workshop import CHAPTER, Workshop

CORRUPTIONS = int(os.environ.get("COURS_CORRUPTIONS", "4"))
SEED = int(os.environ.get("COURS_GRAINE", "0"))
EDITED = CHAPTER.replace("Soit", "Voici")


def remove(path: Path) -> None:
    """Remove whatever is there."""
    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def truncate(path: Path, chance: random.Random) -> None:
    """Keep its beginning."""
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def empty(path: Path, chance: random.Random) -> None:
    """Keep nothing."""
    path.write_bytes(b"")


def scramble(path: Path, chance: random.Random) -> None:
    """Other bytes, as many, under the same date."""
    status = path.stat()
    path.write_bytes(chance.randbytes(status.st_size))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def change_a_letter(path: Path, chance: random.Random) -> None:
    """Still readable, but no longer true."""
    data = bytearray(path.read_bytes() or b"a")
    place = chance.randrange(len(data))
    data[place] = (data[place] + 1) % 128
    path.write_bytes(data)


def write_other_json(path: Path, chance: random.Random) -> None:
    """Of another type."""
    path.write_text(chance.choice(["[]", "null", "3", '"a"', "{}", '{"scripts": 1}']))


def put_a_folder(path: Path, chance: random.Random) -> None:
    """A folder in its place."""
    remove(path)
    (path / "dedans").mkdir(parents=True)


def delete(path: Path, chance: random.Random) -> None:
    """Nothing in its place."""
    remove(path)


def delete_folder(path: Path, chance: random.Random) -> None:
    """Nothing in the place of its folder."""
    remove(path.parent)


def put_a_file_for_its_folder(path: Path, chance: random.Random) -> None:
    """A file in the place of its folder."""
    folder = path.parent
    remove(folder)
    folder.write_text("un fichier")


DAMAGES: list[Callable[[Path, random.Random], None]] = [
    truncate,
    empty,
    scramble,
    change_a_letter,
    write_other_json,
    put_a_folder,
    delete,
    delete_folder,
    put_a_file_for_its_folder,
]


def stored(workshop: Workshop, chance: random.Random) -> Path:
    """Choose a kind of file, then one of them: the few that decide are not lost among pages."""
    build = workshop.root / "build"
    folders = [
        build / ".state",
        build / ".work/html",
        build / ".work/slides",
        build / ".work/html.doctrees",
        build / ".work/slides.doctrees",
        build / "records",
        build / "site",
        workshop.root / "source/galerie",
    ]
    kinds = [sorted(path for path in folder.rglob("*") if path.is_file()) for folder in folders]
    return chance.choice(chance.choice([kind for kind in kinds if kind]))


@pytest.mark.timeout(300 + 60 * CORRUPTIONS)
def test_what_is_damaged_is_made_again(built: Workshop) -> None:
    """Up to three files at once, then a build with no edit, or with one."""
    right = {CHAPTER: built.site()}
    built.write("source/chapitres/01-essai.rst", EDITED)
    assert built.build("site")[0] == 0
    right[EDITED] = built.clean_build()
    for number in range(CORRUPTIONS):
        chance = random.Random(SEED * 1000 + number)
        done = [f"COURS_GRAINE={SEED}"]
        for _ in range(chance.randint(1, 3)):
            path, damage = stored(built, chance), chance.choice(DAMAGES)
            done.append(f"{number}: {damage.__name__} {path.relative_to(built.root)}")
            damage(path, chance)
        text = chance.choice([CHAPTER, EDITED])
        built.write("source/chapitres/01-essai.rst", text)
        status, said = built.build("site")
        about = "\n".join([*done, said])
        assert status == 0, about
        assert "Traceback" not in said, about
        assert built.site() == right[text], about
