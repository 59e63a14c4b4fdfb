"""Lines that an output names are those of the code shown (case 05)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from harness.alone import alone, shown
from harness.course import Course

TITLE = '"""\nTrace\n=====\n\nUne erreur montrée.\n"""\n\n# %% erreur\n'
SHOWING = {
    "traceback": "import traceback\n\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n"
    "    traceback.print_exc()\n",
    "warning": "import warnings\n\nwarnings.warn('attention')\n",
    "source": "import inspect\n\ndef f():\n    # Un mot.\n    return 1\n\n"
    "print(inspect.getsource(f))\n",
    "logging": "import logging\n\nlogging.basicConfig(format='%(lineno)d')\nlogging.error('x')\n",
    "own-frame": "import sys\n\nprint(sys._getframe().f_lineno)\n",
    "attribute": "f = lambda: 0\nprint(f.__code__.co_firstlineno)\n",
    "error-line": "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n"
    "    print(e.__traceback__.tb_lineno)\n",
}
EDITS: dict[str, Callable[[str], str]] = {
    "comment": lambda code: f"# Un commentaire.\n{code}",
    "text": lambda code: code.replace("# Un mot.", "# Un autre."),
}


@pytest.fixture(scope="module", params=EDITS)
def edited(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course of all these scripts, built, then edited."""
    course = Course(tmp_path_factory.mktemp("cours"))
    for edit in (str, EDITS[request.param]):
        for what, code in SHOWING.items():
            course.script(TITLE + edit(code), f"01_essai/plot_{what}")
        assert course.build().error == ""
    return course


@pytest.mark.parametrize("what", SHOWING)
def test_an_edited_comment_moves_the_lines_shown(edited: Course, what: str) -> None:
    """The page says what the script says when run alone, as it is now."""
    script = f"01_essai/plot_{what}"
    assert shown(edited, script) == alone(edited, script)
