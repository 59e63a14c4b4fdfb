"""A notebook opens and runs to its end, in a kernel, as Jupyter or Colab runs it."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from harness.drawn import drawn
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
MOST = 2  # run in one session; all of them by COURS_ESSAIS=tout
NAMES = [
    path.relative_to(ROOT / "gallery").with_suffix("").as_posix()
    for path in drawn(sorted((ROOT / "gallery").glob("*/[a-z]*.py")), MOST)
]
SECONDS = 60


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs(
    name: str, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No error, nothing on the error stream but figures and prints, no machine of ours in it."""
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.delenv("MPLBACKEND", raising=False)
    notebook = nbformat.read(site / "html/carnets" / f"{name}.ipynb", as_version=4)
    nbformat.validate(notebook)
    resources = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, timeout=SECONDS, resources=resources).execute()

    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert [one["text"] for one in outputs if one.get("name") == "stderr"] == []
    drawn = [one for one in outputs if "image/png" in one.get("data", {})]
    shown = "".join(cell.source for cell in notebook.cells).count("plt.show()")
    assert len(drawn) >= shown
