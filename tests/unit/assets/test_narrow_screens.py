"""Long lines of code know where they hang when folded; outputs know how wide they are."""

from __future__ import annotations

import re

import pytest
from course.assets.break_points import text_of
from course.assets.lean_html import lean_body
from course.assets.narrow_screens import fit_body, fold_code
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

LONG = "    resultat = fonction(premier_argument, second_argument)\n"
TEXT = '"""Une chaîne qui\nva sur deux lignes, dont la seconde est bien plus longue."""\n'


@pytest.mark.parametrize("marked", [[], [1, 2]])
@pytest.mark.parametrize("code", [LONG, f"x = 1\n\n{LONG}", TEXT])
def test_the_text_of_code_stays_what_it_is(code: str, marked: list[int]) -> None:
    """Marked lines and strings of several lines too."""
    formatter = HtmlFormatter(hl_lines=marked)
    body = lean_body(highlight(code, PythonLexer(), formatter), "default", "default")
    fitted = fit_body(body)
    assert text_of(fitted) == text_of(body)
    assert 'class="long"' in fitted


def test_a_long_line_hangs_under_its_start() -> None:
    """Four characters further in: it is no new line."""
    assert '<span class="long" style="--hang:8">    resultat' in fold_code(LONG)


def test_a_short_line_has_nothing_more() -> None:
    """Most of them."""
    assert fold_code("x = torch.ones(2)\n") == "x = torch.ones(2)\n"


def test_a_marked_line_holds_its_folds() -> None:
    """Its mark is then at the start of every row, and never under its letters."""
    marked = f'<span class="hll">{LONG}</span>'
    assert fold_code(marked).startswith('<span class="hll"><span class="long" style="--hang:8">')
    assert fold_code(marked).endswith("\n</span></span>")


def test_a_line_that_brackets_set_far_starts_less_far() -> None:
    """A block's indentation is what Python says: it stays."""
    far = " " * 20 + "premier_argument, second_argument)\n"
    assert '<span class="gap deep">' in fold_code("resultat = fonction(\n" + far)
    assert "deep" not in fold_code("if vrai:\n" + far)


def test_a_comment_at_the_end_of_a_line_comes_near_it() -> None:
    """Where there is no room to align it; a comment alone is a line like another."""
    line = 'x = f(a){}<span class="c1"># ce que la ligne rend en sortie</span>\n'
    folded = fold_code(line.format(" " * 9))
    assert f'f(a)<span class="gap">{" " * 9}</span><wbr><span class="c1">#' in folded
    assert "gap" not in fold_code(line.format("  "))
    assert '<wbr><span class="c1">' not in fold_code(
        '<span class="c1"># ' + "mot " * 10 + "</span>"
    )


def test_commands_and_outputs_say_how_wide_they_are() -> None:
    """Entities count as the letters that they are; Python's code keeps its size."""
    output = '<div class="snippet-output" role="group"><pre>{}</pre></div>'
    wide = fit_body(output.format("x\n" + "&lt;" * 50))
    assert re.search(r"<pre style=\"--columns:50\">x\n", wide)
    assert "--columns:31;--kept:31" in fit_body(output.format("deux  " * 5 + "x"))
    narrow = output.format("&lt;" * 24)
    assert fit_body(narrow) == narrow
    code = '<div class="highlight-{}"><div class="highlight"><pre>{}\n</pre></div></div>'
    assert "--columns:30" in fit_body(code.format("bash", "x" * 30))
    assert "--columns" not in fit_body(code.format("python", "x" * 30))


def test_code_in_a_table_is_folded_in_its_cell() -> None:
    """In a sentence it is left alone."""
    code = '<code class="literal notranslate">calculer_prototypes(x)</code>'
    table = fit_body(f'<table class="docutils align-default"><td>{code}</td></table>')
    assert "calculer_<wbr>prototypes(<wbr>x)" in table
    assert fit_body(code) == code
