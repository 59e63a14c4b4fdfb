"""Scripts run side by side, each in a process of its own, and none can hang a build."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from course.base.errors import CourseError
from course.scripts.needs import Needs, needs_of
from course.scripts.script import read_script
from harness.course import SCRIPT, Course


def add(course: Course, name: str, end: str) -> None:
    """Write a script that ends with these lines."""
    course.script(SCRIPT + end, f"01_essai/{name}")


def test_scripts_run_at_the_same_time(course: Course, tmp_path: Path) -> None:
    """Each waits for the other's trace: one after the other they would never end."""
    wait = (
        "\nimport time\nfrom pathlib import Path\n"
        f"Path({str(tmp_path)!r}, '{{mine}}').touch()\n"
        f"while not Path({str(tmp_path)!r}, '{{other}}').exists():\n    time.sleep(0.01)\n"
    )
    add(course, "plot_a", wait.format(mine="a", other="b"))
    add(course, "plot_b", wait.format(mine="b", other="a"))
    course.configure(course_time_limit=120)
    assert course.build().error == ""


def test_a_script_that_never_ends_is_stopped(course: Course) -> None:
    """The error names the script and how to ask for more time."""
    add(course, "plot_boucle", "\nwhile True:\n    pass\n")
    course.configure(course_time_limit=1)
    error = course.build().error
    assert "plot_boucle.py:1: le script n'avait pas fini au bout de 1 s" in error
    assert "# Besoins : 20 min" in error


def test_a_script_may_ask_for_more_time(course: Course) -> None:
    """Its own limit goes before that of conf.py."""
    course.script("# Besoins : 2 min\n" + SCRIPT + "\nimport time\ntime.sleep(1.5)\n")
    course.configure(course_time_limit=1)
    assert course.build().error == ""


def test_every_failing_script_is_named(course: Course) -> None:
    """Two scripts to mend are two lines to read, not two builds."""
    add(course, "plot_a", "\nraise ValueError('un')\n")
    add(course, "plot_b", "\nraise KeyError('deux')\n")
    error = course.build().error
    assert re.search(r"plot_a\.py:\d+: .*ValueError: un", error)
    assert re.search(r"plot_b\.py:\d+: .*KeyError: 'deux'", error)


def test_a_script_that_dies_does_not_take_the_build_along(course: Course) -> None:
    """A library that crashes is a sentence, not a vanished build."""
    add(course, "plot_mort", "\nimport os\nos.abort()\n")
    error = course.build().error
    assert re.search(r"plot_mort\.py:\d+: une bibliothèque compilée a arrêté le script", error)


def test_a_script_that_leaves_early_is_refused(course: Course) -> None:
    """exit() would leave the cells below without a record."""
    add(course, "plot_sortie", "\nimport sys\nsys.exit(3)\n")
    assert re.search(
        r"plot_sortie\.py:\d+: le script se termine par exit\(3\)", course.build().error
    )


def test_the_scripts_that_succeeded_are_not_run_again(course: Course, tmp_path: Path) -> None:
    """What is mended runs, and nothing else."""
    trace = tmp_path / "trace"
    add(course, "plot_a", f"\nopen({str(trace)!r}, 'a').write('x')\n")
    add(course, "plot_b", "\nraise ValueError('un')\n")
    assert course.build().error
    add(course, "plot_b", "\n")
    assert course.build().error == ""
    assert trace.read_text() == "x"


def test_progress_counts_and_estimates(course: Course, capfd: pytest.CaptureFixture[str]) -> None:
    """The second run knows what the first one took."""
    add(course, "plot_a", "\nwhile __import__('time').process_time() < 1.2:\n    pass\n")
    course.build()
    assert "exécution 1 sur 1 : gallery/01_essai/plot_a.py\n" in capfd.readouterr().out
    add(course, "plot_a", "\nwhile __import__('time').process_time() < 1.3:\n    pass\n")
    course.build()
    assert re.search(r"1 sur 1 : .*plot_a\.py \(reste environ \d+ s\)", capfd.readouterr().out)


def needs(course: Course, line: str) -> Needs:
    """Return the needs of a script that has this line."""
    course.script(SCRIPT + f"\n{line}\n")
    return needs_of(read_script(course.root / "gallery", "plot_un"))


def test_needs_are_read(course: Course) -> None:
    """A GPU, memory and minutes, each optional, in any order."""
    assert needs(course, "") == Needs()
    assert needs(course, "# Besoins : 20 min, gpu, 1,5 Go") == Needs(True, 1.5, 20)


def test_an_unknown_need_is_refused(course: Course) -> None:
    """With its line and the nearest valid form."""
    with pytest.raises(CourseError, match=r"plot_un\.py:\d+: besoin inconnu : « gpus ».*« gpu »"):
        needs(course, "# Besoins : gpus")
