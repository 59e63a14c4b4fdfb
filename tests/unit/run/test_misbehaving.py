"""A script that misbehaves: what it printed is shown, or the true sentence says what it did."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from course.records.record import Record
from course.records.store import RecordStore
from course.scripts.script import read_script
from harness.course import Course

HEAD = '"""\nUn script\n=========\n\nCe qu\'il fait.\n"""\n\n# %% un\n'  # code from line 9

# Name, code, line, sentence.
FAILING = {
    "exit_at_once": ("import os\nos._exit(3)", 9, r"par os\._exit\(3\)"),
    "exit_code": ("import sys\nsys.exit(3)", 10, r"se termine par exit\(3\)"),
    "exit_bare": ("exit()", 9, r"se termine par exit\(\)"),
    "exit_in_the_end": (
        "import atexit, os\natexit.register(os._exit, 4)",
        9,
        r"est allé au bout, puis s'est arrêté sur une erreur \(code 4\)",
    ),
    "no_memory": ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", 9, "la mémoire"),
    "crash": ("import ctypes\nctypes.string_at(0)", 9, "SIGSEGV"),
    "alarm": ("import signal, time\nsignal.alarm(1)\ntime.sleep(9)", 9, "le signal SIGALRM"),
    "interrupted": ("\nraise KeyboardInterrupt", 10, "« un » : KeyboardInterrupt$"),
    "recursion": ("def f(): f()\nf()", 9, "RecursionError: maximum recursion"),
    "asks": ("print(1)\ninput('nom ? ')", 10, "attend une réponse au clavier"),
    "asks_otherwise": ("import sys\nx = sys.stdin.readline()[0]", 10, "IndexError"),
    "package": (
        "import paquet_absent",
        9,
        "No module named 'paquet_absent'. Un paquet de plus s'ajoute à « pyproject.toml »",
    ),
    "huge_printed": ("print(10**10000)", 9, "ValueError: Exceeds the limit"),
    "unencodable": ("print('\\udce9')", 9, "UnicodeEncodeError"),
    "too_much": ("for _ in range(200):\n    print('x' * 500_000)", 9, "affiche plus de 2 Mo"),
    "unsayable": (
        "class E(Exception):\n    def __str__(self): raise ValueError\nraise E",
        11,
        "« un » : E$",
    ),
    "recorder_broken": (
        "import json\njson.dumps = None",
        1,
        "n'a pas pu être enregistré, par une faute de l'outil, ou parce que le script change",
    ),
    "swallowed_thread": (
        "import threading, os\nthreading.Thread(target=os._exit, args=(5,)).start()\n"
        "import time\ntime.sleep(5)",
        9,
        r"os\._exit\(5\)",
    ),
}

