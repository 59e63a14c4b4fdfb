"""Run the cells of a chapter apart: own process, own folder, time limit, no network.

What cannot run is told from what fails, with a reason for the reader. Cells run
in order in one namespace; those that are left out are gone when the rest runs
once more, as the build will run it. Usage::

    run_cells(cells, Limits(cell=20, total=120))    # sets status, reason, printed
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .cells import Cell
from .reasons import is_installed, leave, leave_if_unreadable, take_outcome

SCRIPTS = Path(__file__).resolve().parents[2]
ISOLATED = ("-P", "-s", "-B", "-m")  # neither the folder's modules nor the user's
MOST_RUNS = 12


@dataclass(frozen=True)
class Limits:
    """How long code may run, in seconds."""

    cell: float = 20.0
    total: float = 180.0


def run_cells(cells: Sequence[Cell], limits: Limits | None) -> None:
    """Run until the cells left all run in a process of their own; none without limits."""
    for cell in (cell for cell in cells if cell.status == "run"):
        leave_if_unreadable(cell)
        if limits is None and cell.status == "run":
            leave(cell, "skipped", "import fait sans exécution")
    if limits is None:
        return
    end = time.monotonic() + limits.total
    for _ in range(MOST_RUNS):
        kept = [cell for cell in cells if cell.status == "run"]
        if not kept:
            return
        if time.monotonic() > end:
            break
        if _run(kept, cells, limits, end):
            return
    for cell in cells:
        if cell.status == "run":
            leave(cell, "failed", "non exécuté : le temps accordé au chapitre est écoulé")


def _run(kept: list[Cell], every: Sequence[Cell], limits: Limits, end: float) -> bool:
    """Run the kept cells once; True when all of them did."""
    with tempfile.TemporaryDirectory(prefix="import-chapitre-") as folder:
        outcomes, started = _child(kept, Path(folder), limits, end)
    for cell in kept:
        outcome = outcomes.get(cell.name)
        if outcome is not None:
            take_outcome(cell, outcome, every, folder)
    if not outcomes and not started:
        for cell in kept:
            leave(cell, "failed", "non exécuté : Python n'a pas démarré")
        return True
    stuck = next((c for c in kept if c.name == started and c.name not in outcomes), None)
    if stuck:
        late = time.monotonic() > end
        why = "trop long : arrêté" if late else "arrête Python (exit, panne ou temps dépassé)"
        leave(stuck, "failed", why)
    return all(cell.status == "run" for cell in kept)


def _child(
    cells: list[Cell], folder: Path, limits: Limits, end: float
) -> tuple[dict[str, dict[str, Any]], str]:
    """Return what each cell gave, and the last one that started."""
    (folder / ".tmp").mkdir()
    work = folder / "travail"
    work.mkdir()
    config = Path(_matplotlib_folder())
    code = "\n".join(cell.code for cell in cells)
    modules = [name for name in ("torch",) if re.search(rf"\b{name}\b", code)]
    job = folder / "job.json"
    job.write_text(
        json.dumps(
            {
                "folder": str(work.resolve()),
                "writable": [str((folder / ".tmp").resolve()), str(config)],
                "seconds": limits.cell,
                "modules": [name for name in modules if is_installed(name)],
                "cells": [{"name": cell.name, "code": cell.code} for cell in cells],
            }
        ),
        encoding="utf-8",
    )
    environment = {
        **{
            name: value
            for name, value in os.environ.items()
            if "proxy" not in name.lower() and not name.startswith("PYTHON")
        },
        "PYTHONPATH": str(SCRIPTS),  # the sandbox takes it away before the first cell
        "MPLBACKEND": "agg",
        "MPLCONFIGDIR": str(config),
        "OMP_NUM_THREADS": "1",
        "TMPDIR": str(folder / ".tmp"),
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "NO_COLOR": "1",
    }
    environment.pop("DISPLAY", None)
    environment.pop("WAYLAND_DISPLAY", None)
    process = subprocess.Popen(
        [*_without_network(), sys.executable, *ISOLATED, "importer.execution.sandbox", str(job)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=work,
        env=environment,
        start_new_session=True,
    )
    try:
        return _listen(process, limits, end)
    finally:
        # Also what the code left behind: the session is the child's own.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def _listen(
    process: subprocess.Popen[bytes], limits: Limits, end: float
) -> tuple[dict[str, dict[str, Any]], str]:
    """Read the child's lines; give up on a cell that outlives its own alarm."""
    assert process.stdout is not None
    outcomes: dict[str, dict[str, Any]] = {}
    started, buffer = "", b""
    heard = time.monotonic() + 60  # torch may take long to import
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            wait = min(end, heard + limits.cell + 5) - time.monotonic()
            if wait <= 0 or not selector.select(wait):
                return outcomes, started
            data = os.read(process.stdout.fileno(), 1 << 16)
            if not data:
                return outcomes, started
            buffer += data
            *lines, buffer = buffer.split(b"\n")
            for line in lines:
                heard = time.monotonic()
                try:
                    message = json.loads(line)
                except ValueError:
                    continue
                started = message.get("start", started)
                if "done" in message:
                    outcomes[message["done"]] = message


@cache
def _without_network() -> tuple[str, ...]:
    """Return the command that cuts the network for real, where the system has one."""
    if not sys.platform.startswith("linux") or not shutil.which("unshare"):
        return ()
    command = ("unshare", "--user", "--map-root-user", "--net")
    try:
        done = subprocess.run([*command, "true"], capture_output=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return command if done.returncode == 0 else ()


@cache
def _matplotlib_folder() -> str:
    """Return a folder for matplotlib's list of fonts, slow to make again."""
    folder = Path(tempfile.gettempdir()) / f"import-chapitre-matplotlib-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    return str(folder.resolve())
