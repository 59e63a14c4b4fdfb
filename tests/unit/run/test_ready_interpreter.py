"""An interpreter that is ready runs tasks apart, and none outlives who asked for it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from course.run.ready_interpreter import PACKAGES, Line, ReadyInterpreter, die_when_cut
from course.run.student_process import become_the_student
from course.run.team import EVERY_SCRIPT, Team

HERE = "unit.run.test_ready_interpreter"


def say_what_is_imported(arguments: Mapping[str, Any], line: Line) -> None:
    """A task: tell whether a module is there before it is asked for."""
    line.say(
        {"there": arguments["module"] in sys.modules, "profile": os.environ.get("COURS_ESSAI")}
    )


def fail(arguments: Mapping[str, Any], line: Line) -> None:
    """A task that breaks."""
    raise ValueError("raté")


def die(arguments: Mapping[str, Any], line: Line) -> None:
    """A task that is killed."""
    os.kill(os.getpid(), 9)


def wait_for_ever(arguments: Mapping[str, Any], line: Line) -> None:
    """A task that leaves its number, and goes on until its line is cut."""
    die_when_cut(line)
    Path(arguments["mark"]).write_text(str(os.getpid()))
    time.sleep(600)


class SaysItsEnd:
    """A thing that prints when it goes."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __del__(self) -> None:
        print("fin", self.name)


def end_as_a_script(arguments: Mapping[str, Any], line: Line) -> None:
    """A task: hold a thing as a library does, another as a script does, and end."""
    globals()["held"] = SaysItsEnd("de la bibliothèque")
    output = Path(arguments["output"])
    main = become_the_student(output.with_name("plot_x.py"), output)
    vars(main)["held"] = SaysItsEnd("du script")
    sys.exit()


@pytest.fixture
def interpreter(monkeypatch: pytest.MonkeyPatch) -> Iterator[ReadyInterpreter]:
    """An interpreter that finds the tasks of this file."""
    monkeypatch.setattr("course.run.ready_interpreter.PACKAGES", f"{PACKAGES}:{_tests()}")
    found = ReadyInterpreter()
    yield found
    found.close()


def _tests() -> str:
    return str(Path(__file__).parents[2])


def is_alive(process: int) -> bool:
    """Tell whether a process runs."""
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def test_what_is_prepared_is_there_for_each_task(interpreter: ReadyInterpreter) -> None:
    """Imported once; a task that imports more leaves nothing to the next."""
    arguments = {"module": "sqlite3"}
    before = interpreter.start(f"{HERE}:say_what_is_imported", arguments).answer()
    interpreter.prepare(["sqlite3", "module_qui_n_existe_pas"])
    after = interpreter.start(f"{HERE}:say_what_is_imported", arguments).answer()
    assert before is not None
    assert after is not None
    assert (before["there"], after["there"]) == (False, True)


@pytest.mark.parametrize("module", EVERY_SCRIPT)
def test_what_every_script_needs_is_imported_once(
    interpreter: ReadyInterpreter, module: str
) -> None:
    """A fork that imports it costs each script half a second."""
    Team(60, interpreter).prepare([])
    answer = interpreter.start(f"{HERE}:say_what_is_imported", {"module": module}).answer()
    assert answer is not None
    assert answer["there"]


def test_a_task_has_the_environment_of_who_asks(
    interpreter: ReadyInterpreter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not that of the time when the interpreter started."""
    monkeypatch.setenv("COURS_ESSAI", "complet")
    answer = interpreter.start(f"{HERE}:say_what_is_imported", {"module": "os"}).answer()
    assert answer == {"there": True, "profile": "complet"}


def test_what_breaks_a_task_is_its_answer(interpreter: ReadyInterpreter) -> None:
    """And the interpreter goes on."""
    assert interpreter.start(f"{HERE}:fail", {}).answer() == {"broken": "ValueError: raté"}
    assert interpreter.start(f"{HERE}:die", {}).answer() is None
    assert interpreter.start(f"{HERE}:fail", {}).answer() is not None


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells who runs")
def test_a_task_ends_when_its_line_is_cut(interpreter: ReadyInterpreter, tmp_path: Path) -> None:
    """By who asked, or by the end of the process that asked."""
    mark = tmp_path / "mark"
    task = interpreter.start(f"{HERE}:wait_for_ever", {"mark": str(mark)})
    while not mark.exists() or not mark.read_text():
        time.sleep(0.01)
    process = int(mark.read_text())
    assert is_alive(process)
    task.stop()
    limit = time.monotonic() + 10
    while is_alive(process) and time.monotonic() < limit:
        time.sleep(0.01)
    assert not is_alive(process)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells who runs")
def test_nothing_outlives_a_build_that_is_killed(tmp_path: Path) -> None:
    """The interpreter and its task see that nobody is there any more."""
    mark = tmp_path / "mark"
    code = (
        "import course.run.ready_interpreter as r, time\n"
        f"r.PACKAGES += ':{_tests()}'\n"
        "i = r.ReadyInterpreter()\n"
        f"t = i.start('{HERE}:wait_for_ever', {{'mark': {str(mark)!r}}})\n"
        "print(i._process.pid, flush=True)\ntime.sleep(600)\n"
    )
    build = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert build.stdout is not None
    interpreter = int(build.stdout.readline())
    while not mark.exists() or not mark.read_text():
        time.sleep(0.01)
    build.kill()
    build.wait()
    limit = time.monotonic() + 10
    processes = [interpreter, int(mark.read_text())]
    while any(map(is_alive, processes)) and time.monotonic() < limit:
        time.sleep(0.01)
    assert not any(map(is_alive, processes))


def test_a_script_ends_without_its_libraries(interpreter: ReadyInterpreter, tmp_path: Path) -> None:
    """To take down torch costs half a second; what the script made has its say."""
    output = tmp_path / "output"
    task = interpreter.start(f"{HERE}:end_as_a_script", {"output": str(output)})
    assert task.answer() is None
    assert output.read_text() == "fin du script\n"
