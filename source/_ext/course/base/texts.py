"""Texts read as UTF-8 and scripts as Python reads them, or refused with their line.

Usage::

    read_utf8(path)      # CourseError: "01-essai.rst:4: l'octet E9 n'est pas de l'UTF-8 …"
    read_source(path)    # that of the script's mark or declaration, UTF-8 without one
"""

from __future__ import annotations

import io
import re
import tokenize
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from . import wording
from .errors import CourseError

UTF8 = "utf-8-sig"  # it may start with the mark of some editors
# Python's declaration of an encoding (PEP 263), in one of the first two lines.
DECLARATION = re.compile(r"\A((?:.*\n)??[ \t\f]*#.*?coding[:=][ \t]*)[-\w.]+")


def read_utf8(path: Path) -> str:
    """Return the text of a file."""
    return _decoded(path.read_bytes(), path, UTF8)


def read_source(path: Path) -> str:
    """Return the text of a script; what it says of its encoding is that of the text: UTF-8."""
    data = path.read_bytes()
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError as error:
        text = _decoded(data, path, UTF8)  # refused at its line, if that is why
        declared = DECLARATION.match(text)
        line = declared[0].count("\n") + 1 if declared else 1
        raise CourseError(wording.UNKNOWN_ENCODING, path, line) from error
    if encoding in ("utf-8", UTF8):
        return _decoded(data, path, UTF8)
    return DECLARATION.sub(r"\1utf-8", _decoded(data, path, encoding))


def _decoded(data: bytes, path: Path, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        start = error.start
        line = error.object[:start].count(b"\n") + 1
        said = wording.NOT_UTF8 if encoding == UTF8 else wording.NOT_AS_DECLARED
        message = said.format(byte=error.object[start], encoding=encoding)
        raise CourseError(message, path, line) from error
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
