"""Names that other projects do not promise, and the one sentence when they have changed.

Each module of this package lists what it replaces or relies on, and why::

    NAMES = Contract(
        __name__,
        Name("sphinx-gallery", "sphinx_gallery.gen_rst", "execute_code_block",
             why="a record is made around it", parameters="compiler block …"),
        Name("Sphinx", ENV, "files_to_rebuild", why="…"),
    )

    def setup(app):
        NAMES.hold(app)

An owner is a module, a class (``module:Class``), or an object that a build makes
(``ENV``, ``BUILDER``). ``READ_IN`` says the version whose code was read: raise it
once every name of the library has been read again.
"""

from __future__ import annotations

import inspect
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ExtensionError

from ..base import wording

READ_IN = {
    "Sphinx": "9.0.4",
    "sphinx-gallery": "0.22.1",
    "sphinx-revealjs": "3.2.1",  # it brings reveal.js 5.2.1
    "furo": "2025.12.19",
    "docutils": "0.22.4",
    "myst-parser": "5.2.0",
    "Python": "3.11",
}
# Owners that a build makes; the builder is checked when it writes HTML.
ENV, BUILDER = "env", "builder"


@dataclass(frozen=True)
class Name:
    """A name of a library; ``parameters`` of a function, ``holds`` a part of a text."""

    library: str
    owner: str
    name: str
    why: str
    parameters: str = ""
    holds: str = ""

    @property
    def label(self) -> str:
        """How the sentence calls it: ``gen_rst.execute_code_block``."""
        return f"{self.owner.replace(':', '.').rpartition('.')[2]}.{self.name}"

    def find_owner(self, objects: Mapping[str, Any]) -> Any:
        """Return what holds the name; None for an object that this build has not."""
        if self.owner in (ENV, BUILDER):
            return objects.get(self.owner)
        module, _, kind = self.owner.partition(":")
        found = import_module(module)
        return getattr(found, kind) if kind else found

    def is_kept(self, objects: Mapping[str, Any]) -> bool:
        """Tell whether the library still has it as it was read."""
        try:
            owner = self.find_owner(objects)
        except (ImportError, AttributeError):
            return False
        if owner is None:
            return True
        # A class that only inherits the name has lost its own, which was read.
        if not (self.name in vars(owner) if isinstance(owner, type) else hasattr(owner, self.name)):
            return False
        found = getattr(owner, self.name)
        if self.parameters:
            return list(inspect.signature(found).parameters) == self.parameters.split()
        return self.holds in found if self.holds else True


class Contract:
    """What one of our modules expects of the libraries."""

    def __init__(self, module: str, *names: Name) -> None:
        self.module, self.names = module, names

    def check(self, **objects: Any) -> None:
        """Raise ExtensionError at the first name that is no longer what it was."""
        for name in self.names:
            if not name.is_kept(objects):
                raise changed(name.library, name.label, self.module)

    def hold(self, app: Sphinx) -> None:
        """Check the modules now, and what a build makes as soon as it is made."""
        self.check()
        if any(name.owner in (ENV, BUILDER) for name in self.names):
            app.connect("builder-inited", self._check_objects, priority=0)

    def _check_objects(self, app: Sphinx) -> None:
        is_html = isinstance(app.builder, StandaloneHTMLBuilder)
        self.check(env=app.env, builder=app.builder if is_html else None)


def changed(library: str, name: str, module: str) -> ExtensionError:
    """Return the error that names the library, the version found, the name and our file."""
    found = platform.python_version() if library == "Python" else version(library)
    return ExtensionError(
        wording.UPSTREAM_CHANGED.format(
            library=library,
            found=found,
            name=name,
            read=READ_IN[library],
            file=module.replace(".", "/"),
        )
    )
