"""Texts and scripts read as UTF-8, or refused with their line.

Usage::

    read_utf8(path)      # CourseError: "01-essai.rst:4: l'octet E9 n'est pas de l'UTF-8 …"
"""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from . import wording
from .errors import CourseError


def read_utf8(path: Path, *, mark: bool = True) -> str:
    """Return the text of a file; ``mark``: it may start with the mark of some editors."""
    data = path.read_bytes()
    if data.startswith(codecs.BOM_UTF8) and not mark:
        raise CourseError(wording.BYTE_ORDER_MARK, path, 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = error.start
        line = error.object[:start].count(b"\n") + 1
        raise CourseError(wording.NOT_UTF8.format(byte=data[start]), path, line) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def check_texts(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Before documents are read: Sphinx would stop without saying which, nor where."""
    for name in docnames:
        path = Path(env.doc2path(name))
        if path.is_file():
            read_utf8(path)


def setup(app: Sphinx) -> dict[str, Any]:
    """Look before they are read."""
    app.connect("env-before-read-docs", check_texts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
