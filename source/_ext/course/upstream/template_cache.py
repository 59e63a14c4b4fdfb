"""Page templates compiled once, not at each build.

A page is made of some twenty templates; jinja2 compiles them again in every
build, which takes as long as writing the page (0.2 s of a word edit). Their
bytecode is kept beside the doctrees, under the hash of each template's text::

    build/…/doctrees/templates/__jinja2_….cache
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache
from sphinx.application import Sphinx

from .html_builder import templates_of

FOLDER = "templates"


def keep_compiled(app: Sphinx) -> None:
    """Give the builder's templates a place for their bytecode."""
    environment = templates_of(app.builder)
    if environment is None:  # a builder without pages
        return
    folder = Path(app.doctreedir, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


def setup(app: Sphinx) -> dict[str, Any]:
    """Before the first page."""
    app.connect("builder-inited", keep_compiled)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
