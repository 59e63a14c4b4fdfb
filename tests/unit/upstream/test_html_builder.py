"""Sphinx's writer of HTML is as our visitors and handlers know it."""

from __future__ import annotations

from typing import Any

import pytest
from course.upstream import html_builder
from harness.course import Build, build_pages
from sphinx.highlighting import PygmentsBridge

TEXT = "Un\n==\n\n``a b`` :download:`f <f.txt>`\n\n.. code-block:: python\n\n   x = 1\n   y = 2\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build a page that has code."""
    folder = tmp_path_factory.mktemp("html")
    (folder / "source").mkdir()
    (folder / "source/f.txt").write_text("0")
    return build_pages(folder, {"index.rst": TEXT}, extensions=["course.upstream.html_builder"])


def test_inline_code_is_written_as_we_make_it_lighter(built: Build) -> None:
    """The classes of the code, and of each word."""
    word = f'<span class="{html_builder.CODE_WORD}">'
    code = f'<code class="{html_builder.INLINE_CODE}">{word}a</span> {word}b</span></code>'
    assert code in built.html()


def test_a_block_of_code_is_one_pre_whose_lines_are_lines(built: Build) -> None:
    """Links, steps and lines to put in order are cut there."""
    html = PygmentsBridge("html", "default").highlight_block("x = 1\ny = 2\n", "python")
    before, mark, rest = html.partition("<pre>")
    inside, end, after = rest.rpartition("</pre>")
    assert (before, mark, end, after) == ('<div class="highlight">', "<pre>", "</pre>", "</div>\n")
    assert len(inside.removeprefix("<span></span>").rstrip("\n").split("\n")) == 2


def test_templates_have_an_environment_that_keeps_what_is_compiled(built: Build) -> None:
    """And that loads them, where they are translated."""
    environment = html_builder.templates_of(built.app.builder)
    assert environment is not None
    assert environment.loader is not None
    assert html_builder.templates_of(object()) is None


def test_only_the_files_that_are_wanted_are_copied(built: Build) -> None:
    """The others stay, and Sphinx still knows them all."""
    app = built.app
    builder: Any = app.builder
    name = str(next(iter(app.env.dlfiles.values()))[1])
    html_builder.copied(app, name).unlink()
    html_builder.copy_downloads(app, lambda source, name: False)
    builder.copy_download_files()
    assert not html_builder.copied(app, name).exists()
    assert len(app.env.dlfiles) == 1
    html_builder.copy_downloads(app, lambda source, name: source == "f.txt")
    del builder.copy_download_files
    builder.copy_download_files()
    assert html_builder.copied(app, name).exists()
