"""What a script reads elsewhere is an input, seen as it reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from course.records.record import Record
from course.records.store import RecordStore
from course.scripts.script import read_script
from harness.course import Course

HEAD = '"""\nUn\n==\n\nUn script.\n"""\n\n# %% lire\nfrom pathlib import Path\n\n'


def record(course: Course) -> Record:
    """Return the record of the course's script."""
    store = RecordStore(course.root / "build/records", course.root / "constraints.txt", course.root)
    found = store.load(read_script(course.root / "gallery", "plot_un"))
    assert found is not None
    return found


def built(course: Course, code: str) -> Record:
    """Build the course with this script; return its record."""
    course.script(HEAD + code)
    result = course.build()
    assert result.error == "", result.error
    return record(course)


@pytest.mark.parametrize(
    "code",
    [
        "print(Path({path!r}).read_text())",
        "print(open({path!r}, 'rb').read().decode())",
        "import subprocess, sys\nsubprocess.run(['true'])\nprint(Path({path!r}).read_text())",
        "import numpy as np\nprint(np.loadtxt({path!r}))",
        "import os\nos.chdir('/')\nprint(open({path!r}[1:]).read())",
    ],
)
def test_a_file_read_elsewhere_runs_the_script_again(course: Course, code: str) -> None:
    """However it is opened: the page follows it."""
    data = course.write("partage/mesures.txt", "1\n")
    first = built(course, code.format(path=str(data)))
    assert list(first.observed) == ["partage/mesures.txt"]
    data.write_text("2\n")
    assert course.build().error == ""
    assert record(course).cells[0].stdout.strip() in ("2", "2.0")


def test_a_module_imported_from_elsewhere_is_an_input(course: Course) -> None:
    """Its compiled form stands for its source."""
    module = course.write("commun/aide.py", "def double(x):\n    return 2 * x\n")
    where = f"import sys\nsys.path += [{str(module.parent)!r}]\n"
    code = where + "from aide import double\nprint(double(4))"
    assert "commun/aide.py" in built(course, code).observed
    module.write_text("def double(x):\n    return 3 * x\n")
    course.build()
    assert record(course).cells[0].stdout == "12\n"


def test_a_file_that_appears_later_is_one(course: Course) -> None:
    """The script looked for it, and did without."""
    path = course.root / "partage/peut-etre.txt"
    code = f"try:\n    print(open({str(path)!r}).read())\nexcept OSError:\n    print('rien')"
    assert built(course, code).cells[0].stdout == "rien\n"
    course.write("partage/peut-etre.txt", "quelque chose")
    course.build()
    assert record(course).cells[0].stdout == "quelque chose\n"


def test_what_a_script_writes_itself_is_no_input(course: Course, tmp_path: Path) -> None:
    """Nor are its temporary files, the packages and the system's."""
    trace = str(tmp_path / "trace")
    code = (
        "import json, math, tempfile\nimport matplotlib.pyplot as plt\n"
        f"Path({trace!r}).write_text('a')\nprint(Path({trace!r}).read_text())\n"
        "with tempfile.NamedTemporaryFile('w+') as file:\n    file.write('b')\n"
        "    print(Path(file.name).read_text())\n"
        "print(Path('/etc/hostname').exists(), len(Path('/proc/self/status').read_text()) > 0)"
    )
    assert built(course, code).observed == {}


def test_lines_that_an_output_may_show_follow_the_code(course: Course) -> None:
    """A comment above moves them: the script runs again, and only then."""
    function = "def ligne():\n    return inspect.currentframe().f_lineno\n\n\n"
    code = f"import inspect\n\n{function}print(ligne())"
    first = built(course, code).cells[0].stdout
    path = course.root / "gallery/01_essai/plot_un.py"
    path.write_text(path.read_text().replace("def ligne", "# Un commentaire.\ndef ligne"))
    course.build()
    assert int(record(course).cells[0].stdout) == int(first) + 1
