"""Lighter markup and sheets must show the same thing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from course.assets.lean_html import code_colours, lean_body, plain_classes
from harness.course import build_pages
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from pygments.styles import get_style_by_name

LIGHT, DARK = "a11y-high-contrast-light", "a11y-dark"
CODE = 'import torch\n\n\ndef f(x: int = 2) -> str:\n    return f"{x.y * 2 + 1}"  # fin\n'


class Shown(HTMLParser):
    """The letters of a page, each with the colours that its classes give it."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.letters: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the classes of an element."""
        self.open.append(dict(attrs).get("class") or "")

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self.open.pop()

    def handle_data(self, data: str) -> None:
        """Note the colour of a text: that of the last class that has one."""
        rules = code_colours(LIGHT, DARK)
        coloured = [name for name in self.open if re.search(rf"\.{name or '-'}[,{{]", rules)]
        self.letters += [(letter, (coloured or [""])[-1]) for letter in data]


def test_a_code_block_shows_the_same_letters_in_the_same_colours() -> None:
    """Only the spans that change nothing go."""
    full, lean = Shown(), Shown()
    page = highlight(CODE, PythonLexer(), HtmlFormatter())
    full.feed(page)
    lean.feed(lean_body(page, LIGHT, DARK))

    assert full.letters == lean.letters
    assert len(lean_body(page, LIGHT, DARK)) < 0.8 * len(page)


def test_lines_marked_in_a_block_stay_marked() -> None:
    """Their span holds others."""
    page = highlight(CODE, PythonLexer(), HtmlFormatter(hl_lines=[4]))

    assert lean_body(page, LIGHT, DARK).count('<span class="hll">') == 1


def test_inline_code_loses_the_spans_of_its_words() -> None:
    """Three tags for one word, some two hundred times in a chapter."""
    code = (
        '<code class="docutils literal notranslate"><span class="pre">a</span> '
        '<span class="pre">b</span></code>'
    )

    assert lean_body(code, LIGHT, DARK) == '<code class="literal notranslate">a b</code>'


def test_a_name_given_twice_is_given_once() -> None:
    """A title names a link as well as a label does, and shows it to those who see."""
    link = '<a href="x" title="Voir" aria-label="Voir"></a>'

    assert lean_body(link, LIGHT, DARK) == '<a href="x" title="Voir"></a>'
    assert 'aria-label="B"' in lean_body('<a title="A" aria-label="B"></a>', LIGHT, DARK)


def test_names_read_as_text_and_keywords_do_not() -> None:
    """A style that colours names keeps their spans."""
    assert {"n", "p", "w"} <= plain_classes(LIGHT, DARK)
    assert not {"k", "s2", "c1", "mi"} & plain_classes(LIGHT, DARK)
    assert "n" not in plain_classes("github-light", "github-light")


@pytest.mark.parametrize(("style", "background"), [(LIGHT, "#f5f7fa"), (DARK, "#161e2e")])
def test_code_has_enough_contrast_on_our_backgrounds(style: str, background: str) -> None:
    """WCAG AA asks for 4.5; the backgrounds are those of css/page.css."""

    def luminance(colour: str) -> float:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for _, rules in get_style_by_name(style):
        if rules["color"]:
            pair = sorted([luminance(f"#{rules['color']}"), luminance(background)])
            assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5


def test_a_build_writes_the_colours_of_code(tmp_path: Path) -> None:
    """After furo, which writes its own at the end of each build."""
    for _ in range(2):
        built = build_pages(
            tmp_path,
            {"index.rst": "Titre\n=====\n\n``a b``\n"},
            extensions=["course.assets.lean_html"],
            html_theme="furo",
            pygments_style=LIGHT,
            pygments_dark_style=DARK,
        )
        assert not built.warnings
        assert built.static("pygments.css") == code_colours(LIGHT, DARK)
        assert '<code class="literal notranslate">a b</code>' in built.html()
