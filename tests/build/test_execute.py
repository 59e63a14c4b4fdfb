"""Scripts run elsewhere give what they give here: shards, and two Dask workers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from execution import execute
from harness.checkout import command, copy_tools, environment
from harness.course import SCRIPT

COUNT = 6
# Each run leaves two lines in a file outside the course: it began, it finished.
TRACED = SCRIPT.replace("x = 21", "x = {number}") + (
    "\nimport time\n"
    "with open({trace!r}, 'a') as trace:\n    trace.write('début {number}\\n')\n"
    "time.sleep({pause})\n"
    "with open({trace!r}, 'a') as trace:\n    trace.write('fin {number}\\n')\n"
)


class Course:
    """A copy of the code with scripts of its own."""

    def __init__(self, root: Path, trace: Path, pause: float = 0.0) -> None:
        self.root, self.trace = root, trace
        copy_tools(root)
        for number in range(1, COUNT + 1):
            path = root / f"gallery/01_essai/plot_{number}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            text = TRACED.format(number=number, trace=str(trace), pause=pause)
            path.write_text(text, encoding="utf-8")

    def command(self, *options: str) -> list[str]:
        """Return the command."""
        return command(self.root, "execute", *options)

    def execute(self, *options: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run `make execute` to its end."""
        return subprocess.run(
            self.command(*options),
            env=environment(self.root, **variables),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
        )

    def records(self) -> dict[str, bytes]:
        """Return the files of the store; the duration of a run, and so its hash, are its own."""
        folder = self.root / "build/records"
        found = {}
        for path in sorted(folder.glob("*/*/*/*")):
            lines = path.read_bytes().splitlines()
            kept = [line for line in lines if not line.startswith((b' "seconds"', b' "sha256"'))]
            found[path.relative_to(folder).as_posix()] = b"\n".join(kept)
        return found

    def lines(self, word: str) -> list[str]:
        """Return the trace's lines that begin so."""
        text = self.trace.read_text(encoding="utf-8") if self.trace.exists() else ""
        return sorted(line for line in text.splitlines() if line.startswith(word))


@pytest.fixture
def alone(tmp_path: Path) -> Course:
    """The same scripts run on one machine; the trace's name is in their code."""
    course = Course(tmp_path / "seul", tmp_path / "trace")
    done = course.execute()
    assert done.returncode == 0, done.stdout
    return course


def test_shards_cut_the_scripts_into_parts_that_do_not_meet(alone: Course, tmp_path: Path) -> None:
    """Two machines of a CI matrix; merged, their records are those of one machine."""
    (tmp_path / "trace").unlink()
    parts = [Course(tmp_path / f"part{number}", tmp_path / "trace") for number in (1, 2)]
    for number, part in enumerate(parts, start=1):
        done = part.execute("--shard", f"{number}/2")
        assert "3 scripts sur 3" in done.stdout, done.stdout
    assert len(alone.lines("fin")) == COUNT
    whole = Course(tmp_path / "tout", tmp_path / "trace")
    whole.execute("--merge", *(str(part.root / "build/records") for part in parts))
    assert whole.records() == alone.records()


def test_a_shard_that_cannot_be_is_refused() -> None:
    """With the form that is expected."""
    for shard in ("5/4", "deux", "0/2"):
        with pytest.raises(SystemExit, match="SHARD=2/3"):
            execute.shard_of([], shard)


def test_a_failing_script_is_named(tmp_path: Path) -> None:
    """As in a build: file, line, cell; what succeeded is kept."""
    course = Course(tmp_path / "cours", tmp_path / "trace")
    (course.root / "gallery/01_essai/plot_3.py").write_text(SCRIPT + "\n1 / 0\n")
    done = course.execute()
    assert done.returncode == 1
    assert "plot_3.py:" in done.stdout
    assert "ZeroDivisionError" in done.stdout
    assert len(course.lines("fin")) == COUNT - 1


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers, real processes on the loopback."""
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    file = tmp_path / "ordonnanceur.json"
    log = (tmp_path / "dask.log").open("wb")
    options = {"stdout": log, "stderr": log, "cwd": tmp_path, "start_new_session": True}
    local = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)]
    processes = [subprocess.Popen([*dask, *local], **options)]  # type: ignore[call-overload]
    try:
        for _ in range(600):
            if file.exists() and file.read_text().strip().endswith("}"):
                break
            time.sleep(0.1)
        worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--nthreads", "1"]
        worker += ["--no-nanny", "--no-dashboard", "--scheduler-file", str(file)]
        for _ in range(2):
            processes.append(subprocess.Popen(worker, **options))  # type: ignore[call-overload]
        import json

        yield json.loads(file.read_text())["address"], processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()
        log.close()


def test_a_lost_worker_loses_nothing(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    """One of two is killed at work: the same records as one machine, nothing finished run twice."""
    address, workers = cluster
    course = Course(tmp_path / "cours", tmp_path / "trace", pause=0.5)
    running = subprocess.Popen(
        course.command(),
        env=environment(course.root, COURS_DASK=address),
        stdout=subprocess.PIPE,
        text=True,
    )
    for _ in range(1200):  # one script finished and was saved, two are at work
        if len(course.lines("fin")) >= 1 and len(course.lines("début")) >= 3:
            break
        time.sleep(0.05)
    os.killpg(workers[0].pid, signal.SIGKILL)
    said, _ = running.communicate(timeout=300)
    assert running.returncode == 0, said
    assert f"{COUNT} scripts sur {COUNT}" in said
    assert course.lines("fin") == [f"fin {number}" for number in range(1, COUNT + 1)]

    one_machine = Course(tmp_path / "seul", tmp_path / "trace", pause=0.5)
    assert one_machine.execute().returncode == 0
    assert course.records() == one_machine.records()


def test_the_profile_travels_to_the_workers(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    """What they run in the whole form is kept as such: the same key, the same record."""
    course = Course(tmp_path / "cours", tmp_path / "trace")
    for number in range(2, COUNT + 1):
        (course.root / f"gallery/01_essai/plot_{number}.py").unlink()
    script = course.root / "gallery/01_essai/plot_1.py"
    asks = "\nimport os\nprofil = os.environ.get('COURS_PROFIL', 'aucun')\n"
    script.write_text(script.read_text(encoding="utf-8") + asks, encoding="utf-8")
    done = course.execute(COURS_DASK=cluster[0], COURS_PROFIL="complet")
    assert done.returncode == 0, done.stdout
    (record,) = (course.root / "build/records").rglob("record.json")
    assert record.parent.name.startswith("complet-")
    assert '"profil": "complet"' in record.read_text(encoding="utf-8")


def test_a_scheduler_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    """No traceback of an asynchronous library."""
    course = Course(tmp_path / "cours", tmp_path / "trace")
    done = course.execute(COURS_DASK="tcp://127.0.0.1:9")
    assert done.returncode == 1
    assert "aucun ordonnanceur Dask ne répond à tcp://127.0.0.1:9" in done.stdout
    assert "Traceback" not in done.stdout
