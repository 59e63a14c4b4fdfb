"""The project's own rules of layout, so that nothing is left out in silence."""

from __future__ import annotations

import os
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def test_every_folder_of_tests_is_run():
    """`testpaths` gives the order; a folder that it forgets would never run."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = set(project["tool"]["pytest"]["ini_options"]["testpaths"])
    tests = (ROOT / "tests").rglob("test_*.py")
    folders = {"/".join(path.relative_to(ROOT).parts[:2]) for path in tests}
    assert folders <= listed


@pytest.mark.parametrize("script", [".ci/run", "scripts/install/environment.sh"])
def test_shell_scripts_parse(script):
    """Their branches for other machines do not run here."""
    done = subprocess.run(["sh", "-n", ROOT / script], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_continuous_integration_can_start():
    """It is started by its name."""
    assert os.access(ROOT / ".ci/run", os.X_OK)