STUBBORN = """\
class Stubborn:
    def __repr__(self): raise ValueError
    __str__ = __len__ = __eq__ = __bool__ = __iter__ = __hash__ = __repr__
    shape = dtype = device = property(__repr__)
    def __getattr__(self, name): raise KeyError(name)
class Liar:
    __class__ = property(lambda self: 1 / 0)
class Odd: pass
Odd.__module__ = 3
class Numbers(list):
    def __len__(self): return 10**9
class Array:
    shape = (1,)
    def tolist(self): return self
"""
# Name, code, what it prints.
WORKING = {
    "stubborn": (
        STUBBORN
        + "a, b, device, d, n, t = Stubborn(), Liar(), Stubborn(), Odd(), Numbers(), Array()\n"
        "print('là')",
        "là\n",
    ),
    "huge_value": ("grand = 10**10000\nautre = 3\nprint('là')", "là\n"),
    "unencodable_value": (
        "import os\nnom = os.fsdecode(b'\\xe9')\nprint(ascii(nom))",
        "'\\udce9'\n",
    ),
    "removes_its_folder": (
        "import os, shutil\nshutil.rmtree(os.path.dirname(__file__))\n"
        "# %% deux\nprint(os.path.exists(__file__))\n# %% trois\n"
        "try:\n    os.getcwd()\nexcept FileNotFoundError:\n    print('parti')",
        "False\nparti\n",
    ),
    "moves": ("import os\nos.chdir('/')\n# %% deux\nprint(os.getcwd())", "/\n"),
    "in_a_folder_that_goes": (
        "import os, tempfile\nwith tempfile.TemporaryDirectory() as d:\n    os.chdir(d)\n"
        "# %% deux\ntry:\n    os.getcwd()\nexcept FileNotFoundError:\n    print('parti')",
        "parti\n",
    ),
    "closes_its_output": (
        "import os, sys\nprint('un', flush=True)\nsys.stdout.close()\n"
        "# %% deux\nos.write(1, b'deux\\n')",
        "un\ndeux\n",
    ),
    "closes_the_descriptor": ("import os, sys\nprint('un')\nos.close(1)\n# %% deux\nx = 1", "un\n"),
    "other_stream": (
        "import io, sys\nkept, sys.stdout = sys.stdout, io.StringIO()\nprint('a')\n"
        "# %% deux\nprint('b')\ngot = sys.stdout.getvalue()\nsys.stdout = kept\nprint(repr(got))",
        "'a\\nb\\n'\n",
    ),
    "other_descriptor": (
        "import os, tempfile\nkept, file = os.dup(1), tempfile.TemporaryFile()\n"
        "os.dup2(file.fileno(), 1)\nprint('a')\n# %% deux\nprint('b')\n"
        "os.dup2(kept, 1)\nfile.seek(0)\nprint(file.read())",
        "b'a\\nb\\n'\n",
    ),
    "forks": (
        "import os\nprint('avant')\npid = os.fork()\nif not pid:\n    print('enfant')\n"
        "    os._exit(0)\nos.wait()\nprint('parent')",
        "avant\nenfant\nparent\n",
    ),
    "forks_and_goes_on": (
        "import os\npid = os.fork()\nif pid:\n    os.wait()\n"
        "# %% deux\nprint('parent' if pid else 'enfant')",
        "enfant\nparent\n",
    ),
    "at_exit": ("import atexit\natexit.register(print, 'fin')\nprint('un')", "un\nfin\n"),
    "at_the_very_end": (
        "class Last:\n    def __init__(self, name): self.name = name\n"
        "    def __del__(self): print('fin', self.name)\n"
        "held = Last('tenu')\n"
        "ring = Last('en rond')\nring.itself = ring\nring.code = lambda: ring\n"
        "import sys, types\nneighbour = sys.modules['voisin'] = types.ModuleType('voisin')\n"
        "neighbour.kept = Last('chez le voisin')\nprint('un')",
        "un\nfin tenu\nfin en rond\nfin chez le voisin\n",
    ),
    "printed_in_c": ("import ctypes\nctypes.CDLL(None).printf(b'en C\\n')\nx = 1", "en C\n"),
    "late_thread": (
        "import threading, time\ndef later():\n    time.sleep(0.3)\n    print('tard')\n"
        "threading.Thread(target=later).start()\nprint('tôt')",
        "tôt\ntard\n",
    ),
    "endless_daemon": (
        "import threading, time\n"
        "threading.Thread(target=time.sleep, args=(99,), daemon=True).start()\nprint('un')",
        "un\n",
    ),
    "failing_thread": (
        "import threading\nthreading.excepthook = lambda a: print(a.exc_type.__name__)\n"
        "t = threading.Thread(target=int, args=('a',)); t.start(); t.join()",
        "ValueError\n",
    ),
    "orphan": (
        "import os, subprocess, sys\n"
        "if not os.fork():\n    os.setsid()\n    if not os.fork():\n"
        "        os.execvp('sleep', ['sleep', '71.25'])\n    os._exit(0)\n"
        "os.wait()\n"
        "subprocess.Popen(['sleep', '71.25'], start_new_session=True)\nprint('un')",
        "un\n",
    ),
    "warns": (
        "import re\nx = 1\nprint(x is 1)",
        'plot_warns.py:11: SyntaxWarning: "is" with a literal. Did you mean "=="?\n'
        "  print(x is 1)\nTrue\n",
    ),
    "empty_environment": ("import os\nos.environ.clear()\n# %% deux\nprint('un')", "un\n"),
    "no_modules": ("import sys\ndel sys.modules['json']\n# %% deux\nprint('un')", "un\n"),
    "strict_warnings": (
        "import warnings\nwarnings.simplefilter('error')\n# %% deux\nprint('un')",
        "un\n",
    ),
}


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What one build says of the scripts that fail."""
    course = Course(tmp_path_factory.mktemp("failing"))
    for name, (code, _, _) in FAILING.items():
        course.script(HEAD + code + "\n", f"01_essai/plot_{name}")
    return course.build().error


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, str]:
    """A course of the scripts that do not."""
    course = Course(tmp_path_factory.mktemp("working"))
    for name, (code, _) in WORKING.items():
        course.script(HEAD + code + "\n", f"01_essai/plot_{name}")
    return course, course.build().error


def record_of(course: Course, error: str, name: str) -> Record:
    """Return what a script gave."""
    root = course.root
    store = RecordStore(root / "build/records", root / "constraints.txt", root)
    record = store.load(read_script(root / "gallery", f"01_essai/plot_{name}"))
    assert record is not None, error
    return record


@pytest.mark.parametrize("name", FAILING)
def test_the_true_sentence_is_said(failed: str, name: str) -> None:
    """With the line, and once."""
    _, line, said = FAILING[name]
    lines = [one for one in failed.splitlines() if f"plot_{name}.py:" in one]
    assert len(lines) == 1, failed
    assert f"plot_{name}.py:{line}: " in lines[0]
    assert re.search(said, lines[0]), lines[0]


@pytest.mark.parametrize("name", WORKING)
def test_what_it_printed_is_shown(worked: tuple[Course, str], name: str) -> None:
    """As when it runs alone."""
    record = record_of(*worked, name)
    assert "".join(cell.stdout for cell in record.cells) == WORKING[name][1]


def test_values_that_cannot_be_told_are_left_out(worked: tuple[Course, str]) -> None:
    """The others are there."""
    assert record_of(*worked, "huge_value").values == {"autre": 3}
    assert record_of(*worked, "unencodable_value").values == {}


def test_what_it_left_running_is_ended(worked: tuple[Course, str]) -> None:
    """Wherever it put itself."""
    running = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    assert b"sleep\x0071.25\x00" not in running


def test_records_that_cannot_be_written_are_said_so(course: Course) -> None:
    """One sentence, with the folder, before anything runs."""
    course.configure(course_records="/proc/records")
    course.script()
    error = course.build().error
    assert "/proc/records : impossible d'y écrire" in error
    assert "faute de l'outil" not in error


def test_a_file_in_the_place_of_the_records_is_damage(course: Course) -> None:
    """It goes, and they are made again."""
    course.write("build/records", "un fichier")
    course.script()
    assert course.build().error == ""
    assert list((course.root / "build/records").glob("*/*/*/record.json"))
