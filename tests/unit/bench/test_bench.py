"""The benchmark is fair: the same words and cells for all, ratios taken round by round."""

from __future__ import annotations

import ast
import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from bench import content, forms, plot, report
from bench.compare import PEERS
from bench.environment import LIST, packages_of
from bench.measure import BuildError, Sample, measure
from bench.ours import course_tool
from bench.peers import peers
from bench.plan import Contender, Plan, run_courses
from bench.results import Measure, Results, ratio_of
from bench.tools import Tool

ROOT = Path(__file__).parents[3]
COURSES = [content.three_chapters(), content.growth(12)]
PYTHON = Path(sys.executable)
TOOLS: dict[str, Tool] = {"course": course_tool(PYTHON), **peers(PYTHON, PYTHON)}


def text_of(tool: str, course: content.Course) -> str:
    """Return all that a tool is given to read."""
    files = TOOLS[tool].files(course)
    if tool == "nbconvert":
        books = [json.loads(text) for text in files.values()]
        return "\n".join("".join(cell["source"]) for book in books for cell in book["cells"])
    return "\n".join(files.values())


def plain(text: str) -> str:
    """Return text without what only its markup says."""
    text = re.sub(r"(?m)^# ", "", text)
    return re.sub(r"\s+", " ", forms.FORMULA.sub(r"\1", re.sub(r":math:`(.+?)`", r"\1", text)))


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.name)
def test_every_tool_is_given_the_same_words_and_cells(tool, course):
    """Each title, sentence and cell, once for each time that it is said."""
    given = text_of(tool, course)
    for chapter in course.chapters:
        for said in (chapter.title, chapter.summary, chapter.intro):
            assert plain(said) in plain(given)
        for section in chapter.sections:
            assert section.code in given
            assert plain(section.title) in plain(given)
            assert plain(section.text) in plain(given)


def test_there_are_three_chapters_of_six_cells_and_one_trains():
    """The course of the design notes' table."""
    chapters = content.three_chapters().chapters
    assert [len(chapter.sections) for chapter in chapters] == [6, 6, 6]
    assert "mnist_data" in chapters[2].sections[1].code
    for chapter in chapters:
        ast.parse("\n".join(section.code for section in chapter.sections))


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("edit", ["with_word", "with_summary", "with_cell"])
def test_an_edit_changes_one_file(tool, edit, tmp_path):
    """Of the chapter that is edited; nothing is written when nothing changed."""
    course = content.growth(12)
    TOOLS[tool].write(tmp_path, course)
    assert TOOLS[tool].write(tmp_path, course) == []
    changed = TOOLS[tool].write(tmp_path, getattr(course, edit)(1))
    assert len(changed) == 1
    assert course.edited_chapter.slug in changed[0]
    if tool == "course":
        assert changed[0].startswith("source" if edit == "with_word" else "gallery")


def test_a_cell_edit_changes_what_is_run():
    """A comment would not do: a record may outlive it."""
    course = content.three_chapters()
    before = course.edited_chapter.sections[content.EDITED_SECTION].code
    after = course.with_cell(3).edited_chapter.sections[content.EDITED_SECTION].code
    assert ast.dump(ast.parse(before)) != ast.dump(ast.parse(after))


def test_every_peer_is_pinned():
    """Exact versions, but for those that the course itself has."""
    pinned = [line for line in LIST.read_text().splitlines() if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z-]+==[\d.]+", line) for line in pinned)
    assert set(TOOLS) == {"course", *PEERS}
    assert all(packages_of(name) for name in PEERS if name != "stack")


def test_ratios_are_taken_round_by_round():
    """A slow round slows both, and weighs as one."""
    assert ratio_of([1, 2, 30], [2, 4, 60]) == 0.5
    assert ratio_of([1, 9, 1], [2, 2, 2]) == 0.5


def results_with(**walls: list[float]) -> Results:
    """Return results where each tool takes these seconds at everything."""
    found = Results("2026-11-01", {"processor": "P", "cores": 2, "memory": 2**34}, {}, 2)
    found.machine |= {"system": "Linux", "python": "3.11"}
    for course, chapters in (("trois-chapitres", 3), ("croissance-010", 10)):
        for tool, wall in walls.items():
            for target in ("pages", "both"):
                for operation in ("cold", "word"):
                    weights = [2**20] * len(wall)
                    key = (course, tool, target, operation)
                    found.measures.append(Measure(*key, chapters, wall, wall, weights, weights))
    return found


