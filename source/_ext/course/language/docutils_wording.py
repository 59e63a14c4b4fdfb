"""What docutils says of a text, in French: the sentences that authors meet.

docutils reports through Sphinx's log; its handlers are given a filter (``logging`` is public),
which changes the sentences that ``wording.DOCUTILS`` knows. The others stay in English.
"""

from __future__ import annotations

import logging
from typing import Any

from sphinx.application import Sphinx

from ..base import wording


def translate(record: logging.LogRecord) -> bool:
    """Put a sentence of docutils in French."""
    said = record.msg if isinstance(record.msg, str) else ""
    for start, sentence in wording.DOCUTILS.items():
        if said.startswith(start):
            record.msg, record.args = sentence, ()
    return True


def translate_warnings(app: Sphinx) -> None:
    """Have all that Sphinx's handlers show go through it, first."""
    for handler in logging.getLogger("sphinx").handlers:
        if translate not in handler.filters:
            handler.filters.insert(0, translate)


def setup(app: Sphinx) -> dict[str, Any]:
    """Begin with the build."""
    app.connect("builder-inited", translate_warnings)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
