"""From a file to a chapter that builds: nothing lost, nothing half written."""

from __future__ import annotations

import re
import struct
import time
import zlib
from pathlib import Path

import pytest
from commands import run
from harness.course import ROOT, Course
from harness.import_corpus import MARKDOWN, SLIDEY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importer import chapter, report
from importer.execution import reasons
from importer.source_text import RefusedError

INPUTS = ROOT.parent / "shared" / "inputs"
CHAPTERS = Path("source/chapitres")


@pytest.fixture
def old(course: Course) -> Course:
    """A small course with old chapters beside it."""
    course.script()
    (course.root / "vieux").mkdir()
    (course.root / "vieux" / "oddites.rst").write_text(SLIDEY, encoding="utf-8")
    (course.root / "vieux" / "notes.md").write_text(MARKDOWN, encoding="utf-8")
    return course


def bring(course: Course, *arguments: str) -> int:
    """Run the command on the course."""
    return run(["import", *arguments, "--root", str(course.root)])


def both(course: Course) -> list[str]:
    """Return the arguments that import both old chapters."""
    files = [str(course.root / "vieux" / name) for name in ("oddites.rst", "notes.md")]
    return [*files, "--to", "07-oddites", "08-notes"]


def tree(root: Path) -> dict[str, bytes]:
    """Return every file of a course."""
    paths = [path for path in root.rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


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


def test_the_whole_dialect_builds_without_a_warning(
    old: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    """Page and deck, both formats, at once; and one slide a mark."""
    assert bring(old, *both(old)) == 0
    said = capsys.readouterr().out
    assert "faux, ligne 153 : tapé « 20 », affiché « 21 »" in said
    for builder in ("html", "revealjs"):
        built = old.build(builder)
        assert (built.error, built.warnings) == ("", "")
    deck = built.html("chapitres/07-oddites")
    assert len(re.findall(r'<section id="', deck)) == SLIDEY.count(".. slide::")


@pytest.mark.parametrize(("name", "text"), [("a.rst", SLIDEY), ("a.md", MARKDOWN)])
def test_no_line_of_the_dialect_is_lost(tmp_path: Path, name: str, text: str) -> None:
    """Carried, transformed or listed: each line is somewhere."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    result = chapter.convert(path, "07-essai", {}, None)
    check_account(result, text)
    assert result.facts is not None
    assert result.facts.slides_in == result.facts.slides_out


def test_twice_changes_nothing(old: Course, capsys: pytest.CaptureFixture[str]) -> None:
    """The second run finds its own work and leaves it."""
    assert bring(old, *both(old)) == 0
    first = tree(old.root)
    assert bring(old, *both(old)) == 0
    assert tree(old.root) == first
    assert "rien à changer" in capsys.readouterr().out


def test_check_writes_nothing(old: Course) -> None:
    """One may look before."""
    before = tree(old.root)
    assert bring(old, *both(old), "--check") == 0
    assert tree(old.root) == before


def test_a_chapter_is_not_overwritten_without_force(
    old: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    """An author has worked on it since."""
    mine = old.chapter("Un autre texte.\n", "08-notes.rst")
    arguments = [str(old.root / "vieux" / "notes.md"), "--to", "08-notes", "--no-run"]
    before = tree(old.root)
    assert bring(old, *arguments) == 1
    assert "--force" in capsys.readouterr().err
    assert tree(old.root) == before
    assert bring(old, *arguments, "--force") == 0
    assert not mine.exists()


def test_a_chapter_is_added_to_the_contents_once(old: Course) -> None:
    """A chapter in no toctree would stop the build."""
    toctree = "\n.. toctree::\n\n   {}\n"
    contents = "Sommaire\n========\n"
    contents += toctree.format("chapitres/01") + toctree.format("galerie/index")
    index = old.write("source/index.rst", contents)
    bring(old, *both(old), "--no-run")
    bring(old, *both(old), "--no-run")
    text = index.read_text(encoding="utf-8")
    assert text.count("chapitres/07-oddites") == text.count("chapitres/08-notes") == 1
    assert text.index("08-notes") < text.index("galerie/index")


def test_images_come_along(old: Course) -> None:
    """Copied beside the chapter, under a name without accents."""

    def part(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    pixel = b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0))
    pixel += part(b"IDAT", zlib.compress(b"\0\0")) + part(b"IEND", b"")
    image = old.root / "vieux" / "img" / "Réseau 1.png"
    image.parent.mkdir()
    image.write_bytes(pixel)
    text = "Un titre\n====\n\n.. image:: img/Réseau 1.png\n   :alt: un réseau\n\n"
    text += ".. |r| image:: img/Réseau 1.png\n\nVoir |r| ici.\n"
    path = old.root / "vieux" / "images.rst"
    path.write_text(text, encoding="utf-8")
    assert bring(old, str(path), "--to", "09-images") == 0
    assert (old.root / CHAPTERS / "images/09-images/reseau-1.png").read_bytes() == pixel
    built = old.build()
    assert built.warnings == ""
    assert built.html("chapitres/09-images").count("reseau-1.png") == 2


def test_links_between_imported_chapters_hold(old: Course) -> None:
    """Old names lead to new ones, whatever the order."""
    (old.root / "vieux" / "un.rst").write_text("Un\n===\n\nVoir :doc:`la suite <deux>`.\n")
    (old.root / "vieux" / "deux.md").write_text(
        "# Deux\n\nVoir [le début](un.rst) et [rien](x.md).\n"
    )
    files = [str(old.root / "vieux" / name) for name in ("un.rst", "deux.md")]
    assert bring(old, *files, "--to", "20-un", "21-deux") == 0
    built = old.build()
    assert built.warnings == ""
    assert 'href="21-deux.html"' in built.html("chapitres/20-un")
    assert 'href="20-un.html"' in built.html("chapitres/21-deux")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("vide.rst", b"", "vide"),
        ("image.md", b"\x89PNG\0\0", "pas un fichier de texte"),
        ("absent.rst", None, "n'existe pas"),
        ("gros.md", b"# a\n" * 1_300_000, "5,2 Mo"),
    ],
)
def test_bad_files_are_refused_in_one_sentence(
    old: Course, name: str, content: bytes | None, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written, and the other files go on."""
    path = old.root / "vieux" / name
    if content is not None:
        path.write_bytes(content)
    before = tree(old.root)
    assert bring(old, str(path), "--to", "30-mauvais") == 1
    error = capsys.readouterr().err
    assert why in error
    assert "Traceback" not in error
    assert tree(old.root) == before


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
