"""A chapter's number stands before its title: on its page, in the window, where one goes next.

The sidebar, the search and the home have it too, from ``chapter_number``. Nothing to write;
``extensions = ["course.pages.chapter_numbers"]``.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from ..base.addresses import PAGES, chapter_number


def number_titles(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Put the number of a page's chapter before its title, and those of its neighbours."""
    if app.builder.name != PAGES:
        return
    if number := chapter_number(app.config, pagename):
        mark = f'<h1><span class="chapter-number">{number}</span> '
        context["body"] = context["body"].replace("<h1>", mark, 1)
        context["title"] = f"{number} {context['title']}"
    _, *around = app.builder.relations.get(pagename, (None, None, None))  # type: ignore[attr-defined]
    for way, neighbour in zip(("prev", "next"), around, strict=True):
        if neighbour and context.get(way):
            title = f"{chapter_number(app.config, neighbour)} {context[way]['title']}"
            context[way] = {**context[way], "title": title.lstrip()}


def setup(app: Sphinx) -> ExtensionMetadata:
    """Come when titles are as they are shown."""
    app.connect("html-page-context", number_titles, priority=840)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
