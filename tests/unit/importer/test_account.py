"""Whatever the old chapter holds, each of its lines stands somewhere, quickly."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from harness.course import ROOT
from harness.old_chapters import MARKDOWN, SLIDEY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importer import chapter, report
from importer.execution import reasons
from importer.source_text import RefusedError

INPUTS = ROOT.parent / "shared" / "inputs"
CHAPTERS = Path("source/chapitres")


def words_of(text: str) -> set[str]:
    """Return the words of a text."""
    return set(re.findall(r"[^\W_]+", text.replace("\\", "").lower()))


def check_account(result: chapter.Result, text: str) -> None:
    """Each line of the source stands in the chapter, its script or the report."""
    facts = result.facts
    assert facts is not None
    assert facts.unplaced == 0
    assert facts.ledger.lost() == []
    assert facts.leftovers == []
    outputs = [content for content in result.files.values() if isinstance(content, str)]
    there = words_of("\n".join([*outputs, report.markdown(facts)]))
    syntax = words_of("code block python textonly slideonly discoverlist discover math yes py none")
    for line in text.split("\n"):
        missing = {w for w in words_of(line) - there - syntax if not w.isdigit()}
        directive = re.match(r"^\s*\.\. (?:\|[^|]*\| )?([\w-]+)::", line)
        if directive or re.match(r"^\s*(?:```|~~~|:)", line):
            missing -= words_of(line.split("::")[0]) | words_of(line)
        assert not missing, line


@pytest.mark.parametrize(("name", "text"), [("a.rst", SLIDEY), ("a.md", MARKDOWN)])
def test_no_line_of_the_dialect_is_lost(tmp_path: Path, name: str, text: str) -> None:
    """Carried, transformed or listed: each line is somewhere."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    result = chapter.convert(path, "07-essai", {}, None)
    check_account(result, text)
    assert result.facts is not None
    assert result.facts.slides_in == result.facts.slides_out


def test_a_thousand_lines_convert_in_two_seconds(tmp_path: Path) -> None:
    """Execution apart; imports are paid once, by the first chapter."""
    path = tmp_path / "a.rst"
    path.write_text("Un titre\n====\n\nUn texte.\n", encoding="utf-8")
    chapter.convert(path, "07-essai", {}, None)
    text = "\n\n".join([SLIDEY] * 5)
    assert text.count("\n") > 1000
    path.write_text(text, encoding="utf-8")
    start = time.perf_counter()
    result = chapter.convert(path, "07-essai", {}, None)
    assert time.perf_counter() - start < 2 * 3  # three times slower under load
    check_account(result, text)


def fuzzed(text: str) -> st.SearchStrategy[str]:
    """Chapters made of the corpus: shuffled, glued, cut, indented."""
    lines = text.split("\n")
    blocks = text.split("\n\n")
    some = st.lists(st.sampled_from(lines), max_size=60).map("\n".join)
    shuffled = st.lists(st.sampled_from(blocks), max_size=25).map("\n".join)
    cut = st.tuples(st.integers(0, len(text)), st.integers(0, 2500)).map(
        lambda at: text[at[0] : at[0] + at[1]]
    )
    indented = st.lists(
        st.tuples(st.sampled_from(["", "", "", " ", "   ", "    ", "\t"]), st.sampled_from(lines)),
        max_size=50,
    ).map(lambda pairs: "\n".join(a + b for a, b in pairs))
    return st.one_of(some, shuffled, cut, indented, st.text(max_size=200))


def check_fuzzed(folder: Path, name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Convert without running: no exception, no lost line, as many slides."""

    def compile_only(cells: list, limits: object) -> None:
        for cell in cells:
            reasons.leave_if_unreadable(cell)

    monkeypatch.setattr(chapter, "run_cells", compile_only)
    path = folder / name
    path.write_bytes(text.encode("utf-8", "replace"))
    try:
        result = chapter.convert(path, "07-essai", {}, None)
    except RefusedError:
        return
    facts = result.facts
    assert facts is not None
    assert facts.unplaced == 0
    assert facts.ledger.lost() == []
    assert facts.slides_in == facts.slides_out
    written = result.files[CHAPTERS / facts.name]
    assert isinstance(written, str)
    if name.endswith(".rst") and ":slides: marked" in written:
        assert len(re.findall(r"(?m)^\.\. slide::", written)) == facts.slides_in


FUZZ = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@FUZZ
@given(text=fuzzed(SLIDEY))
def test_fuzzed_slidey_never_breaks(
    tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is written for chapters it has never seen."""
    check_fuzzed(tmp_path, "a.rst", text, monkeypatch)


@FUZZ
@given(text=fuzzed(MARKDOWN))
def test_fuzzed_markdown_never_breaks(
    tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor in Markdown."""
    check_fuzzed(tmp_path, "a.md", text, monkeypatch)


@pytest.mark.skipif(
    not INPUTS.is_dir(), reason="the owner's old chapters are not beside this checkout"
)
def test_the_owners_chapters_lose_nothing(subtests: pytest.Subtests) -> None:
    """Every block of code is a cell with a fate, or plain; every line is accounted for."""
    blocks = 0
    for path in sorted(INPUTS.glob("*.*")):
        with subtests.test(path.name):
            result = chapter.convert(path, "07-essai", {}, None)
            facts = result.facts
            assert facts is not None
            lines = "\n".join(facts.ledger.texts.values())
            check_account(result, lines)
            assert facts.slides_in == facts.slides_out
            if path.suffix == ".rst":
                assert facts.slides_in == lines.count(".. slide::")
            blocks += len({line for line, _, _ in facts.blocks})
    assert blocks >= 80
