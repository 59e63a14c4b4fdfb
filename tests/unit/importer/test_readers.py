"""What an old file is read as, before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.old_chapters import MARKDOWN, SLIDEY
from importer.blocks import Line, walk
from importer.markdown.reader import MarkdownReader
from importer.slidey.reader import SlideyReader
from importer.source_text import LARGEST, RefusedError, read_source


def lines(text: str) -> list[Line]:
    """Number the lines of a text."""
    return [Line(number, line) for number, line in enumerate(text.split("\n"), start=1)]


def kinds(text: str) -> list[str]:
    """Return the kinds of the blocks of a Slidey text, names of directives included."""
    return [block.name if block.kind == "wrapper" else block.kind for block in slidey(text)]


def slidey(text: str):
    """Return the blocks of a Slidey text."""
    return SlideyReader().read(lines(text))


def test_a_directive_glued_to_a_paragraph_is_a_directive() -> None:
    """docutils would print it as text, without a warning: 74 times in 28 files."""
    assert kinds("Un texte.\n.. slide::\nUn titre\n---\nUn texte.") == [
        "paragraph",
        "slide",
        "title",
        "paragraph",
    ]


def test_a_directive_takes_the_next_node_indented_or_not() -> None:
    """That is the rule of Slidey's parser."""
    for content in ("   Un texte.", "Un texte.", "\nUn texte.", "\n   Un texte."):
        (block,) = slidey(f".. discover::\n{content}")
        assert [child.text for child in block.children] == ["Un texte."], content


def test_a_list_of_discovered_items_may_stand_at_the_margin() -> None:
    """``discoverList`` waits for its list."""
    block, after = slidey(".. discoverList::\n- un\n- deux\n\nAprès.")
    assert [item.kind for item in block.children[0].children] == ["item", "item"]
    assert after.text == "Après."


@pytest.mark.parametrize("rule", ["===", "---", "~~~", '"""', "^^^", "***", "=" * 30])
def test_a_title_stands_over_three_characters_or_more(rule: str) -> None:
    """Underlines shorter than their titles: 397 in 28 files."""
    (title, text) = slidey(f"Un titre plutôt long\n{rule}\nDu texte collé.")
    assert (title.kind, title.text) == ("title", "Un titre plutôt long")
    assert text.kind == "paragraph"


def test_an_unindented_line_goes_on_with_its_item() -> None:
    """docutils would end the list with a warning."""
    (block,) = slidey("- un début\nqui continue\n- un autre")
    assert block.children[0].children[0].text == "un début\nqui continue"


def test_code_glued_to_its_directive_is_code() -> None:
    """docutils reads it as arguments and stops."""
    (block,) = slidey(".. code-block:: python\n   x = 1\n   y = 2")
    assert (block.kind, block.name) == ("code", "python")
    assert block.text.split() == ["x", "=", "1", "y", "=", "2"]


@pytest.mark.parametrize(
    "text",
    [
        "\\[\nx = 1\n\\]",
        "$$\nx = 1\n$$",
        "$$x = 1$$",
        ".. math:: x = 1",
        ".. math::\n  [\n  x = 1\n  ]",
    ],
)
def test_formulas_of_every_writing_are_formulas(text: str) -> None:
    """Five ways of writing one."""
    from importer.slidey.formulas import clean_formula

    (block,) = slidey(text)
    assert block.kind == "math"
    assert clean_formula(block.text) == "x = 1"


def test_every_line_belongs_to_a_block() -> None:
    """A line that no block holds would vanish."""
    for text, read in ((SLIDEY, SlideyReader().read), (MARKDOWN, MarkdownReader().read)):
        blocks = read(lines(text))
        held = {number for block in walk(blocks) for number in block.lines}
        assert {line.number for line in lines(text) if not line.is_blank} == held


def test_text_encoded_twice_is_repaired(tmp_path: Path) -> None:
    """The damage of a file opened as Mac Roman and saved as UTF-8."""
    clean = "Création d'un réseau à l’œuvre : 📖 → ✅\n" * 3
    path = tmp_path / "a.rst"
    path.write_text(clean.encode("utf-8").decode("mac_roman"), encoding="utf-8")
    source = read_source(path)
    assert "\n".join(line.text for line in source.lines) == clean
    assert any("encodés deux fois" in repair for repair in source.repairs)


def test_tabs_and_line_ends_are_set_right(tmp_path: Path) -> None:
    """Old files come from everywhere."""
    path = tmp_path / "a.md"
    path.write_bytes("# Titre\r\n\r\n\tretrait\rfin\n".encode("cp1252"))
    source = read_source(path)
    assert [line.text for line in source.lines] == ["# Titre", "", "    retrait", "fin", ""]


def test_an_old_encoding_is_guessed_and_said(tmp_path: Path) -> None:
    """The author has to read the accents again."""
    path = tmp_path / "a.rst"
    path.write_bytes("Été à l'école, déjà".encode("latin-1"))
    source = read_source(path)
    assert source.lines[0].text == "Été à l'école, déjà"
    assert "deviné" in source.repairs[0]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "vide"),
        (b"  \n\t\n", "vide"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "pas un fichier de texte"),
        (bytes(range(1, 32)) * 20, "pas un fichier de texte"),
        (b"a" * (LARGEST + 1), "Mo"),
        (b"\xff\xfea", "utf-16"),
    ],
)
def test_what_is_no_chapter_is_refused_with_a_reason(
    tmp_path: Path, content: bytes, why: str
) -> None:
    """One plain sentence, no traceback."""
    path = tmp_path / "a.rst"
    path.write_bytes(content)
    with pytest.raises(RefusedError, match=why):
        read_source(path)
