"""Our sheets and scripts, sent without their comments and spaces: a sixth of what is sent of them.

::

    lean("a { b: c; }  /* why */", ".css")      # 'a{b:c}'

Those of ``source/_static`` are lightened where Sphinx has copied them for the pages; the others
by whoever writes them. Nothing to write; ``extensions = ["course.assets.lean_files"]``.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from ..base.addresses import PAGES
from ..base.configuration import STATIC
from ..upstream.html_builder import STATIC_COPIED


def lean(text: str, suffix: str) -> str:
    """Return a sheet (``.css``) or a script (``.js``) without what only its authors read.

    >>> lean("const x = 1;  // one", ".js")
    'const x=1;'
    """
    return str(jsmin(text) if suffix == ".js" else cssmin(text))


def lighten_files(paths: Iterable[Path]) -> None:
    """Lighten files, in place."""
    for path in paths:
        text = path.read_text(encoding="utf-8")
        path.write_text(lean(text, path.suffix), encoding="utf-8")


def lighten_pages(app: Sphinx) -> None:
    """Lighten those of the pages, before the pages say which version of them they load."""
    if app.builder.name == PAGES:
        ours = [*STATIC.glob("css/*.css"), *STATIC.glob("js/*.js")]
        copies = [Path(app.outdir, "_static", path.relative_to(STATIC)) for path in ours]
        lighten_files(path for path in copies if path.is_file())  # a course may bring its own


def setup(app: Sphinx) -> ExtensionMetadata:
    """Come after Sphinx has copied them."""
    app.connect(STATIC_COPIED, lighten_pages)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
