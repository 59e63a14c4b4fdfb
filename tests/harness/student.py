"""Run Python as a student does: no screen, no keyboard, no network, none of our settings.

The network is cut by the kernel where this account may do so (``unshare -n``:
a namespace with no interface at all, loopback included); elsewhere by a
``sitecustomize`` that refuses every connection made from Python. Usage::

    done = run_alone(["ex_03_perte.py", "--verifier"], tmp_path)
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

SECONDS = 240  # for a busy machine; what a script may take is processor time

REFUSE_CONNECTIONS = """
import socket
def refuse(*arguments, **options):
    raise OSError("no network in this test")
for name in ("connect", "connect_ex", "sendto", "sendmsg"):
    setattr(socket.socket, name, refuse)
socket.getaddrinfo = socket.create_connection = refuse
"""


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
    environment["OMP_NUM_THREADS"] = "1"  # as the build: sums in another order round otherwise
    environment["PYTHONUNBUFFERED"] = "1"  # a file takes the lines in the order of a terminal
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


def run_alone(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run Python in ``folder``, where it leaves only what the student made."""
    with tempfile.TemporaryDirectory() as helpers:
        arguments = ["-B", *arguments]
        return run_without_network(arguments, cwd=folder, helpers=Path(helpers))
