"""The folder that a script runs in goes with it; that of a killed keeper, with the next one."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest
from course.records.store import RecordStore
from course.run.keeper import request
from course.run.place import PREFIX, Place
from course.run.ready_interpreter import ReadyInterpreter, Task
from course.scripts.script import read_script
from harness.course import SCRIPT, Course

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="who keeps whom is in /proc")
ENDLESS = """
from pathlib import Path
import time
(Path.cwd() / "là").touch()
while not Path("/nulle/part").exists():
    time.sleep(0.05)
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files, for this test alone."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def start(course: Course, interpreter: ReadyInterpreter, name: str) -> Task:
    """Start a script as the build does."""
    store = RecordStore(course.root / "records", course.root / "constraints.txt", course.root)
    script = read_script(course.root / "gallery", f"01_essai/{name}")
    return interpreter.start("course.run.keeper:keep_script", request(script, store))


def places(temporary: Path) -> list[Path]:
    """Return the folders of scripts that are there."""
    return sorted(temporary.glob(f"{PREFIX}*"))


def keeper_of(place: Path) -> int:
    """Return the process that holds a folder; the script itself works in it."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if any(link.readlink() == place for link in (process / "fd").iterdir()):
                return int(process.name)
        except OSError:
            continue
    raise AssertionError(f"nobody holds {place}")


def test_the_place_of_a_killed_keeper_goes_with_the_next_script(
    course: Course, temporary: Path
) -> None:
    """That of a script that runs stays, until it is stopped."""
    course.script(SCRIPT + ENDLESS, "01_essai/plot_tue")
    course.script(SCRIPT + ENDLESS, "01_essai/plot_en_cours")
    course.script(SCRIPT, "01_essai/plot_suivant")
    interpreter = ReadyInterpreter()
    try:
        killed = start(course, interpreter, "plot_tue")
        while not list(temporary.glob(f"{PREFIX}*/01_essai/là")):
            time.sleep(0.02)
        (left,) = places(temporary)
        running = start(course, interpreter, "plot_en_cours")
        while len(list(temporary.glob(f"{PREFIX}*/01_essai/là"))) < 2:
            time.sleep(0.02)
        os.kill(keeper_of(left), signal.SIGKILL)
        assert killed.answer() is None
        assert left in places(temporary)

        assert start(course, interpreter, "plot_suivant").answer() == {}
        (kept,) = places(temporary)
        assert kept != left
        running.stop()
        while places(temporary):
            time.sleep(0.02)
    finally:
        interpreter.close()


def test_a_link_by_that_name_is_left_alone(temporary: Path, tmp_path: Path) -> None:
    """Anybody may write in the folder of temporary files."""
    precious = tmp_path / "précieux"
    precious.mkdir()
    (temporary / f"{PREFIX}piège").symlink_to(precious)
    (precious / "notes.txt").touch()
    with Place() as place:
        assert place.path.is_dir()
    assert (precious / "notes.txt").exists()
    assert not place.path.exists()
