"""Code coloured before a build is what the build would have written, or is left to it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from course.assets.coloured_code import colour, coloured
from course.upstream.html_builder import colour_python_with
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.highlighting import PygmentsBridge

CODE = "import torch\n\nx = torch.ones(2)  # (2,)"


def builder() -> Any:
    """Return what Sphinx writes pages with, and nothing more."""
    made = object.__new__(StandaloneHTMLBuilder)
    made.highlighter = PygmentsBridge("html")
    return made


def test_a_block_is_the_same_as_without() -> None:
    """To the byte."""
    colour([CODE])
    assert coloured(CODE) == PygmentsBridge("html").highlight_block(CODE, "python", linenos=False)


def test_what_is_not_asked_for_any_more_is_forgotten() -> None:
    """A day of edits does not fill the memory."""
    colour([CODE])
    colour(["x = 1"])
    assert coloured(CODE) is None
    assert coloured("x = 1")


def test_code_that_cannot_be_read_is_left_to_sphinx() -> None:
    """It says so, with file and line."""
    colour(["x = $"])
    assert coloured("x = $") is None


@pytest.mark.parametrize(
    "asked", [{"hl_lines": [1]}, {"linenos": "inline"}, {"opts": {"stripall": True}}]
)
def test_a_block_shown_in_another_way_is_coloured_for_itself(asked: dict[str, Any]) -> None:
    """Its lines are marked, or numbered."""
    made = builder()
    plain = made.highlighter.highlight_block(CODE, "python", **asked)
    colour_python_with(SimpleNamespace(builder=made), lambda code: "known")  # type: ignore[arg-type]
    assert made.highlighter.highlight_block(CODE, "python", **asked) == plain
    assert made.highlighter.highlight_block(CODE, "python", location=None) == "known"


def test_another_language_is_no_python() -> None:
    """Shell commands look like it."""
    made = builder()
    colour_python_with(SimpleNamespace(builder=made), lambda code: "known")  # type: ignore[arg-type]
    assert made.highlighter.highlight_block("ls", "bash") != "known"
