"""The pages' sidebar: the chapters, and what surrounds the page one is on.

furo writes the tree of the whole site on every page, through BeautifulSoup: a
cost that grows with the square of the course. Here the tree is made once a
build; a page shows the first level, and the levels that lead to it. A list of
more than ``LONG`` entries shows those around the page, and a link to them all,
so that a page costs the same in a course of ten chapters and of five hundred.

Nothing to write; ``extensions = ["course.pages.sidebar"]``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from ..base import wording
from ..base.addresses import chapter_number
from ..base.state import state_of
from ..upstream import furo_page

TOCTREES = "course-toctrees"  # among the front page's metadata
LONG = 40
AROUND = 10


@dataclass
class Entry:
    """A document of the tree."""

    docname: str
    title: str
    children: list[Entry] = field(default_factory=list)


@dataclass
class Group:
    """A toctree of the front page: ``Partie 1 : Les fondations`` and its entries."""

    caption: str
    entries: list[Entry]


class Sidebar:
    """The tree of the site, and its HTML as one page shows it."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self.builder, env = builder, builder.env
        self.root = env.config.root_doc
        self.page = ""
        self.parents: dict[str, str] = {}
        self.groups = [
            Group(caption, self._entries(self.root, docnames))
            for caption, docnames in env.metadata[self.root].get(TOCTREES, [])
        ]

    def _entries(self, parent: str, docnames: list[str]) -> list[Entry]:
        env, entries = self.builder.env, []
        for docname in docnames:
            if docname in self.parents or docname not in env.titles:
                continue
            self.parents[docname] = parent
            number = chapter_number(env.config, docname)
            title = f"{number} {self._title(env.titles[docname])}".lstrip()
            entry = Entry(docname, title)
            entry.children = self._entries(docname, env.toctree_includes.get(docname, []))
            entries.append(entry)
        return entries

    def _title(self, title: nodes.title) -> str:
        if all(isinstance(child, nodes.Text) for child in title.children):
            return escape(title.astext())
        # Inline code and formulas; without the paragraph that the builder makes around.
        return self.builder.render_partial(title)["title"]

    def html(self, docname: str) -> str:
        """Return the tree as the page ``docname`` shows it, addresses relative to it."""
        self.page, path = docname, {docname}
        while docname in self.parents:
            docname = self.parents[docname]
            path.add(docname)
        parts = []
        for group in self.groups:
            if group.caption:
                caption = f'<span class="caption-text">{escape(group.caption)}</span>'
                parts.append(f'<p class="caption">{caption}</p>\n')
            parts.append(self._list(group.entries, path, self.root, 1))
        return "".join(parts)

    def _list(self, entries: list[Entry], path: set[str], parent: str, level: int) -> str:
        current = next((rank for rank, entry in enumerate(entries) if entry.docname in path), 0)
        shown, all_of_them = entries, ""
        if len(entries) > LONG:
            start = max(0, min(current - AROUND, len(entries) - 2 * AROUND))
            shown = entries[start : start + 2 * AROUND]
            text = wording.SIDEBAR_ALL.format(count=len(entries))
            all_of_them = f'<li class="toctree-l{level}">{self._link(parent, text)}</li>\n'
        items = "".join(self._item(entry, path, level) for entry in shown)
        return f"<ul>\n{items}{all_of_them}</ul>\n"

    def _item(self, entry: Entry, path: set[str], level: int) -> str:
        below, classes = "", f"toctree-l{level}"
        if entry.docname in path:
            classes += " current" + " current-page" * (entry.docname == self.page)
            if entry.children:
                below = self._list(entry.children, path, entry.docname, level + 1)
        return f'<li class="{classes}">{self._link(entry.docname, entry.title)}{below}</li>\n'

    def _link(self, docname: str, title: str) -> str:
        here = docname == self.page
        uri = "#" if here else self.builder.get_relative_uri(self.page, docname)
        mark = ' aria-current="page"' * here
        return f'<a class="reference internal" href="{uri}"{mark}>{title}</a>'


def note_toctrees(app: Sphinx, document: nodes.document) -> None:
    """Keep the toctrees of the front page, caption and entries, for all pages."""
    root = app.config.root_doc
    if app.env.current_document.docname == root:
        app.env.metadata[root][TOCTREES] = [
            (toctree.get("caption") or "", list(toctree["includefiles"]))
            for toctree in document.findall(addnodes.toctree)
        ]


def silence_furo(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Before furo asks for the whole tree: give it none."""
    if furo_page.is_used(app):
        furo_page.without_its_tree(context)


def write_sidebar(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """After furo: put our tree where it put its own."""
    if not furo_page.is_used(app) or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    state = state_of(app.config)
    state.sidebar = state.sidebar or Sidebar(app.builder)
    context[furo_page.TREE] = state.sidebar.html(pagename)


def setup(app: Sphinx) -> dict[str, Any]:
    """Stand around furo's own handler."""
    app.setup_extension("course.base.state")
    app.connect("doctree-read", note_toctrees)
    app.connect("html-page-context", silence_furo, priority=400)
    app.connect("html-page-context", write_sidebar, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
