"""A line of code is folded where a reader would."""

from __future__ import annotations

import pytest
from course.assets.break_points import code_breaks, may_break, text_of, word_breaks


def rows(line: str, *, whole: int = 20) -> list[str]:
    """Return a line in as many rows as it may have."""
    breaks = code_breaks(line, whole)
    return [line[a:b].strip() for a, b in zip([0, *breaks], [*breaks, None], strict=True)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("python ex_01.py --verifier", ["python", "ex_01.py", "--verifier"]),
        ("pip install -r liste.txt", ["pip", "install", "-r liste.txt"]),
        ("R = f(cos(a), -math.sin(a))", ["R =", "f(cos(a),", "-math.sin(a))"]),
        ("y = un_terme - un_autre + x", ["y =", "un_terme", "- un_autre", "+ x"]),
        ("n += x * y", ["n +=", "x * y"]),
        ("assert une_longue == autre_longue", ["assert", "une_longue", "== autre_longue"]),
        ("[f(c) for c in liste if c]", ["[f(c)", "for c", "in liste", "if c]"]),
        ("x = 1  # une note", ["x =", "1", "# une", "note"]),
        ("raise E(f'trop : {n} !')", ["raise", "E(f'trop :", "{n} !')"]),
    ],
)
def test_rows_end_between_words_and_before_operators(line: str, expected: list[str]) -> None:
    """An option keeps its hyphens, an operator goes with what follows."""
    assert rows(line) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("torch.equal(a,b)", ["torch.equal(a,b)"]),
        (
            "torch.tensor(load_sample_images().images)",
            ["torch.tensor(", "load_sample_images()", ".images)"],
        ),
        ("multiprocessing_context='spawn',", ["multiprocessing_context=", "'spawn',"]),
        ("BinaryCrossEntropyBackward0", ["Binary", "Cross", "Entropy", "Backward0"]),
        ("x" * 50, ["x" * 20, "x" * 20, "x" * 10]),
    ],
)
def test_a_long_word_is_broken_where_it_hurts_least(word: str, expected: list[str]) -> None:
    """A short one never is."""
    breaks = word_breaks(word)
    assert [word[a:b] for a, b in zip([0, *breaks], [*breaks, None], strict=True)] == expected


def test_marks_add_nothing_to_the_text() -> None:
    """Entities are one character; a mark comes before what opens there."""
    line = 'a &lt; <a href="b">b</a>, <span class="c1"># c</span>\n'
    marked = may_break(line, [4, 7])
    assert marked == 'a &lt; <wbr><a href="b">b</a>, <wbr><span class="c1"># c</span>\n'
    assert text_of(marked) == text_of(line)
