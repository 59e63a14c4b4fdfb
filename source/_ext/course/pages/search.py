"""Search in French, section by section, whatever the accents, with or without a network.

"entrainement" finds the section « L'entraînement », shown with its chapter and
a few words around what was found. The index is a script that holds the text of
every section; ``search.js`` folds, stems and ranks when a reader asks, so that
there is one stemmer, and excerpts from the disk too. What a reader may call a
section otherwise is said under its title (in MyST ``:::{index} …``)::

    Assembler
    ---------

    .. index:: concaténer, empiler

A document is left out by ``:no-search:``, a block by the class ``no-search``.

Sphinx's own index answers with whole pages and fetches them to quote them. It
is replaced as a class: the builder still reads the last index, forgets what is
read again and writes the new one, so that incremental and parallel builds hold.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.typing import ExtensionMetadata

from ..base import wording
from ..base.addresses import is_chapter
from ..upstream import search_index
from ..upstream.gallery_hooks import CODE_BLOCK, NOT_PROSE
from ..upstream.search_index import SearchFrench

INDEX_FORMAT = 1
HIGHLIGHTER = "js/highlight.js"
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
# Left out of the text: what is no prose, and what a reader has yet to find.
SKIPPED = (nodes.comment, nodes.raw, nodes.math_block, nodes.Invisible, addnodes.toctree)
SKIPPED_CLASSES = {"chapter-facts", "chapter-scripts-block", "quoted-in", "no-search", *NOT_PROSE}
QUIZ, QUIZ_QUESTION = "quiz", "quiz_question"
HIDDEN = {"answer", "hint", "solution"}  # kinds of boxes
CODE = {CODE_BLOCK, "linked_block"}  # in place of a literal block
# What a section counts beside another that says the same.
REHEARSED, SCRIPT, LISTING, TERM = 0.5, 0.5, 0.3, 0.4


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents, ligatures in two letters.

    >>> fold("Cœur À l’été")
    'coeur a l’ete'
    """
    decomposed = unicodedata.normalize("NFD", text.lower().translate(LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


class FoldedFrench(SearchFrench):
    """Sphinx's French, with our search in place of the page's."""

    js_stemmer_rawcode = ""  # the code below is complete
    stopwords = SearchFrench.stopwords | {fold(word) for word in SearchFrench.stopwords}

    @property
    def js_stemmer_code(self) -> str:  # type: ignore[override]
        """What the search page loads: Snowball's French stemmer, then our code."""
        return _browser_code()


@cache
def _browser_code() -> str:
    files = [*search_index.STEMMER, Path(__file__).with_name("search.js")]
    words = f"const SEARCH_WORDING = {json.dumps(wording.SEARCH, ensure_ascii=False)};"
    return "\n".join([words, *(Path(file).read_text(encoding="utf-8") for file in files)])


class SectionIndex(search_index.IndexBuilder):
    """The index of sections, by document.

    ``{document: [title, [[anchor, title, words of the index, prose, code, weight], …]]}``
    """

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.config: Config = arguments[0].config
        self.documents: dict[str, Any] = {}

    def load(self, stream: Any, format: Any) -> None:
        """Take the last index, unless it is of another kind."""
        frozen = format.load(stream)
        if not isinstance(frozen, dict) or frozen.get("format") != INDEX_FORMAT:
            raise ValueError("old format")
        self.documents = frozen["documents"]

    def prune(self, docnames: Iterable[str]) -> None:
        """Forget the documents that are not in the list."""
        kept = set(docnames)
        self.documents = {name: entry for name, entry in self.documents.items() if name in kept}

    def feed(self, docname: str, filename: Any, title: str, doctree: nodes.document) -> None:
        """Read a document, as its page shows it."""
        sections = sections_of(self.config, docname, doctree)
        if sections:
            self.documents[docname] = [sections[0][1], sections]

    def freeze(self) -> dict[str, Any]:
        """Return what the browser loads."""
        return {"format": INDEX_FORMAT, "documents": dict(sorted(self.documents.items()))}


def sections_of(config: Any, docname: str, doctree: nodes.document) -> list[list[Any]]:
    """List the sections of a document, and the terms of its glossaries, which are places too."""
    weight = 1.0 if is_chapter(config, docname) else LISTING
    if "/plot_" in docname or "/ex_" in docname:
        weight = SCRIPT
    found: list[list[Any]] = []
    for section in doctree.findall(nodes.section):
        titles = [_title(one) for one in _path(section)]
        rehearsed = not set(titles[1:]).isdisjoint(wording.REHEARSAL_SECTIONS)
        anchor = section["ids"][0] if len(titles) > 1 else ""
        prose, code = _text(section)
        worth = weight * (REHEARSED if rehearsed else 1)
        found.append([anchor, titles[-1], _keywords(section), prose, code, worth])
        found += [_entry(term) for term in section.findall(nodes.term) if _own(term, section)]
    return found


def _entry(term: nodes.term) -> list[Any]:
    definitions = [node for node in term.parent if isinstance(node, nodes.definition)]
    text = " ".join(_text(node)[0] for node in definitions)
    return [term["ids"][0], _line(term.astext()), [], text, "", TERM]


def _keywords(section: nodes.section) -> list[str]:
    """Return the words of the ``index`` directives that stand in ``section`` itself."""
    entries = [
        entry
        for child in section
        if isinstance(child, addnodes.index)
        for entry in child["entries"]
    ]
    return [part.strip() for entry in entries for part in entry[1].split(";")]


def _own(term: nodes.term, section: nodes.section) -> bool:
    """Tell whether a term is one of a glossary that stands in ``section`` itself."""
    parents = _path(term)
    return bool(term["ids"]) and bool(parents) and parents[-1] is section


def _path(node: nodes.Node) -> list[nodes.section]:
    """Return the sections around a node and itself, the outermost first."""
    path = []
    here: nodes.Node | None = node
    while here is not None:
        if isinstance(here, nodes.section):
            path.append(here)
        here = here.parent
    return path[::-1]


def _title(section: nodes.section) -> str:
    return _line(next(iter(section.findall(nodes.title)), nodes.title()).astext())


def _text(node: nodes.Element) -> tuple[str, str]:
    """Return what ``node`` says in prose and in code, without its sections' own text."""
    prose: list[str] = []
    code: list[str] = []
    for child in node.children:
        _read(child, prose, code)
    return _line(" ".join(prose)), _line(" ".join(code))


def _read(node: nodes.Node, prose: list[str], code: list[str]) -> None:
    if isinstance(node, (nodes.section, nodes.title, *SKIPPED)):
        return
    if isinstance(node, nodes.Element) and SKIPPED_CLASSES.intersection(node.get("classes", ())):
        return
    if getattr(node, "attributes", {}).get("kind") in HIDDEN:
        return
    if node.tagname == QUIZ:
        prose += [one.astext() for one in node.findall() if one.tagname == QUIZ_QUESTION]
    elif isinstance(node, nodes.FixedTextElement) or node.tagname in CODE:
        code.append(node.astext())
    elif isinstance(node, (nodes.TextElement, nodes.Text)):
        prose.append(node.astext())
    elif isinstance(node, nodes.definition_list_item) and node[0].get("ids"):
        return  # a glossary's term: a place of its own
    else:
        for child in node.children:
            _read(child, prose, code)


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def replace_highlighter(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Ours takes the place of Sphinx's highlighter, on the one page that always needs it."""
    if pagename == "search":  # elsewhere page.js loads it, after a search
        app.add_js_file(HIGHLIGHTER)
    scripts = context.get("script_files", [])
    scripts[:] = [
        script for script in scripts if getattr(script, "filename", "") != search_index.HIGHLIGHTER
    ]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Make it Sphinx's French, and its index."""
    app.add_search_language(FoldedFrench)
    search_index.replace_index(SectionIndex)
    app.connect("html-page-context", replace_highlighter, priority=700)
    return {
        "version": "1",
        "env_version": 3,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
