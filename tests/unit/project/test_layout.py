"""The project's own rules of layout, so that nothing is left out in silence."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
MOST_LINES, MOST_MODULES = 250, 15
# Every module of ours; the scripts of the gallery are texts to read, each as long as it is.
MODULES = [
    path
    for folder in ("source/_ext", "scripts", "tests")
    for path in sorted((ROOT / folder).rglob("*.py"))
]
CHANGES_THE_PATH = re.compile(r"sys\.path(\.(insert|append|extend)\b|\[.*\] *=[^=])")


def named(path: Path) -> str:
    """Return a path as one writes it."""
    return path.relative_to(ROOT).as_posix()


def test_a_module_can_be_read_at_a_sitting():
    """One that grows longer holds two things."""
    lines = {named(path): path.read_text(encoding="utf-8").count("\n") for path in MODULES}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_a_folder_can_be_looked_over():
    """With more modules in it, nobody finds the right one by its name."""
    counts = Counter(named(path.parent) for path in MODULES if path.name != "__init__.py")
    assert {folder: count for folder, count in counts.items() if count > MOST_MODULES} == {}


def test_nothing_but_the_configuration_changes_the_path():
    """Where a module comes from would depend on which other was imported first."""
    texts = {named(path): path.read_text(encoding="utf-8") for path in MODULES}
    assert [name for name, text in texts.items() if CHANGES_THE_PATH.search(text)] == []
    configuration = (ROOT / "source" / "conf.py").read_text(encoding="utf-8")
    assert len(CHANGES_THE_PATH.findall(configuration)) == 1


def test_what_is_imported_by_its_name_hides_nothing_of_python():
    """``import queue`` must mean the same here as everywhere."""
    roots = [ROOT / folder for folder in ("source/_ext", "scripts", "tests")]
    names = {path.stem for root in roots for path in root.iterdir()}
    packages = {path.parent.name for path in MODULES if path.name == "__init__.py"}
    assert (names | packages) & sys.stdlib_module_names == set()


def test_every_package_says_what_it_holds():
    """Its ``__init__`` is the first thing that is read."""
    folders = {path.parent for path in MODULES if "tests" not in path.relative_to(ROOT).parts}
    inside = folders - {ROOT / "scripts", ROOT / "source/_ext"}
    files = {folder: folder / "__init__.py" for folder in inside}
    silent = [named(folder) for folder, file in files.items() if not file.is_file()]
    silent += [named(file) for file in files.values() if '"""' not in file.read_text("utf-8")]
    assert silent == []


def test_every_folder_of_tests_is_run():
    """`testpaths` gives the order; a folder that it forgets would never run."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = set(project["tool"]["pytest"]["ini_options"]["testpaths"])
    tests = (ROOT / "tests").rglob("test_*.py")
    folders = {"/".join(path.relative_to(ROOT).parts[:2]) for path in tests}
    assert folders <= listed


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_what_the_documents_name_is_there(document):
    """A file that moved is looked for where it was; NN and LAYER stand for any."""
    text = (ROOT / document).read_text(encoding="utf-8")
    paths = re.findall(r"`((?:\.github|gallery|scripts|source|tests)/[\w./-]+)`", text)
    known = [path for path in paths if not re.search(r"NN|LAYER|plot_name|galerie", path)]
    assert known
    assert [path for path in known if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("script", [".ci/run", "scripts/install/environment.sh"])
def test_shell_scripts_parse(script):
    """Their branches for other machines do not run here."""
    done = subprocess.run(["sh", "-n", ROOT / script], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_continuous_integration_can_start():
    """It is started by its name."""
    assert os.access(ROOT / ".ci/run", os.X_OK)
