"""sphinx-gallery cuts a script that is read as Python reads it: mark and declared encoding.

By itself it takes every script for UTF-8 without a mark. Usage::

    file_conf, blocks = split_code_and_text_blocks(str(path))
"""

from __future__ import annotations

import ast
from functools import lru_cache
from pathlib import Path

from sphinx_gallery import py_source_parser
from sphinx_gallery.py_source_parser import split_code_and_text_blocks as split_code_and_text_blocks

from ..base.texts import read_source
from .contract import Contract, Name

PARSER = "sphinx_gallery.py_source_parser"
NAMES = Contract(
    __name__,
    Name(
        "sphinx-gallery",
        PARSER,
        "parse_source_file",
        why="ours takes its place: it reads a script as Python does",
        parameters="filename",
    ),
    Name(
        "sphinx-gallery",
        PARSER,
        "split_code_and_text_blocks",
        why="a script is cut into the same cells wherever we read it",
        parameters="source_file return_node",
    ),
)


def parse_source_file(filename: str | Path) -> tuple[ast.Module | None, str]:
    """Return a script's tree, None if Python refuses it, and its text."""
    text = read_source(Path(filename))
    return _tree(text), text


@lru_cache(maxsize=512)  # sphinx-gallery reads each script twice a build; nobody changes the tree
def _tree(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except SyntaxError:
        return None


NAMES.check()
py_source_parser.parse_source_file = parse_source_file
