"""`make doctor` says what is missing and how to get it, whatever the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import machine
import pytest

DOCTOR = Path(machine.__file__).with_name("doctor.py")
WHOLE = {"errors": {}, "operators": True}


def doctor(*options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the doctor as a person does, from another folder."""
    return subprocess.run(
        [sys.executable, *options, str(DOCTOR)],
        capture_output=True,
        text=True,
        cwd="/",
        env={**os.environ, **environment},
        timeout=60,
    )


def test_a_ready_machine_is_told_so_in_time():
    """A check that takes long is not run."""
    start = time.monotonic()
    done = doctor()
    seconds = time.monotonic() - start
    assert (done.returncode, done.stderr) == (0, "")
    assert "peuvent s'exécuter" in done.stdout
    for name in machine.locked("requirements.txt"):
        assert f"  {name} " in done.stdout
    assert seconds < 15  # below 5 on an idle machine


def test_with_nothing_installed_it_still_answers():
    """-S hides site-packages: the state of a machine where nothing was done yet."""
    done = doctor("-S", PYTHONNOUSERSITE="1")
    assert (done.returncode, done.stderr) == (1, "")
    assert "pip install -r requirements.txt" in done.stdout
    assert "ne peuvent pas encore s'exécuter" in done.stdout


def test_a_console_without_accents_still_gets_the_report():
    """Windows consoles, and machines with no locale."""
    done = doctor(PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("raise RuntimeError('operator torchvision::nms does not exist')", "nms does not exist"),
        ("import os; os.abort()", "l'import ne se termine pas"),
    ],
)
def test_a_broken_package_ends_in_a_sentence(tmp_path, broken, said):
    """An import that raises, or that kills its interpreter, is what the doctor is for."""
    (tmp_path / "torchvision.py").write_text(broken)
    done = doctor(PYTHONPATH=str(tmp_path))
    assert (done.returncode, done.stderr) == (1, "")
    assert said in done.stdout


def test_another_version_is_mentioned_and_does_not_block():
    """Most scripts run with a neighbouring version; the page may differ a little."""
    line = machine.package_line("torch", "0.0.1", WHOLE)
    assert "0.0.1" in line.remark
    assert line.remedy
    assert not line.blocking


def test_the_local_part_of_a_version_does_not_matter():
    """2.13.0+cpu is the version of the course."""
    here = machine.version("torch")
    line = machine.package_line("torch", here.split("+")[0], WHOLE)
    assert line == machine.Line("torch", here)


def test_a_gpu_is_shown_with_its_memory():
    """Name and total memory: what a student needs to choose a batch size."""
    line = machine.device_lines({"gpus": [("NVIDIA H100", 85 * 10**9)]})[0]
    assert (line.name, line.seen) == ("cuda", "NVIDIA H100, 79,2 Gio")


@pytest.mark.parametrize(
    ("cuda", "remedy"), [(None, "pytorch.org"), ("13.0", "pilote")], ids=["cpu build", "old driver"]
)
def test_a_gpu_that_torch_does_not_see_has_its_remedy(monkeypatch, cuda, remedy):
    """The two causes look the same from `torch.cuda.is_available()`."""
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    assert remedy in machine.device_lines({"cuda": cuda})[0].remedy


def test_outside_an_environment_the_remedy_makes_one(monkeypatch):
    """Debian and Homebrew refuse `pip install` outside of one."""
    monkeypatch.delenv("CONDA_PREFIX", raising=False)
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    assert "-m venv .venv" in machine.install_command()


def test_no_chromium_concerns_the_authors_only(monkeypatch):
    """A student must not be told to install a browser."""
    from install import find_browser

    monkeypatch.setattr(find_browser, "find", lambda: None)
    line = machine.builder_lines()[-1]
    assert line.name == "Chromium"
    assert "playwright install chromium" in line.remedy
    assert not line.blocking


def test_the_report_has_the_name_that_conf_py_gives(monkeypatch, tmp_path):
    """One place says how the course is called; without it the doctor still answers."""
    monkeypatch.setattr(machine, "ROOT", tmp_path)
    assert machine.course_name() == "Le cours"
    (tmp_path / "source").mkdir()
    (tmp_path / "source/conf.py").write_text("import absent\ncourse_name = 'Dessiner'\n")
    assert machine.course_name() == "Dessiner"


def test_a_package_is_imported_by_the_name_of_its_module():
    """scikit-learn is ``sklearn``; what is not installed is tried by its own name."""
    assert machine.module_of("scikit-learn") == "sklearn"
    assert machine.module_of("torch") == "torch"
    assert machine.module_of("absent") == "absent"
