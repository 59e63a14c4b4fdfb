"""The style sheet of what few chapters write, loaded by the pages and decks that hold some.

Fields, options, versions, descriptions of objects, sidebars, quotations: ``css/blocks.css``
dresses them on pages, where ``lean_html`` takes furo's rules away, and on slides.
"""

from __future__ import annotations

import re
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

SHEET = "css/blocks.css"
CLASSES = """
    align-center align-left align-right attribution centered classifier code-block-caption colon
    contents deprecated guilabel hlist kbd line-block literal-block menuselection option-list
    productionlist pull-quote sidebar sig subsection tabs toc-backref topic versionadded
    versionchanged versionremoved
"""
HOLDS = re.compile(rf'class="(?:[^"]* )?(?:{"|".join(CLASSES.split())})[" ]|<dfn')


def add_sheet(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Give the sheet to a page that needs it; a deck's template reads ``has_rare_blocks``."""
    context["has_rare_blocks"] = bool(HOLDS.search(context.get("body") or ""))
    if context["has_rare_blocks"] and app.builder.name == "html":
        app.add_css_file(SHEET, priority=650)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Look at each page once it is written."""
    app.connect("html-page-context", add_sheet, priority=690)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
