"""The code of the scripts, coloured once for all the builds of a process and its forks.

Colouring is an eighth of a page's time in ``make live``, whose jobs are forks: they find what
the parent coloured before. Usage::

    colour(cell.code for script in scripts for cell in script.cells)    # in the parent
    coloured("import torch")     # '<div class="highlight">…', None: it was not asked for
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sphinx.application import Sphinx
from sphinx.highlighting import PygmentsBridge

from ..upstream import html_builder

FAULT = 'class="err"'  # what Pygments cannot read: Sphinx has to say so, each time
_coloured: dict[str, str] = {}


def colour(codes: Iterable[str]) -> None:
    """Colour these pieces of Python code, and forget all others."""
    before = dict(_coloured)
    _coloured.clear()
    bridge = PygmentsBridge("html")
    for code in codes:
        found = before.get(code) or bridge.highlight_block(code, "python")
        if FAULT not in found:
            _coloured[code] = found


def coloured(code: str) -> str | None:
    """Return a piece of code as it was coloured, if it was."""
    return _coloured.get(code)


def use_what_is_coloured(app: Sphinx) -> None:
    """Have Sphinx ask here first."""
    html_builder.colour_python_with(app, coloured)


def setup(app: Sphinx) -> dict[str, Any]:
    """Come once the builder is there."""
    app.connect("builder-inited", use_what_is_coloured)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
