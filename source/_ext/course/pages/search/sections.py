"""What the search knows of a document: its sections, and the terms of its glossaries.

A section is its title, its other names, its prose, its code and what it is worth. In prose,
code is between backquotes and formulas are as one reads them, since excerpts quote it.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx import addnodes

from ...base import wording
from ...base.addresses import is_chapter
from ...maths.readable import readable
from ...upstream.gallery_hooks import CODE_BLOCK, NOT_PROSE

# Left out of the text: what is no prose, and what a reader has yet to find.
SKIPPED = (nodes.comment, nodes.raw, nodes.math_block, nodes.Invisible, addnodes.toctree)
SKIPPED_CLASSES = {"chapter-facts", "chapter-scripts-block", "quoted-in", "no-search", *NOT_PROSE}
SKIPPED_CLASSES |= {"english-names", "script-cells"}
QUIZ, QUIZ_QUESTION = "quiz", "quiz_question"
HIDDEN = {"answer", "hint", "solution"}  # kinds of boxes
CODE = {CODE_BLOCK, "linked_block"}  # in place of a literal block
# What a section counts beside another that says the same: chapters come before the rest.
REHEARSED, SCRIPT, LISTING, TERM = 0.35, 0.5, 0.3, 0.25


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
    title = next(iter(section.findall(nodes.title)), nodes.title())
    return _line(_said(title).replace("`", ""))


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
        prose += [_said(one) for one in node.findall() if one.tagname == QUIZ_QUESTION]
    elif isinstance(node, nodes.FixedTextElement) or node.tagname in CODE:
        code.append(node.astext())
    elif isinstance(node, (nodes.TextElement, nodes.Text)):
        prose.append(_said(node))
    elif isinstance(node, nodes.definition_list_item) and node[0].get("ids"):
        return  # a glossary's term: a place of its own
    else:
        for child in node.children:
            _read(child, prose, code)


def _said(node: nodes.Node) -> str:
    """Return a text as an excerpt can show it."""
    if isinstance(node, nodes.literal):
        return f"`{node.astext()}`"
    if isinstance(node, nodes.math):
        return readable(node)
    if isinstance(node, nodes.Text):
        return node.astext()
    return "".join(_said(child) for child in node.children)


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
