"""Images found by the name that the author wrote, whatever it holds.

MyST hands over the name of ``![](schéma.png)`` percent-encoded, as in an address, and
docutils takes the spaces out of ``.. image:: mes images/a b.png``; neither file exists.
Both get the name of the file that does. Nothing to write.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote

from docutils import nodes
from docutils.parsers.rst.directives.images import Image
from sphinx.application import Sphinx
from sphinx.directives.patches import Figure
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform


def is_file(env: BuildEnvironment, name: str) -> bool:
    """Tell whether a document's image is a file of that very name."""
    try:
        return Path(env.relfn2path(name)[1]).is_file()
    except (OSError, ValueError):
        return False


class WithSpaces:
    """A directive whose argument is the name of a file, spaces included."""

    arguments: list[str]
    state: Any

    def run(self) -> list[nodes.Node]:
        """Escape the spaces, which docutils then keeps, if there is such a file."""
        written = " ".join(self.arguments[0].split())
        if " " in written and is_file(self.state.document.settings.env, written):
            self.arguments[0] = written.replace(" ", r"\ ")
        return list(super().run())  # type: ignore[misc]


class SpacedImage(WithSpaces, Image):
    """``image``."""


class SpacedFigure(WithSpaces, Figure):
    """``figure``."""


class DecodeNames(SphinxTransform):
    """Undo the encoding of a name, and write its accents as its file does."""

    default_priority = 400

    def apply(self, **kwargs: Any) -> None:
        """Look at each image that is no file as it is written."""
        for image in self.document.findall(nodes.image):
            written = image["uri"]
            if not is_file(self.env, written):
                decoded = unquote(written)
                names = [normalize(form, decoded) for form in ("NFC", "NFD")]
                found = [name for name in (decoded, *names) if is_file(self.env, name)]
                image["uri"] = (found or [written])[0]


def setup(app: Sphinx) -> dict[str, Any]:
    """Take the place of docutils' directives."""
    app.add_directive("image", SpacedImage, override=True)
    app.add_directive("figure", SpacedFigure, override=True)
    app.add_transform(DecodeNames)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