def test_bars_name_the_best_peer():
    """Against pages alone, the peer that is the hardest to beat."""
    results = results_with(course=[2.0, 2.0], stack=[4.0, 4.0], nbconvert=[1.0, 1.0])
    pages = [bar for bar in results.bars() if bar.against.endswith("pages")]
    assert {(bar.against, bar.value, bar.held) for bar in pages} == {
        ("nbconvert-pages", 2.0, False)
    }
    both = [bar for bar in results.bars() if bar.against == "stack-both"]
    assert {(bar.label, bar.value, bar.held) for bar in both} == {
        ("cold", 0.5, True),
        ("word", 0.5, False),
    }


def test_results_come_back_from_their_file(tmp_path):
    """One measure a line: a new run is a readable change."""
    results = results_with(course=[2.0, 2.0], stack=[4.0, 4.0])
    results.save(tmp_path / "bench.json")
    assert Results.load(tmp_path / "bench.json") == results


def test_a_page_says_the_date_the_machine_and_what_is_missing(tmp_path):
    """In French, and never in silence."""
    results = results_with(course=[0.5, 0.5], stack=[1234.5])
    results.missing = {"myst-nb": "ERROR: no such version"}
    page = report.as_page(results)
    assert "1er novembre 2026 en 2 tours : P, 2 processeurs, 16 Go" in page
    assert "``myst-nb`` manque : ``ERROR: no such version``" in page
    assert "0,50" in page
    assert "1\u202f234,5 (1 tour)" in page
    report.write(results, tmp_path)
    assert (tmp_path / "tableaux.inc").read_text() == page


def test_a_plot_is_told_in_words_and_takes_the_colour_of_the_page():
    """It is read in the dark, and by those who do not see it."""
    drawn = plot.plot(results_with(course=[0.5], stack=[5.0]), "cold")
    assert 'role="img"' in drawn
    assert "Sphinx et extensions, de 5,0 s à 10 chapitres" in drawn
    assert not re.search(r"#[0-9a-f]{3,6}\b|rgb\(", drawn)


def test_the_page_is_made_from_the_data():
    """Nobody typed a number in it."""
    folder = ROOT / "source" / "mesures"
    results = Results.load(folder / "bench.json")
    assert (folder / "tableaux.inc").read_text(encoding="utf-8") == report.as_page(results)
    for name in plot.PLOTS if results.courses() else ():
        drawn = (folder / f"croissance-{name}.svg").read_text(encoding="utf-8")
        assert drawn == plot.plot(results, name)


def test_a_command_is_measured_with_its_children(tmp_path):
    """Processor and memory are those of all the processes."""
    child = "x = bytearray(50_000_000); t = __import__('time'); t.sleep(0.6)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    sample = measure([[sys.executable, "-c", code]], tmp_path, tmp_path / "log")
    assert sample.wall > 0.6
    assert sample.memory > 50_000_000
    with pytest.raises(BuildError, match="perdu"):
        measure([[sys.executable, "-c", "raise SystemExit('perdu')"]], tmp_path, tmp_path / "log")


class Fake(Tool):
    """A tool whose builds last no time."""

    def prepare(self, folder, course):
        folder.mkdir(parents=True)

    def files(self, course):
        return {"text": str(course)}

    def commands(self, folder, course, target, operation):
        return [[sys.executable, "-c", "pass"] if self.name != "broken" else ["false"]]


def test_tools_take_turns_and_a_broken_peer_is_said_missing(tmp_path, capsys):
    """One operation of each, then the next; what the others gave is kept."""
    outputs: dict[str, tuple[str, ...]] = {"pages": ("build",)}
    tools: list[Tool] = [Fake(PYTHON, name, outputs=outputs) for name in ("course", "broken", "b")]
    plan = Plan(tmp_path, repeats=2)
    measures = run_courses([replace(content.growth(1), name="x")], tools, plan)
    assert {one.tool for one in measures} == {"course", "b"}
    assert {len(one.wall) for one in measures} == {2}
    assert list(plan.missing) == ["broken, pages, x"]
    said = [line for line in capsys.readouterr().out.splitlines() if " tour " in line]
    assert [line.split(", ")[1] for line in said[:4]] == ["ce projet", "b", "ce projet", "b"]


def test_edits_add_up_until_the_next_cold_build(tmp_path):
    """So that each is the change of one file."""
    course = content.growth(2)
    tool = Fake(PYTHON, "course", outputs={"pages": ("build",)})
    tool.prepare(tmp_path / "x", course)
    one = Contender(tool, "pages", course, tmp_path / "x", course)
    assert isinstance(one.build("word", 1), Sample)
    one.build("cell", 1)
    assert one.now == course.with_word(1).with_cell(1)
    one.build("cold", 2)
    assert one.now == course
