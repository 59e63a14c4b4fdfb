"""Build tiny Sphinx projects whose text is written in the test."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import sphinx.locale
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

STATIC = Path(__file__).parents[2] / "source" / "_static"
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Built:
    """A project once built: its pages, its trees and what was said on the way."""

    app: Sphinx
    warnings: str

    def html(self, page: str = "index") -> str:
        """Return the HTML of a page."""
        return (Path(self.app.outdir) / f"{page}.html").read_text(encoding="utf-8")

    def static(self, name: str) -> str:
        """Return the text of a file of _static."""
        return (Path(self.app.outdir) / "_static" / name).read_text(encoding="utf-8")

    def tree(self, page: str = "index") -> nodes.document:
        """Return the tree of a page, as it was after reading."""
        return self.app.env.get_doctree(page)


def build_project(
    folder: Path,
    pages: dict[str, str],
    *,
    extensions: list[str],
    builder: str = "html",
    parallel: int = 0,
    **settings: Any,
) -> Built:
    """Write ``pages`` (``{"index.rst": "…"}``) under ``folder`` and build them in French."""
    source = folder / "source"
    source.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    defaults: dict[str, Any] = {
        "project": "Essai",
        "language": "fr",
        "root_doc": "index",
        "html_theme": "basic",
        "html_static_path": [str(STATIC)],
        "html_copy_source": False,
    }
    if any(name.endswith(".md") for name in pages):
        extensions = ["myst_parser", *extensions]
        defaults["myst_enable_extensions"] = ["dollarmath", "colon_fence"]
    # Features read the course's values; declared here, without the defaults of a whole course.
    extensions = ["course.base.configuration", *extensions]
    configuration = {**defaults, "extensions": extensions, **settings}
    lines = [f"{name} = {value!r}\n" for name, value in configuration.items()]
    (source / "conf.py").write_text("".join(lines), encoding="utf-8")
    warnings = StringIO()
    sphinx.locale.translators.clear()
    with patch_docutils(), docutils_namespace():
        app = Sphinx(
            source,
            source,
            folder / "out" / builder,
            folder / "trees" / builder,
            builder,
            status=None,
            warning=warnings,
            parallel=parallel,
        )
        app.build()
    return Built(app, COLOURS.sub("", warnings.getvalue()))
