"""Every script of the gallery, alone, as a student runs it.

From the unzipped bundle and an empty folder, with no screen, no keyboard and no
network: it ends well, says nothing on the error stream, leaves nothing behind and
stays under thirty seconds of processor. What it prints is, to the byte, what the page
shows of it: the outputs of its cells, joined.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from builder.session import course_session
from course.run.terminal import final_state
from decks.bundle import bundle
from harness.drawn import drawn
from harness.student import run_without_network

ROOT = Path(__file__).parents[2]
MOST = 5  # run alone in one session; all of them by COURS_ESSAIS=tout
SCRIPTS = sorted((ROOT / "gallery").glob("*/*.py"))
SECONDS = 30
LINE = 79

CONNECT = "import socket; socket.create_connection(('{host}', {port}), timeout=5)"


@pytest.fixture
def helpers(tmp_path_factory):
    """Return a folder for what the test needs, apart from the student's."""
    return tmp_path_factory.mktemp("helpers")


@pytest.fixture(scope="session")
def font_cache():
    """Let matplotlib list the fonts: once per machine, it says on stderr that this takes long."""
    subprocess.run([sys.executable, "-c", "import matplotlib.pyplot"], check=True)


def test_there_are_scripts():
    """With a wrong path every test below would pass by running nothing."""
    assert SCRIPTS


def test_an_edit_draws_other_scripts(tmp_path, monkeypatch):
    """The gallery is seen whole over the days, and each session can be run again."""
    monkeypatch.delenv("COURS_ESSAIS", raising=False)
    scripts = [tmp_path / f"plot_{number:02}.py" for number in range(60)]
    for path in scripts:
        path.write_text(path.name)
    first = drawn(scripts, 20)
    assert first == drawn(scripts, 20)
    assert len(first) == 20
    scripts[0].write_text("édité")
    assert drawn(scripts, 20) != first


def test_the_network_is_really_cut(tmp_path, helpers):
    """Otherwise a script that downloads would pass here and fail in a train."""
    import socket

    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        line = CONNECT.format(host="127.0.0.1", port=server.getsockname()[1])
        assert subprocess.run([sys.executable, "-c", line]).returncode == 0
        assert run_without_network(["-c", line], cwd=tmp_path, helpers=helpers).returncode != 0


@pytest.fixture(scope="session")
def unzipped(site, tmp_path_factory):
    """Return the course as a student unzips it, on a machine that never had a network."""
    folder = tmp_path_factory.mktemp("bundle")
    bundle(site, None, folder / "cours.zip")
    with zipfile.ZipFile(folder / "cours.zip") as archive:
        archive.extractall(folder)
    return folder / "apprendre-pytorch"


def processor_seconds():
    """Return what the processes that ended took: the same on a busy machine."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@pytest.mark.usefixtures("font_cache")
@pytest.mark.parametrize(
    "script", drawn(SCRIPTS, MOST), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_a_script_runs_alone(script, unzipped, tmp_path, helpers):
    """What the course promises of each of its scripts; an exercise's is its solution."""
    name = script.relative_to(ROOT / "gallery").with_suffix("").as_posix()
    copy = unzipped / "scripts" / f"{name}.py"
    if script.stem.startswith("ex_"):
        copy = unzipped / "solutions" / f"{name}_solution.py"
    before = processor_seconds()
    done = run_without_network([str(copy)], cwd=tmp_path, helpers=helpers)
    assert done.returncode == 0, done.stderr
    assert processor_seconds() - before < SECONDS
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []
    assert final_state(done.stdout.replace(f"{copy.parent}/", "")) == shown(name)


def shown(name):
    """Return what the page of a script shows that it prints."""
    session = course_session()
    record = session.store.load(session.script(name))
    assert record, "the site was built: it has run"
    return "".join(cell.stdout for cell in record.cells)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_script_fits_a_slide(script):
    """Longer lines are cut off on slides and scroll on phones."""
    lines = script.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > LINE] == []
