"""A notebook opens and runs to its end, in a kernel, as Jupyter or Colab runs it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from course.exercises.notebook import notebook_text
from course.exercises.stub import solution_answers
from course.scripts.exercise_source import is_exercise, read_exercise
from harness.drawn import drawn
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
MOST = 2  # run in one session; all of them by COURS_ESSAIS=tout
NAMES = [
    path.relative_to(ROOT / "gallery").with_suffix("").as_posix()
    for path in drawn(sorted((ROOT / "gallery").glob("*/[a-z]*.py")), MOST)
]
SECONDS = 60
EXERCISES = drawn(sorted((ROOT / "gallery").glob("*/ex_*.py")), 1)


def execute(notebook: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a notebook in a kernel, in a folder; its cells then hold what they gave."""
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.delenv("MPLBACKEND", raising=False)
    nbformat.validate(notebook)
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=SECONDS, resources=resources).execute()


def verdict(path: Path, answers: dict[str, str], folder: Path, patch: pytest.MonkeyPatch) -> str:
    """Return what the last cell of a notebook to complete says of these answers."""
    notebook = nbformat.reads(notebook_text(read_exercise(path), answers), as_version=4)
    execute(notebook, folder, patch)
    return "".join(output["text"] for output in notebook.cells[-1]["outputs"])


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_a_notebook_to_complete_says_what_is_right(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing at first; all of it with the solution's lines."""
    exercise = read_exercise(path)
    count = len(exercise.checkers)
    said = verdict(path, {}, tmp_path, monkeypatch)
    assert "à faire" in said
    assert 'aide : indice("' in said
    assert f" sur {count}." in said
    said = verdict(path, solution_answers(exercise), tmp_path, monkeypatch)
    assert f"{count} vérification" in said
    assert "tout est juste." in said


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs(
    name: str, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No error, nothing on the error stream but figures and prints, no machine of ours in it."""
    solved = "_solution" * is_exercise(name)
    notebook = nbformat.read(site / "html/carnets" / f"{name}{solved}.ipynb", as_version=4)
    execute(notebook, tmp_path, monkeypatch)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert [one["text"] for one in outputs if one.get("name") == "stderr"] == []
    drawn = [one for one in outputs if "image/png" in one.get("data", {})]
    shown = "".join(cell.source for cell in notebook.cells).count("plt.show()")
    assert len(drawn) >= shown
