"""What of a script decides what it gives: its code, and where that stands.

Kept for each text of a script: the builds of ``make live`` find what was hashed before them,
half of the time of a build that has all records. Usage::

    code_fingerprint(text, ("import torch", "x = torch.ones(2)"))    # not of comments
    line_fingerprint(((12, "import torch"), (15, "x = torch.ones(2)")))
"""

from __future__ import annotations

import ast
import hashlib
import json
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=512)
def code_fingerprint(
    text: str, cells: tuple[str, ...], sizes: tuple[tuple[float, float], ...] = ()
) -> str:
    """Hash what runs of a script's text: comments, text cells and layout do not count.

    Its docstring does when the code reads it, and the sizes of figures on slides.
    """
    trees: list[Any] = [ast.dump(ast.parse(cell)) for cell in cells]
    read = "__doc__" in text
    docstring = [ast.get_docstring(ast.parse(text), clean=False)] if read else []
    return _hash([*trees, *sizes, *docstring])


@lru_cache(maxsize=512)
def line_fingerprint(cells: tuple[tuple[int, str], ...]) -> str:
    """Hash where the code stands in the file, which an output may show: lines and cells."""
    trees = [ast.dump(ast.parse(cell), include_attributes=True) for _, cell in cells]
    return _hash([[line for line, _ in cells], trees])


def _hash(content: Any) -> str:
    return hashlib.sha256(json.dumps(content).encode("utf-8", "surrogatepass")).hexdigest()
