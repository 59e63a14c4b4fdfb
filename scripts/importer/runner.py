"""Run the cells of a chapter apart: own process, own folder, time limit, no network.

What cannot run is told from what fails, with a reason for the reader. Cells run
in order in one namespace; those that are left out are gone when the rest runs
once more, as the build will run it. Usage::

    run_cells(cells, Limits(cell=20, total=120))    # sets status, reason, printed
"""

from __future__ import annotations

import ast
import contextlib
import importlib.util
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
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .cells import Cell

SANDBOX = Path(__file__).with_name("sandbox.py")
MOST_RUNS = 12
NETWORK_WORDS = re.compile(
    r"offline|connect|resolve|urlopen|download|HTTPSConnection|huggingface|getaddrinfo", re.I
)


@dataclass(frozen=True)
class Limits:
    """How long code may run, in seconds."""

    cell: float = 20.0
    total: float = 180.0


def run_cells(cells: Sequence[Cell], limits: Limits | None) -> None:
    """Run until the cells left all run in a process of their own; none without limits."""
    for cell in (cell for cell in cells if cell.status == "run"):
        _compile(cell)
        if limits is None and cell.status == "run":
            _leave(cell, "skipped", "import fait sans exécution")
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
            _leave(cell, "failed", "non exécuté : le temps accordé au chapitre est écoulé")


def _compile(cell: Cell) -> None:
    """Leave out what is no Python program by itself."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(cell.code, cell.name, "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 0
        message = getattr(error, "msg", None) or str(error)
        _leave(cell, "skipped", f"fragment, illisible seul (ligne {line} : {message})")
        return
    missing = sorted({name for name in _imports(cell.code) if not _is_installed(name)})
    if missing:
        names = ", ".join(f"« {name} »" for name in missing)
        _leave(cell, "skipped", f"demande un module absent : {names}")


def _imports(code: str) -> set[str]:
    """Return the packages that the top level of a cell imports, guarded ones aside."""
    found = set()
    for node in ast.parse(code).body:
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").split(".")[0])
    return found - {"", "__future__"}


@cache
def _is_installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _leave(cell: Cell, status: str, reason: str) -> None:
    cell.status, cell.reason = status, " ".join(re.sub(r"0x[0-9a-f]{6,}", "0x…", reason).split())


def _run(kept: list[Cell], every: Sequence[Cell], limits: Limits, end: float) -> bool:
    """Run the kept cells once; True when all of them did."""
    with tempfile.TemporaryDirectory(prefix="import-chapitre-") as folder:
        outcomes, started = _child(kept, Path(folder), limits, end)
    for cell in kept:
        outcome = outcomes.get(cell.name)
        if outcome is not None:
            _read(cell, outcome, every, folder)
    if not outcomes and not started:
        for cell in kept:
            _leave(cell, "failed", "non exécuté : Python n'a pas démarré")
        return True
    stuck = next((c for c in kept if c.name == started and c.name not in outcomes), None)
    if stuck:
        late = time.monotonic() > end
        why = "trop long : arrêté" if late else "arrête Python (exit, panne ou temps dépassé)"
        _leave(stuck, "failed", why)
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
                "modules": [name for name in modules if _is_installed(name)],
                "cells": [{"name": cell.name, "code": cell.code} for cell in cells],
            }
        ),
        encoding="utf-8",
    )
    environment = {
        **{k: v for k, v in os.environ.items() if "proxy" not in k.lower()},
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
        [*_without_network(), sys.executable, "-I", "-B", str(SANDBOX), str(job)],
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


def _read(cell: Cell, outcome: dict[str, Any], every: Sequence[Cell], folder: str) -> None:
    """Keep what the cell gave, and say why it stays out if it does."""
    cell.printed = {int(line): text for line, text in outcome["printed"].items()}
    cell.values = {int(line): text for line, text in outcome["values"].items()}
    cell.shapes = {int(line): text for line, text in outcome["shapes"].items()}
    cell.stdout, cell.figures = outcome["stdout"], outcome["figures"]
    error = outcome.get("error")
    if outcome["outside"]:
        _leave(
            cell, "failed", f"écrit hors de son dossier : {outcome['outside']}".replace(folder, "…")
        )
    elif error:
        cell.error = error
        _explain(cell, outcome, every)
        cell.reason = cell.reason.replace(folder, "…")
    elif outcome["written"]:
        names = ", ".join(f"« {name} »" for name in outcome["written"])
        _leave(cell, "failed", f"écrit des fichiers : {names}")


def _explain(cell: Cell, outcome: dict[str, Any], every: Sequence[Cell]) -> None:
    error, message, kinds = outcome["error"], outcome["message"], outcome["kinds"]
    first = message.strip().split("\n")[0][:160]
    offline = {"OSError", "RuntimeError", "ConnectionError", "LocalEntryNotFoundError"} & {*kinds}
    if outcome["network"] or (offline and NETWORK_WORDS.search(message)):
        _leave(cell, "skipped", "demande le réseau, coupé pendant l'import")
    elif error in ("ModuleNotFoundError", "ImportError"):
        name = outcome["missing"] or first
        _leave(cell, "skipped", f"demande un module absent : « {name} »")
    elif error == "NameError" and (found := re.match(r"name '(\w+)' is not defined", first)):
        giver = _defined_in(found[1], cell, every)
        if giver:
            why = f"utilise « {found[1]} », défini par du code non exécuté (« {giver} »)"
        else:
            why = f"fragment : « {found[1]} » n'est défini nulle part avant"
        _leave(cell, "skipped", why)
    elif error == "TooLongError":
        _leave(cell, "failed", "trop long : arrêté avant la fin")
    elif error in ("SystemExit", "KeyboardInterrupt"):
        _leave(cell, "failed", "appelle exit() : arrêterait tout le script")
    elif error == "EOFError":
        _leave(cell, "failed", "attend une saisie au clavier")
    else:
        line = f" (ligne {outcome['line']})" if outcome["line"] else ""
        _leave(cell, "failed", f"échoue{line} : {error} : {first}".rstrip(" :"))


def _defined_in(name: str, cell: Cell, every: Sequence[Cell]) -> str:
    """Return the cell left out, before this one, that binds ``name``."""
    pattern = re.compile(
        rf"^\s*(?:{name}\b[\w\s,.]*(?::[^=]+)?=(?!=)|(?:def|class)\s+{name}\b"
        rf"|for\s+[^:]*\b{name}\b|import\s.*\b{name}\b|from\s.*\b{name}\b|.*\bas\s+{name}\b"
        rf"|[\w\s,]+,\s*{name}\b.*=)",
        re.MULTILINE,
    )
    for other in every:
        if other is cell:
            return ""
        if other.status != "run" and pattern.search(other.code):
            return other.name
    return ""


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
