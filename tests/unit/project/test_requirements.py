"""One set of versions: what a student installs is what the site was built with."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from lock import versions as lock
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[3]
IMPORT_NAMES = {"scikit-learn": "sklearn"}


def dependencies(extra: str | None = None) -> list[str]:
    """Return the names of the project's dependencies, or those of an extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return [lock.canonical(re.split(r"[=<>!~]", line)[0]) for line in lines]


def pinned(file: Path) -> dict[str, str]:
    """Return the pins of a requirements file."""
    return lock.pins(file.read_text(encoding="utf-8"))


def test_students_get_the_locked_versions():
    """Otherwise their output differs from the page they read."""
    constraints = pinned(lock.CONSTRAINTS)
    for name, version in pinned(lock.REQUIREMENTS).items():
        assert constraints[name] == version


def test_students_install_what_scripts_depend_on_and_the_hook():
    """The dot installs the project, and with it the torchvision hook."""
    assert sorted(pinned(lock.REQUIREMENTS)) == sorted(dependencies())
    assert "." in lock.REQUIREMENTS.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("extra", [None, "site", "test"])
def test_every_dependency_is_locked(extra):
    """A package that is not locked changes under us."""
    assert set(dependencies(extra)) <= set(pinned(lock.CONSTRAINTS))


def test_constraints_serve_every_platform():
    """A local part or a hash would refuse the build of another platform."""
    text = lock.CONSTRAINTS.read_text(encoding="utf-8")
    assert not re.search(r"(?m)^[^#]*(\+|--hash|@)", text)


def test_the_oldest_python_we_promise_can_install_them():
    """Debian 12 has Python 3.11.2, and some packages ask for 3.11.5."""
    constraints = pinned(lock.CONSTRAINTS)
    refusing = [
        f"{found.name} {found.version}: Python {found.metadata['Requires-Python']}"
        for found in metadata.distributions()
        if lock.canonical(found.name) in constraints
        and "3.11.0" not in SpecifierSet(found.metadata["Requires-Python"] or "")
    ]
    assert refusing == []


def test_this_environment_has_the_locked_versions():
    """Tests that pass with other versions say nothing about the locked ones."""
    constraints = pinned(lock.CONSTRAINTS)
    installed = {
        lock.canonical(found.name): found.version.split("+")[0]
        for found in metadata.distributions()
        if lock.canonical(found.name) in constraints
    }
    assert installed == {name: constraints[name] for name in installed}


def test_scripts_import_only_what_students_install():
    """A script that needs more stops on the reader's machine, not on ours."""
    allowed = {IMPORT_NAMES.get(name, name) for name in dependencies()} | sys.stdlib_module_names
    for script in sorted((ROOT / "gallery").glob("*/*.py")):
        tree = ast.parse(script.read_text(encoding="utf-8"))
        names = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names.add((node.module or "").split(".")[0])
        assert names <= allowed, script.name
