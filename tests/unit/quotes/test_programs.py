"""A block is copied with its script up to it: what runs alone, and prints what is shown."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from course.scripts.program import pieces_of, program_up_to, with_figures_closed
from course.scripts.script import Script
from harness.course import Course

SCRIPT = '''"""
Titre
=====
"""

# %% imports
import matplotlib.pyplot as plt


def dire(mot):
    print(mot)


# %% premier
dire("un")

# %% figure
plt.plot([0, 1])
# Figure : une droite monte de 0 à 1.
plt.show()

# %% second
dire("deux")
'''
CHAPTER = """
.. snippet:: 01_essai/plot_un
   :cell: {cell}
"""


def written(folder: Path, text: str) -> Script:
    """Return a script of its own file."""
    path = folder / "plot_un.py"
    path.write_text(text, encoding="utf-8")
    return Script("01_essai/plot_un", path, text)


@pytest.fixture
def pieces(tmp_path: Path) -> list[tuple[str, str, str]]:
    """Those of the script, whose second and last cells print."""
    return pieces_of(written(tmp_path, SCRIPT), [False, True, False, True], "rien ne s'affiche")


@pytest.mark.parametrize(("cell", "printed"), [(0, ""), (1, "un\n"), (2, ""), (3, "deux\n")])
def test_a_program_prints_what_its_last_cell_prints(pieces, cell: int, printed: str) -> None:
    """In an empty folder, by the interpreter alone."""
    program = program_up_to(pieces, cell)
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env={"MPLBACKEND": "agg"}
    )
    assert (ran.stdout, ran.returncode) == (printed, 0), ran.stderr


def test_nothing_is_hidden_where_nothing_was_printed(pieces) -> None:
    """The program is then the script itself."""
    assert "sys.stdout" not in program_up_to(pieces, 1)
    assert "sys.stdout" in program_up_to(pieces, 2)


def test_figures_of_the_cells_before_open_no_window(pieces) -> None:
    """That of the last one does."""
    assert "plt.close()" in program_up_to(pieces, 3)
    assert "plt.show()" not in program_up_to(pieces, 3)
    assert "plt.show()" in program_up_to(pieces, 2)


def test_a_function_that_shows_still_does() -> None:
    """The last cell may call it."""
    code = "def voir():\n    plt.show()\n\n\nfor _ in range(2):\n    plt.show()"
    closed = "def voir():\n    plt.show()\n\n\nfor _ in range(2):\n    plt.close()"
    assert with_figures_closed(code) == closed


def test_a_name_of_the_script_is_not_taken(tmp_path: Path) -> None:
    """The screen put aside gets another one."""
    text = SCRIPT.replace('dire("un")', 'ecran = "un"\ndire(ecran)')
    program = program_up_to(pieces_of(written(tmp_path, text), [False, True, False, True], ""), 3)
    assert "ecran_, sys.stdout" in program


def test_the_site_has_the_programs_of_what_chapters_quote(course: Course) -> None:
    """Those of no other script, nor of one no longer quoted."""
    course.script(SCRIPT)
    course.script(SCRIPT, "01_essai/plot_deux")
    course.chapter(CHAPTER.format(cell="second"))
    built = course.build()
    assert 'data-program="01_essai/plot_un:3"' in built.html("chapitres/01-essai")
    scripts = built.folder / "_static/js"
    assert [path.name for path in scripts.glob("program-*")] == ["program-01_essai--plot_un.js"]
    text = (scripts / "program-01_essai--plot_un.js").read_text(encoding="utf-8")
    written = json.loads(re.search(r" = (.*);", text)[1])["pieces"]  # type: ignore[index]
    assert program_up_to(written, 3).endswith('sys.stdout = ecran\n\ndire("deux")\n')
    course.chapter("Plus rien.")
    course.build()
    assert not list(scripts.glob("program-*"))


def test_a_damaged_file_of_programs_is_made_again(course: Course) -> None:
    """Though nothing of what it is made of has changed."""
    course.script(SCRIPT)
    course.chapter(CHAPTER.format(cell="second"))
    path = course.build().folder / "_static/js/program-01_essai--plot_un.js"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole[:-20], encoding="utf-8")
    course.build()
    assert path.read_text(encoding="utf-8") == whole


def test_a_block_leads_to_its_cell_in_the_page_of_the_script(course: Course) -> None:
    """Where all of them are listed."""
    course.script(SCRIPT)
    course.chapter(CHAPTER.format(cell="second"))
    built = course.build()
    address = "galerie/01_essai/plot_un.html#cellule-second"
    assert f'href="../{address}"' in built.html("chapitres/01-essai")
    page = built.html("galerie/01_essai/plot_un")
    assert page.count('id="cellule-second"') == 1
    assert page.count('href="#cellule-second"') == 1


def test_blocks_that_follow_each_other_say_their_script_once(course: Course) -> None:
    """Under the last one; a sentence between them has each say it, as what it imports does."""
    course.script(SCRIPT)
    two = CHAPTER.format(cell="premier") + CHAPTER.format(cell="second")
    course.chapter(two)
    assert course.build().html("chapitres/01-essai").count("snippet-source") == 2
    course.chapter(CHAPTER.format(cell="premier") + "\nUn mot.\n" + CHAPTER.format(cell="second"))
    assert course.build().html("chapitres/01-essai").count("snippet-source") == 3


def test_lines_kept_of_a_cell_are_called_so(course: Course) -> None:
    """They may not run alone: the page copies the whole cell."""
    course.script(SCRIPT)
    course.chapter(CHAPTER.format(cell="imports") + "   :lines: 4\n   :show: code\n")
    page = course.build().html("chapitres/01-essai")
    assert "data-cut" in page
    assert "Extrait de" in page
