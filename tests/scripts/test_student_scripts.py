"""Every script of the gallery, alone, as a student runs it.

From the unzipped bundle and an empty folder, with no screen, no keyboard and no
network: it ends well, says nothing on the error stream, leaves nothing behind and
stays under thirty seconds. The page of the script shows the same code.

The network is cut by the kernel where this account may do so (``unshare -n``:
a namespace with no interface at all, loopback included); elsewhere by a
``sitecustomize`` that refuses every connection made from Python.
"""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path

import pytest
from bundle import bundle

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted((ROOT / "gallery").glob("*/*.py"))
SECONDS = 30
LINE = 79

REFUSE_CONNECTIONS = """
import socket
def refuse(*arguments, **options):
    raise OSError("no network in this test")
for name in ("connect", "connect_ex", "sendto", "sendmsg"):
    setattr(socket.socket, name, refuse)
socket.getaddrinfo = socket.create_connection = refuse
"""
CONNECT = "import socket; socket.create_connection(('{host}', {port}), timeout=5)"


@cache
def network_cutter() -> tuple[str, ...]:
    """Return the command that cuts the network for what follows it; empty if none may."""
    for command in (("unshare", "-n"), ("unshare", "-rn")):
        try:
            if subprocess.run([*command, "true"], capture_output=True).returncode == 0:
                return command
        except OSError:
            break
    return ()


def student_environment(folder: Path) -> dict[str, str]:
    """Return this environment without a screen, and without what only we set."""
    ours = ("PYTHON", "PYTEST", "MPL", "DISPLAY", "WAYLAND_DISPLAY", "MAKE")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
    if sys.platform == "darwin":  # where there always is a screen
        environment["MPLBACKEND"] = "Agg"
        environment["PYTHONWARNINGS"] = "ignore:FigureCanvasAgg is non-interactive"
    if not network_cutter():
        (folder / "sitecustomize.py").write_text(REFUSE_CONNECTIONS)
        environment["PYTHONPATH"] = str(folder)
    return environment


def run_without_network(
    arguments: list[str], *, cwd: Path, helpers: Path
) -> subprocess.CompletedProcess[str]:
    """Run Python as a student does, in ``cwd``."""
    return subprocess.run(
        [*network_cutter(), sys.executable, *arguments],
        cwd=cwd,
        env=student_environment(helpers),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )


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


@pytest.mark.usefixtures("font_cache")
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_script_runs_alone(script, unzipped, tmp_path, helpers):
    """What the course promises of each of its scripts; an exercise's is its solution."""
    name = script.relative_to(ROOT / "gallery").with_suffix("").as_posix()
    copy = unzipped / "scripts" / f"{name}.py"
    if script.stem.startswith("ex_"):
        copy = unzipped / "solutions" / f"{name}_solution.py"
    done = run_without_network([str(copy)], cwd=tmp_path, helpers=helpers)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_script_fits_a_slide(script):
    """Longer lines are cut off on slides and scroll on phones."""
    lines = script.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > LINE] == []
