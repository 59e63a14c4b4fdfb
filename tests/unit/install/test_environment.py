"""The first command makes .venv, an interrupted one is made again, the next ones find it ready.

A stand-in for Python, a few lines of shell, plays every machine in milliseconds.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
LOCKED = ("Makefile", "pyproject.toml", "constraints.txt", "requirements.txt", "scripts")

PYTHON = """\
#!/bin/sh
# Enough of Python for scripts/environment.sh.
case "$*" in
*version_info*) exit {too_old} ;;
*ensurepip*) exit {no_venv} ;;
--version) echo "Python 3.{minor}.0" ;;
"-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
"-m pip "*) echo "$*" >> ../pip.log; {pip} ;;
esac
"""


class Machine:
    """A copy of the project and the one Python of its PATH."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "le cours"  # a path with a space, as people have
        self.bin = folder / "bin"
        self.log = folder / "pip.log"
        self.bin.mkdir()
        self.project.mkdir()
        for name in ("sh", "make", "awk", "cat", "cp", "mkdir", "rm", "touch"):
            found = shutil.which(name)
            assert found
            (self.bin / name).symlink_to(found)
        for name in LOCKED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
            copy(ROOT / name, self.project / name)

    def has_python(self, minor: int = 13, *, no_venv: bool = False, pip: str = "exit 0") -> None:
        """Put a Python of this version on the PATH."""
        python = self.bin / "python3"
        too_old = int(not 11 <= minor < 15)
        text = PYTHON.format(minor=minor, too_old=too_old, no_venv=int(no_venv), pip=pip)
        python.write_text(text)
        python.chmod(0o755)

    def make(self, target: str) -> subprocess.CompletedProcess[str]:
        """Run make with this PATH."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("MAKE")}
        environment["PATH"] = str(self.bin)
        environment.pop("PYTHON", None)
        command = [str(self.bin / "make"), "--no-print-directory", target]
        return subprocess.run(
            command, cwd=self.project, env=environment, capture_output=True, text=True, timeout=30
        )

    @property
    def installations(self) -> list[str]:
        """Return what pip was asked to install, call by call."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [line.split()[-1] for line in lines]


@pytest.fixture
def machine(tmp_path):
    """Return a machine with no Python yet."""
    return Machine(tmp_path)


def test_the_first_command_installs_and_the_next_does_nothing(machine):
    """Nobody should wait twice."""
    machine.has_python()
    assert "Environnement prêt" in machine.make(".venv/.site").stdout
    machine.make(".venv/.site")
    assert machine.installations == [".[site]"]


def test_locked_versions_are_used(machine):
    """Without the constraints every machine would have its own versions."""
    machine.has_python()
    machine.make(".venv/.site")
    assert "--constraint constraints.txt" in machine.log.read_text()


def test_tests_add_their_packages_and_count_for_the_site(machine):
    """`make test` then `make html` must not install twice."""
    machine.has_python()
    machine.make(".venv/.test")
    machine.make(".venv/.site")
    assert machine.installations == [".[site,test]"]


@pytest.mark.parametrize("name", ["constraints.txt", "pyproject.toml", "requirements.txt"])
def test_new_locked_versions_are_installed(machine, name):
    """After `git pull` the next command brings the environment up to date."""
    machine.has_python()
    machine.make(".venv/.site")
    later = (machine.project / ".venv/.site").stat().st_mtime + 2
    os.utime(machine.project / name, (later, later))
    machine.make(".venv/.site")
    assert machine.installations == [".[site]", ".[site]"]


def test_an_interrupted_installation_is_made_again(machine):
    """Half a package looks installed to pip."""
    machine.has_python(pip="kill -9 $PPID")
    assert machine.make(".venv/.site").returncode != 0
    (machine.project / ".venv" / "half-a-package").touch()
    machine.has_python()
    assert "a été interrompue" in machine.make(".venv/.site").stdout
    assert not (machine.project / ".venv" / "half-a-package").exists()


def test_an_update_that_fails_leaves_the_environment_usable(machine):
    """Off line, a changed lock file must not cost the environment one has."""
    machine.has_python()
    machine.make(".venv/.site")
    python = machine.project / ".venv/bin/python"
    python.write_text(python.read_text().replace("exit 0 ;;", "exit 1 ;;"))
    later = (machine.project / ".venv/.site").stat().st_mtime + 2
    os.utime(machine.project / "constraints.txt", (later, later))
    failed = machine.make(".venv/.site")
    assert failed.returncode != 0
    assert "L'installation a échoué" in failed.stderr
    assert python.exists()
    assert not (machine.project / ".venv/.installing").exists()


def test_two_installations_at_once_do_not_destroy_each_other(machine):
    """`make html` and `make slides` in two terminals of a fresh clone."""
    machine.has_python()
    (machine.project / ".venv").mkdir()
    (machine.project / ".venv/.installing").write_text(f"{os.getpid()}\n")
    refused = machine.make(".venv/.site")
    assert "Une autre installation est en cours" in refused.stderr
    assert machine.installations == []


def test_an_environment_whose_python_has_gone_is_made_again(machine):
    """Homebrew and apt remove the interpreter under an environment."""
    machine.has_python()
    machine.make(".venv/.site")
    (machine.project / ".venv/bin/python").unlink()
    machine.make(".venv/.site")
    assert (machine.project / ".venv/bin/python").exists()


def test_a_machine_without_python_gets_one_sentence_and_the_remedy(machine):
    """The first thing a newcomer may meet."""
    refused = machine.make(".venv/.site")
    assert "demande Python 3.11 à 3.14 ; trouvé sur cette machine : aucun Python" in refused.stderr
    assert "apt-get install python3" in refused.stderr
    assert not (machine.project / ".venv").exists()


@pytest.mark.parametrize("minor", [9, 15])
def test_a_python_torch_has_no_wheel_for_is_refused(machine, minor):
    """pip would say that no version of torch exists."""
    machine.has_python(minor)
    refused = machine.make(".venv/.site")
    assert f"trouvé sur cette machine : Python 3.{minor}.0" in refused.stderr


def test_a_python_without_venv_is_told_the_package(machine):
    """Debian keeps venv in a package of its own."""
    machine.has_python(no_venv=True)
    refused = machine.make(".venv/.site")
    assert "Le module venv manque" in refused.stderr
    assert "python3-venv" in refused.stderr
