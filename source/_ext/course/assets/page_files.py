"""Light pages: each loads what it shows, and nothing from elsewhere.

Extensions give their style sheets and scripts to every page. Here a page keeps
those it needs: the gallery's sheet on the
pages of scripts. Every page gets ``css/page.css`` and ``js/page.js`` (light or
dark, where one is, copy button, keyboard access to what scrolls) and a
description for search engines: the chapter's own, or its first sentences::

    :description: Créer, transformer et comprendre les tenseurs de PyTorch.

A sheet or script of an extension that a page does need is let through by
adding its name to ``LOADED``.
"""

from __future__ import annotations

import html
import re
from fnmatch import fnmatch
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.typing import ExtensionMetadata

from ..base.addresses import published
from ..language.typography import french_typography

# Patterns of the files of _static that a page may load, and on which pages.
EVERY_PAGE = ("*",)
LOADED = {
    "pygments.css": EVERY_PAGE,
    "styles/furo.css": EVERY_PAGE,
    "css/*.css": EVERY_PAGE,
    "katex/*.css": EVERY_PAGE,  # course.maths.formulas adds it where there is a formula
    "js/*.js": EVERY_PAGE,
}
SHEETS = ("css/fonts.css", "css/page.css")
GALLERY_SHEET = "css/gallery.css"
SCRIPT = "js/page.js"
DESCRIPTION_LENGTH = 155
# The font of the text comes with the page, not after its style sheets (from the disk it is
# at hand, and browsers refuse to preload it there). A page opened at a spot, come back to, or
# read without scripts is laid out whole at once: page.css and page.js lay out the others piece
# by piece.
PRELOAD = (
    '<script>document.documentElement.classList.remove("no-js");'
    'if(location.protocol!="file:")document.head.append(Object.assign('
    'document.createElement("link"),{{rel:"preload",as:"font",type:"font/woff2",'
    'crossOrigin:"",href:"{font}"}}));'
    'if(location.hash||performance.getEntriesByType("navigation")[0]?.type!="navigate")'
    'document.documentElement.classList.add("whole")</script>'
)
FONT = "_static/fonts/atkinson-hyperlegible-next.woff2"


def allowed(asset: Any, pagename: str) -> bool:
    """Tell whether ``asset`` is for the page; inline scripts and addresses are not files."""
    name = str(getattr(asset, "filename", asset) or "")
    if not name.startswith("_static/"):
        return False
    return any(
        fnmatch(name.removeprefix("_static/"), file) and fnmatch(pagename, page)
        for file, pages in LOADED.items()
        for page in pages
    )


def is_gallery(app: Sphinx, pagename: str) -> bool:
    """Tell whether the page is one of those that sphinx-gallery writes."""
    if "sphinx_gallery.gen_gallery" not in app.extensions:
        return False
    folders = app.config.sphinx_gallery_conf["gallery_dirs"]
    return pagename.startswith(
        tuple(f"{folder}/" for folder in ([folders] if isinstance(folders, str) else folders))
    )


def description(app: Sphinx, pagename: str, doctree: nodes.document | None) -> str:
    """Return one sentence on the page: its ``description``, or its first paragraph cut short."""
    given = app.env.metadata.get(pagename, {}).get("description")
    if given:
        return french_typography(" ".join(str(given).split()))
    if doctree is not None:
        for section in doctree.findall(nodes.section):
            for child in section.children:
                if type(child) is nodes.paragraph and "chapter-facts" not in child["classes"]:
                    return shortened(child.astext().replace("\n", " "))
    return str(app.config.html_title)


def shortened(text: str) -> str:
    """Return ``text`` cut between two words."""
    if len(text) <= DESCRIPTION_LENGTH:
        return text
    return text[: DESCRIPTION_LENGTH - 1].rpartition(" ")[0].rstrip(" ,;:") + "…"


def open_graph(title: str, text: str) -> str:
    """Return what a message that quotes the page shows of it."""
    plain = html.unescape(re.sub(r"<[^>]+>", "", title))
    return (
        f'<meta property="og:title" content="{html.escape(plain)}">'
        f'<meta property="og:description" content="{text}">'
    )


def choose_assets(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Keep what the page needs, last of all that changes its context."""
    if app.builder.name != "html":
        return
    if is_gallery(app, pagename):
        app.add_css_file(GALLERY_SHEET, priority=650)
    for files in ("css_files", "script_files"):
        context[files] = [file for file in context[files] if allowed(file, pagename)]
    text = html.escape(description(app, pagename, doctree))
    tag = f'<meta name="description" content="{text}">'
    tag += open_graph(context.get("title", ""), text)
    if address := published(app.config, pagename):  # Sphinx's own leaves out our folder of pages
        context["pageurl"] = address
        tag += f'<meta property="og:url" content="{html.escape(address)}">'
    font = PRELOAD.format(font=context["pathto"](FONT, 1))
    context["metatags"] = (context.get("metatags") or "") + tag + font


def add_sheets(app: Sphinx) -> None:
    """Load the pages' look, after furo's (decks have their own)."""
    if isinstance(app.builder, StandaloneHTMLBuilder) and app.builder.name == "html":
        for sheet in SHEETS:
            app.add_css_file(sheet, priority=640)
        app.add_js_file(SCRIPT, loading_method="defer")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Choose the assets after every other extension."""
    app.connect("builder-inited", add_sheets)
    app.connect("html-page-context", choose_assets, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
