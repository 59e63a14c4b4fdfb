"""`make check-scripts` names what moves from a run to the next, and from a machine to another."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from harness.checkout import command, copy_tools, environment
from harness.course import SCRIPT

MOVES = '''"""
Bouge
=====

Rien n'est fixé.
"""

# %% fixe
print("toujours le même")

# %% heure
import time

print("maintenant", time.time_ns())

# %% dessin
import matplotlib.pyplot as plt
import numpy as np

plt.plot(np.random.rand(3))
# Figure : trois points au hasard.
plt.show()

# %% valeurs
import torch

sans_graine = torch.rand(1).item()
'''
CORES = '''"""
Cœurs
=====

Où l'on calcule.
"""

# %% compte
import os

print(len(os.sched_getaffinity(0)))
'''


def check(root: Path, **scripts: str) -> tuple[int, str]:
    """Run the command on a course of these scripts; return its status and what it says."""
    copy_tools(root)
    for name, text in scripts.items():
        path = root / f"gallery/01_essai/plot_{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        command(root, "check-scripts"),
        env=environment(root),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=280,
    )
    return done.returncode, done.stdout


def test_scripts_that_give_the_same_pass(tmp_path: Path) -> None:
    """And leave no record: these runs are for the comparison alone."""
    status, said = check(tmp_path, un=SCRIPT)
    assert status == 0, said
    assert "1 scripts exécutés trois fois, une sur un seul cœur : rien ne change." in said
    assert not (tmp_path / "build/records").exists()


def test_what_moves_is_named_with_its_cell(tmp_path: Path) -> None:
    """An output, a figure, a value; what holds is not."""
    status, said = check(tmp_path, bouge=MOVES)
    assert status == 1
    place = "gallery/01_essai/plot_bouge.py"
    assert f"{place}, cellule « heure », à la deuxième fois :\n  - maintenant " in said
    assert f"{place}, cellule « dessin », à la deuxième fois : la figure " in said
    assert f"{place}, valeur « sans_graine », à la deuxième fois :" in said
    assert "« fixe »" not in said


@pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2,
    reason="this machine has one core, or does not tell",
)
def test_what_depends_on_the_cores_is_named(tmp_path: Path) -> None:
    """Two runs here agree, and the reader's machine has another count."""
    status, said = check(tmp_path, coeurs=CORES)
    assert status == 1
    assert "cellule « compte », sur un seul cœur :" in said
    assert "à la deuxième fois" not in said
