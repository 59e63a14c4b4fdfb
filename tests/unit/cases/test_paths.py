"""Where the course and its files are (cases 02, 06, 07): any folder, links, files outside."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.workshop import Workshop


def page(workshop: Workshop, name: str = "chapitres/03-essai") -> str:
    """Build the site; return a page of it, and its deck."""
    status, said = workshop.build("site")
    assert status == 0, said
    found = [workshop.root / f"build/site/{side}/{name}.html" for side in ("html", "slides")]
    return "".join(path.read_text(encoding="utf-8") for path in found)


@pytest.mark.parametrize("name", ["Mon cours", "l'été {2026}"])
def test_a_course_in_a_folder_of_any_name_is_built(tmp_path: Path, name: str) -> None:
    """The first time, and again."""
    workshop = Workshop(tmp_path / name)
    for _ in range(2):
        status, said = workshop.build("site")
        assert status == 0, said
    assert "42" in page(workshop, "chapitres/01-essai")


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>{}</title></svg>'
OUTSIDE = """# Des voisins

Voici.

```{include} ../../partage/inclus.txt
```

```{literalinclude} ../../partage/cite.txt
```

```{csv-table}
:file: ../../partage/table.csv
```

![un carré](../../partage/dessin.svg) {download}`lire <../../partage/avis.txt>`
"""


def share(workshop: Workshop, day: str) -> None:
    """Write the files that are neither in source/ nor in gallery/."""
    for name in ("inclus.txt", "cite.txt", "table.csv", "avis.txt"):
        workshop.write(f"partage/{name}", f"Le {day} {name.partition('.')[0]}.\n")
    workshop.write("partage/dessin.svg", DRAWING.format(day))


@pytest.fixture(scope="module")
def edited_outside(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workshop, str]:
    """A site built again after a change of these files, and its page and deck."""
    workshop = Workshop(tmp_path_factory.mktemp("dehors") / "cours")
    workshop.write("source/chapitres/03-essai.md", OUTSIDE)
    share(workshop, "lundi")
    page(workshop)
    share(workshop, "mardi")
    return workshop, page(workshop)


@pytest.mark.parametrize("name", ["inclus", "cite", "table"])
def test_a_text_from_outside_is_followed(edited_outside: tuple[Workshop, str], name: str) -> None:
    """Its change is on the page and in the deck."""
    assert edited_outside[1].count(f"Le mardi {name}.") == 2
    assert f"Le lundi {name}." not in edited_outside[1]


@pytest.mark.parametrize("side", ["html", "slides"])
def test_an_image_from_outside_is_followed(edited_outside: tuple[Workshop, str], side: str) -> None:
    """A drawing shared by several courses."""
    (found,) = (edited_outside[0].root / f"build/site/{side}/_images").glob("dessin*.svg")
    assert "mardi" in found.read_text(encoding="utf-8")


def test_a_file_downloaded_from_outside_is_followed(edited_outside: tuple[Workshop, str]) -> None:
    """What a student downloads is the file as it is."""
    (found,) = (edited_outside[0].root / "build/site/html/_downloads").rglob("avis.txt")
    assert found.read_text(encoding="utf-8") == "Le mardi avis.\n"


LINKED = '"""\nLié\n===\n\nAilleurs.\n"""\n\n# %% calcul\nx = {x}\nreponse = 2 * x\n'


def test_a_linked_folder_of_scripts_is_followed(tmp_path: Path) -> None:
    """Its scripts are those of the gallery, and so are their changes."""
    workshop = Workshop(tmp_path / "cours")
    workshop.write("commun/02_lien/GALLERY_HEADER.rst", "Lien\n----\n\nAilleurs.\n")
    workshop.write("commun/02_lien/plot_commun.py", LINKED.format(x=5))
    (workshop.root / "gallery/02_lien").symlink_to("../commun/02_lien")
    workshop.write("source/chapitres/03-essai.md", "# Lié\n\nSoit {value}`plot_commun.reponse`.\n")
    assert page(workshop).count('<span class="value">10</span>') == 2
    workshop.write("commun/02_lien/plot_commun.py", LINKED.format(x=50))
    assert page(workshop).count('<span class="value">100</span>') == 2
