"""What the page shows is what ``python plot_x.py`` prints, whatever a script does.

Each file of ``scripts/`` is a script (``.txt``: no tool of ours is to mend it); its name says
what it does. The cases 05, 15, 17 and 22
are among them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.alone import alone, shown
from harness.course import Course

SCRIPTS = {
    path.stem: path.read_text(encoding="utf-8")
    for path in sorted(Path(__file__).with_name("scripts").glob("*.txt"))
}


@pytest.fixture(scope="module")
def all_built(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """One course of all these scripts, built once."""
    course = Course(tmp_path_factory.mktemp("cours"))
    course.write("gallery/01_essai/mesures.csv", "1,2\n3,4\n")
    for name, text in SCRIPTS.items():
        course.script(text, f"01_essai/plot_{name}")
    built = course.build()
    assert built.error == "", built.error
    return course


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_page_shows_what_the_script_prints_alone(all_built: Course, name: str) -> None:
    """To the byte, its file named as the page names it."""
    script = f"01_essai/plot_{name}"
    expected = alone(all_built, script)
    assert expected.strip(), "a script that prints nothing would prove nothing"
    assert shown(all_built, script) == expected


BEYOND = {
    "stack": "import traceback\n\ntraceback.print_stack()\n",
    "warning": "import warnings\n\nwarnings.warn('attention', stacklevel=2)\n",
}


@pytest.mark.parametrize("what", BEYOND)
def test_a_stack_that_goes_beyond_the_script_is_refused(course: Course, what: str) -> None:
    """It would show our files, which nobody sees who runs the script."""
    course.script(f'"""\nPile\n====\n\nUne pile.\n"""\n\n# %% pile\n{BEYOND[what]}')
    error = course.build().error
    assert "plot_un.py:9: cette cellule affiche la pile d'appels au-delà du script" in error
