"""The French–English glossary: one source, read by the page and the chapters.

``glossaire.rst`` holds Sphinx's own ``glossary``; each definition starts with
the English name. Its terms are noted when it is read, from the tree that Sphinx
makes of it. The English index comes from them, above the terms::

    .. english-names::

Nothing to write in chapters: the first time that a section uses a term, the
word leads to the glossary and shows its definition (``browser/glossary.js``).
Titles, links, code, boxes to tick and questions are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..base import wording
from ..base.addresses import Place, is_chapter, place_of
from ..base.directive import CourseDirective
from ..base.settings import settings_of
from ..base.state import WAITS
from .typography import french_typography

TERMS = "course-terms"  # among the page's metadata
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
    """A term of the course, its English name, its definition, and its id on the page."""

    name: str
    english: str
    definition: str
    anchor: str


def read_terms(document: nodes.document) -> list[Term]:
    """Return the terms of the glossaries of a document that start with an English name."""
    return [
        term
        for glossary in document.findall(addnodes.glossary)
        for item in glossary.findall(nodes.definition_list_item)
        for term in _terms_of_item(item)
    ]


def _terms_of_item(item: nodes.definition_list_item) -> Iterator[Term]:
    definition = next(iter(item.findall(nodes.definition)), nodes.definition())
    english = next(iter(definition.findall(nodes.emphasis)), None)
    text = re.sub(r"[ \n]+", " ", definition.astext())  # no-break spaces stay
    if english is not None and text.startswith(f"{english.astext()}."):
        meaning = text.removeprefix(f"{english.astext()}.").strip()
        for term in item.findall(nodes.term):
            yield Term(term.astext(), english.astext(), meaning, term["ids"][0])


def note_terms(app: Sphinx, document: nodes.document) -> None:
    """Keep the terms of the glossary's page for those that use them."""
    page = settings_of(app.config).glossary
    if app.env.current_document.docname == page:
        app.env.metadata[page][TERMS] = read_terms(document)


def terms_of(env: BuildEnvironment) -> list[Term]:
    """Return the terms of the course, [] when it has no glossary."""
    page = settings_of(env.config).glossary
    found: list[Term] = env.metadata.get(page, {}).get(TERMS, [])
    return found


def names_of(env: BuildEnvironment) -> tuple[str, ...]:
    """Return their names, in the same order."""
    return tuple(term.name for term in terms_of(env))


def pattern_of(name: str) -> str:
    """Return the pattern of a term in prose: its plural too, any space or apostrophe."""
    words = [
        re.sub("['’]", "['’]", re.escape(word)) + ("" if word in ("de", "des", "par") else "s?")
        for word in name.split()
    ]
    return r"\s+".join(words)


class term_link(nodes.General, nodes.TextElement):  # noqa: N801
    """A word of a chapter that the glossary defines; ``term`` is a Term."""


class english_names(nodes.General, nodes.Element):  # noqa: N801
    """Where the English names go."""


class EnglishNames(CourseDirective):
    """List the English names, each with its French term."""

    has_content = False

    def build(self) -> Sequence[nodes.Node]:
        """Return the place of the list: the terms come after."""
        return [english_names()]


class ListEnglishNames(SphinxPostTransform):
    """Write the list of the English names in its place."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Sort the terms by their English names."""
        for place in list(self.document.findall(english_names)):
            items = nodes.bullet_list(classes=["english-names"])
            for term in sorted(terms_of(self.env), key=lambda term: term.english.lower()):
                reference = nodes.reference("", term.name, refid=term.anchor, internal=True)
                english = nodes.emphasis("", term.english, classes=[IN_ENGLISH])
                line = nodes.paragraph("", "", english, nodes.Text("\u00a0: "), reference)
                items += nodes.list_item("", line)
            place.replace_self([nodes.rubric("", french_typography(wording.FROM_ENGLISH)), items])


class LinkTerms(SphinxPostTransform):
    """Link the first use of each term in each section of a chapter."""

    builders = ("html",)
    default_priority = 40

    def run(self, **kwargs: Any) -> None:
        """Go through the chapter in order."""
        docname = self.env.current_document.docname
        terms = terms_of(self.env)
        if docname == settings_of(self.config).glossary:
            for definition in self.document.findall(nodes.definition):
                for english in list(definition.findall(nodes.emphasis))[:1]:
                    english["classes"].append(IN_ENGLISH)
        if not is_chapter(self.config, docname) or not terms:
            return
        by_text = any_of(names_of(self.env))
        seen: dict[nodes.Node, set[str]] = {}
        for text in list(self.document.findall(nodes.Text)):
            section = _section_of(text)
            if section is None:
                continue
            pieces = list(_cut(str(text), by_text, terms, seen.setdefault(section, set())))
            if len(pieces) > 1 or not isinstance(pieces[0], nodes.Text):
                text.parent.replace(text, pieces)


@cache
def any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the linked ones, the longest first; a group is named by its rank."""
    linked = [(n, name) for n, name in enumerate(names) if name not in NOT_LINKED]
    linked.sort(key=lambda one: -len(one[1]))
    found = "|".join(f"(?P<t{n}>{pattern_of(name)})" for n, name in linked)
    return re.compile(rf"\b(?:{found})\b", re.IGNORECASE)


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
    text = self.attval(f"{term.english}. {term.definition}")
    address = here.to_page(settings_of(self.builder.config).glossary, term.anchor)
    self.body.append(f'<a class="term" href="{address}" data-text="{text}">')


def depart_term(self: Any, node: term_link) -> None:
    """Close the link."""
    self.body.append("</a>")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive, the node and the transform."""
    app.setup_extension("course.base.state")
    app.add_directive("english-names", EnglishNames)
    app.add_node(english_names)
    app.add_node(term_link, html=(visit_term, depart_term))
    app.add_post_transform(ListEnglishNames)
    app.add_post_transform(LinkTerms)
    app.connect("doctree-read", note_terms)
    app.connect(WAITS, lambda app: any_of(names_of(app.env)))
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
