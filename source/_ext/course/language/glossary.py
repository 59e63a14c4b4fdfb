"""The French–English glossary: one source, read by the page, the chapters and the lint.

``glossaire.rst`` holds Sphinx's own ``glossary``; each definition starts with
the English name. The English index comes from it, above the terms::

    .. english-names::

Nothing to write in chapters: the first time that a section uses a term, the
word leads to the glossary and shows its definition (``browser/glossary.js``).
Titles, links, code, boxes to tick and questions are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..base import wording
from ..base.addresses import Place, is_chapter, place_of
from ..base.directive import CourseDirective
from ..base.settings import settings_of
from .typography import french_typography

ENTRY = re.compile(r"^   (\S.*)\n((?:      .*\n?)+)", re.MULTILINE)
ENGLISH = re.compile(r"\*(.+?)\*\.\s*")
IN_ENGLISH = "language-en"  # docutils writes lang="en"
# Words that prose also uses in another sense: no link by themselves.
NOT_LINKED = {"précision", "rappel", "diffusion", "moyenne mobile"}
# What a definition may stand in; anything else (questions, labels, links) is left alone.
HOLDERS = (
    nodes.section,
    nodes.paragraph,
    nodes.bullet_list,
    nodes.enumerated_list,
    nodes.list_item,
    nodes.emphasis,
    nodes.strong,
    nodes.Admonition,
    nodes.block_quote,
)


@dataclass(frozen=True)
class Term:
    """A term of the course, its English name and its definition."""

    name: str
    english: str
    definition: str

    @property
    def anchor(self) -> str:
        """The id that Sphinx gives it on the glossary's page."""
        return f"term-{nodes.make_id(self.name)}"


def read_terms(text: str) -> list[Term]:
    """Return the terms of a glossary's source."""
    found = []
    for name, body in ENTRY.findall(text.partition(".. glossary::")[2]):
        definition = " ".join(body.split())
        if english := ENGLISH.match(definition):
            found.append(Term(name, english[1], definition[english.end() :]))
    return found


@lru_cache(maxsize=8)
def _terms(path: Path, _time: float) -> list[Term]:
    return read_terms(path.read_text(encoding="utf-8"))


def terms_of(config: Any, source: Path) -> list[Term]:
    """Return the terms of the course, [] when it has no glossary."""
    path = source / f"{settings_of(config).glossary}.rst"
    return _terms(path, path.stat().st_mtime) if path.exists() else []


def pattern_of(name: str) -> str:
    """Return the pattern of a term in prose: its plural too, any space or apostrophe."""
    words = [
        re.escape(word).replace("'", "['’]") + ("" if word in ("de", "des", "par") else "s?")
        for word in name.split()
    ]
    return r"\s+".join(words)


class term_link(nodes.General, nodes.TextElement):  # noqa: N801
    """A word of a chapter that the glossary defines; ``term`` is a Term."""


class EnglishNames(CourseDirective):
    """List the English names, each with its French term."""

    has_content = False

    def build(self) -> Sequence[nodes.Node]:
        """Return a table of two columns."""
        terms = terms_of(self.config, Path(self.env.srcdir))
        rows = sorted(terms, key=lambda term: term.english.lower())
        items = nodes.bullet_list(classes=["english-names"])
        for term in rows:
            reference = nodes.reference("", term.name, refid=term.anchor, internal=True)
            english = nodes.emphasis("", term.english, classes=[IN_ENGLISH])
            items += nodes.list_item(
                "", nodes.paragraph("", "", english, nodes.Text(" : "), reference)
            )
        title = nodes.rubric("", wording.FROM_ENGLISH)
        return [title, items]


class LinkTerms(SphinxPostTransform):
    """Link the first use of each term in each section of a chapter."""

    builders = ("html",)
    default_priority = 40

    def run(self, **kwargs: Any) -> None:
        """Go through the chapter in order."""
        docname = self.env.current_document.docname
        terms = terms_of(self.config, Path(self.env.srcdir))
        if docname == settings_of(self.config).glossary:
            for definition in self.document.findall(nodes.definition):
                next(iter(definition.findall(nodes.emphasis)))["classes"].append(IN_ENGLISH)
        if not is_chapter(self.config, docname) or not terms:
            return
        names = "|".join(f"(?P<t{n}>{pattern_of(term.name)})" for n, term in _longest(terms))
        by_text = re.compile(rf"\b(?:{names})\b", re.IGNORECASE)
        seen: dict[nodes.Node, set[str]] = {}
        for text in list(self.document.findall(nodes.Text)):
            section = _section_of(text)
            if section is None:
                continue
            pieces = list(_cut(str(text), by_text, terms, seen.setdefault(section, set())))
            if len(pieces) > 1 or not isinstance(pieces[0], nodes.Text):
                text.parent.replace(text, pieces)


def _longest(terms: list[Term]) -> list[tuple[int, Term]]:
    """Return the linked terms with their rank, the longest first."""
    linked = [(n, term) for n, term in enumerate(terms) if term.name not in NOT_LINKED]
    return sorted(linked, key=lambda one: -len(one[1].name))


def _section_of(text: nodes.Text) -> nodes.Node | None:
    """Return the section of the first level where a text of prose stands."""
    node, sections = text.parent, []
    while node is not None and not isinstance(node, nodes.document):
        if isinstance(node, nodes.section):
            sections.append(node)
        elif not isinstance(node, HOLDERS) or "checklist" in node.get("classes", []):
            return None
        node = node.parent
    return sections[-2] if len(sections) > 1 else (sections or [None])[-1]


def _cut(
    text: str, pattern: re.Pattern[str], terms: list[Term], seen: set[str]
) -> Iterator[nodes.Node]:
    """Yield the text with a link at each term that the section has not had."""
    start = 0
    for found in pattern.finditer(text):
        term = terms[int((found.lastgroup or "t0")[1:])]
        if term.name in seen:
            continue
        seen.add(term.name)
        if found.start() > start:
            yield nodes.Text(text[start : found.start()])
        yield term_link("", found[0], term=term)
        start = found.end()
    if start < len(text) or not text:
        yield nodes.Text(text[start:])


def visit_term(self: Any, node: term_link) -> None:
    """Write a link that carries the definition."""
    term: Term = node["term"]
    here: Place = place_of(self.builder)
    text = self.attval(f"{term.english}. {french_typography(term.definition)}")
    address = here.to_page(settings_of(self.builder.config).glossary, term.anchor)
    self.body.append(f'<a class="term" href="{address}" data-text="{text}">')


def depart_term(self: Any, node: term_link) -> None:
    """Close the link."""
    self.body.append("</a>")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive, the node and the transform."""
    app.add_directive("english-names", EnglishNames)
    app.add_node(term_link, html=(visit_term, depart_term))
    app.add_post_transform(LinkTerms)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
