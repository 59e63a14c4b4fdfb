"""The real course: its cold build against its scripts run alone, one by one. Usage::

    real = measure_real(Path("build/bench/real"), Path(".venv/bin/python"), repeats=5)
    real["build"]["wall"], real["scripts"]["wall"]     # one number a round

A script alone runs as a student runs it, from an empty folder and with no screen.
"""

from __future__ import annotations

import compileall
import shutil
from pathlib import Path
from typing import Any

from project import ROOT

from .measure import Sample, measure
from .ours import tool
from .plan import seconds

IGNORED = shutil.ignore_patterns("galerie", "__pycache__", ".*cache")


def measure_real(folder: Path, python: Path, repeats: int) -> dict[str, Any]:
    """Return the seconds of both, and what each script took."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("source", "scripts", "gallery"):
        shutil.copytree(ROOT / name, folder / name, ignore=IGNORED)
    compileall.compile_dir(folder / "source", quiet=1)
    shutil.copy2(ROOT / "constraints.txt", folder)
    scripts = sorted((folder / "gallery").glob("*/*.py"))
    found: dict[str, Any] = {"build": {}, "scripts": {}, "each": {}}
    for turn in range(repeats):
        build = _cold_build(folder, python)
        alone = {path.stem: _alone(folder, path, python) for path in scripts}
        wall = sum(one.wall for one in alone.values())
        cpu = sum(one.cpu for one in alone.values())
        together = Sample(wall, cpu, 0)
        for name, sample in (("build", build), ("scripts", together)):
            found[name].setdefault("wall", []).append(round(sample.wall, 3))
            found[name].setdefault("cpu", []).append(round(sample.cpu, 3))
        for name, one in alone.items():
            found["each"].setdefault(name, []).append(round(one.wall, 3))
        print(
            f"  tour {turn + 1} sur {repeats} : construction {seconds(build.wall)}, "
            f"{len(scripts)} scripts un à un {seconds(together.wall)}",
            flush=True,
        )
    shutil.rmtree(folder, ignore_errors=True)
    return found


def _cold_build(folder: Path, python: Path) -> Sample:
    for name in ("build", "source/galerie"):
        shutil.rmtree(folder / name, ignore_errors=True)
    command = tool(python, folder, "build", "site")
    return measure([command], folder, folder / "build.log")


def _alone(folder: Path, path: Path, python: Path) -> Sample:
    empty = folder / "empty"
    shutil.rmtree(empty, ignore_errors=True)
    empty.mkdir()
    command = ["env", "MPLBACKEND=agg", str(python), str(path)]
    return measure([command], empty, folder / "script.log")
