"""What is shown for an address that leads nowhere: ``404.html``, beside the home of the site.

A host (GitHub Pages, GitLab Pages, ``make live``) shows it whatever the address was, and so its
own links start at the root of the site: the path of ``html_baseurl``, ``/`` without one. The
html build writes it as ``_404.html``, which ``python scripts build site`` publishes.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from ..base import wording
from ..base.addresses import ABOVE, DECKS, NOT_FOUND, PAGES
from ..base.files import write_if_new
from ..base.state import WAITS
from .front_page import places, template


def write_page(app: Sphinx, exception: Exception | None) -> None:
    """Write it once the others are written."""
    if exception is not None or app.builder.name != PAGES:
        return
    root = urlsplit(app.config.html_baseurl).path.rstrip("/")
    pages = f"{root}/{PAGES}"
    text = template(NOT_FOUND).render(
        places(app, pages, f"{root}/{DECKS}"),
        course=app.config.project,
        home=f"{root}/",
        search=f"{pages}/search.html",
        wording=wording,
    )
    write_if_new(Path(app.outdir, ABOVE[NOT_FOUND]), text)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Write it at the end."""
    app.setup_extension("course.base.state")
    app.connect(WAITS, lambda app: template(NOT_FOUND))
    app.connect("build-finished", write_page)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
