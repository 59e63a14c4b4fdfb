"""torchvision must be importable everywhere the course runs, without a word in a script.

Each check starts a fresh Python: the hook acts when the interpreter starts and
when torchvision is imported for the first time.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from install import torchvision_cpu

# Stand-ins for torch and torchvision that record what is declared, so that both
# cases can be played on one machine.
FAKE_TORCH = """
class ops:
    class torchvision: pass
class library:
    declared = []
    @classmethod
    def define(cls, name, schema):
        cls.declared.append((name, schema))
"""
FAKE_EXTENSION = "def _has_ops(): return {loaded}\n"


def python(*lines: str, path: Path | None = None) -> str:
    """Run lines in a fresh Python and return what it printed; its stderr must stay empty."""
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        env={**os.environ, "PYTHONPATH": str(path or "")},
        capture_output=True,
        text=True,
        cwd="/",
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


def declared_operators(folder: Path, *, loaded: bool) -> str:
    """Import a stand-in torchvision; return the operators declared on the way."""
    (folder / "torch.py").write_text(FAKE_TORCH)
    package = folder / "torchvision"
    package.mkdir()
    (package / "__init__.py").write_text("from . import extension, _meta_registrations\n")
    (package / "extension.py").write_text(FAKE_EXTENSION.format(loaded=loaded))
    (package / "_meta_registrations.py").touch()
    return python(
        "import torchvision, torch",
        "print(*(name for name, _ in torch.library.declared))",
        path=folder,
    )


def test_the_hook_is_installed_with_the_project():
    """It must come with `pip install`, since no script mentions it."""
    installed = {str(file) for file in metadata.files("apprendre-pytorch") or ()}
    assert {"torchvision_cpu.py", "torchvision_cpu.pth"} <= installed


def test_the_installed_hook_is_the_one_of_this_checkout():
    """A stale copy would make every other test here say something about another file."""
    here = Path(torchvision_cpu.__file__).read_text(encoding="utf-8")
    files = metadata.files("apprendre-pytorch") or ()
    installed = next(file for file in files if file.name == "torchvision_cpu.py")
    assert installed.read_text(encoding="utf-8") == here


def test_a_script_imports_torchvision_and_uses_it():
    """What the course uses of torchvision is written in Python and must work."""
    shapes = python(
        "import torch",
        "from torchvision import datasets, models",
        "from torchvision.transforms import v2",
        "from torchvision.utils import make_grid",
        "print(tuple(make_grid(torch.rand(4, 3, 8, 8), nrow=4).shape))",
        "print(tuple(v2.Resize(4)(torch.rand(3, 8, 8)).shape))",
        "print(tuple(models.resnet18().eval()(torch.rand(1, 3, 32, 32)).shape))",
    )
    assert shapes.splitlines() == ["(3, 12, 42)", "(3, 4, 4)", "(1, 1000)"]


def test_starting_python_imports_no_torch():
    """Every interpreter of the environment reads the hook: it must cost nothing."""
    assert python("import sys; print('torch' in sys.modules)") == "False"


def test_operators_are_declared_where_the_compiled_ones_do_not_load(tmp_path):
    """These two are what torchvision stops at."""
    assert declared_operators(tmp_path, loaded=False) == "torchvision::nms torchvision::qnms"


def test_nothing_is_declared_where_the_compiled_operators_load(tmp_path):
    """A second declaration would be an error, or hide the real operator."""
    assert declared_operators(tmp_path, loaded=True) == ""


def test_a_compiled_operator_says_why_it_is_missing():
    """The declaration must not turn torchvision's clear error into an obscure one."""
    from torchvision import extension

    if extension._has_ops():
        pytest.skip("the compiled operators load here")
    message = python(
        "import torch",
        "from torchvision.ops import nms",
        "try: nms(torch.rand(1, 4), torch.rand(1), 0.5)",
        "except RuntimeError as error: print(error)",
    )
    assert message.startswith("Couldn't load custom C++ ops")
