"""sphinx-gallery cuts a script that is read as Python reads it: mark and declared encoding.

By itself it takes every script for UTF-8 without a mark. It cuts each one twice a build: the
second time, and in a job of ``make live`` that was waiting, the first is remembered. Usage::

    file_conf, blocks = split_code_and_text_blocks(str(path))
"""

from __future__ import annotations

import ast
from functools import lru_cache
from pathlib import Path
from typing import Any

from sphinx_gallery import py_source_parser

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
        why="ours takes its place, and asks it: a text that was cut is not cut again",
        parameters="source_file return_node",
    ),
)


def parse_source_file(filename: str | Path) -> tuple[ast.Module | None, str]:
    """Return a script's tree, None if Python refuses it, and its text."""
    text = read_source(Path(filename))
    try:
        return ast.parse(text), text
    except SyntaxError:
        return None, text


def split_code_and_text_blocks(source_file: str | Path, return_node: bool = False) -> Any:
    """Return a script's settings and its blocks; its tree too, which nobody changes."""
    path = Path(source_file).resolve()
    settings, blocks, tree = _cut(str(path), read_source(path))
    found = dict(settings), list(blocks)
    return (*found, tree) if return_node else found


@lru_cache(maxsize=512)
def _cut(path: str, text: str) -> tuple[dict[str, Any], list[Any], ast.Module | None]:
    settings, blocks, tree = cut(path, return_node=True)
    return settings, blocks, tree


NAMES.check()
cut = py_source_parser.split_code_and_text_blocks
py_source_parser.parse_source_file = parse_source_file
py_source_parser.split_code_and_text_blocks = split_code_and_text_blocks
