"""Long lines of code know where they hang when folded; outputs know how wide they are."""

from __future__ import annotations

import re

import pytest
from course.assets.lean_html import lean_body
from course.assets.narrow_screens import fit_body, fold_code, text_of
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


def test_a_wide_output_says_how_wide_it_is() -> None:
    """Entities count as the letters that they are."""
    output = '<div class="snippet-output" role="group"><pre>{}</pre></div>'
    wide = fit_body(output.format("x\n" + "&lt;" * 50))
    assert re.search(r"<pre style=\"--columns:50\">x\n", wide)
    narrow = output.format("&lt;" * 24)
    assert fit_body(narrow) == narrow
