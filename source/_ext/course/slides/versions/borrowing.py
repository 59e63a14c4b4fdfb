"""The copies of slides of another chapter.

A copy is of the tree as it was read, so that all that is done for slides is done to it: its
names are made this deck's own, what it cites comes with it, and links to what stays
in the other chapter lead to that chapter's deck.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ...base import wording
from ...base.addresses import DECK_BUILDER, PAGES, Place, chapter_name
from ...base.errors import CourseError, report
from ..plan import Slide
from .names import TakenDomain, note_names, rewrite_who_takes, slides_named
from .taken import SlideFrom, slide_from, taken_slide, taken_title

COPIED = "copied"  # of a deck's tree: by address in the other deck, the name of the copy


class TakeSlides(SphinxPostTransform):
    """Before the deck's other transforms: fill the places with copies."""

    builders: tuple[str, ...] = (DECK_BUILDER,)
    default_priority = 3

    def run(self, **kwargs: Any) -> None:
        """Fill each; what is wrong is said at its line."""
        times: Counter[str] = Counter()
        for node in list(self.document.findall(slide_from)):
            try:
                if not isinstance(node.parent, nodes.section):
                    parent = node.parent.tagname.replace("_", " ")
                    raise CourseError(wording.MISPLACED_TAKEN.format(parent=parent))
                docname, slides, tree = slides_named(self.env, node["name"])
            except CourseError as error:
                report(error, node)
                node.parent.remove(node)
                continue
            times[docname] += 1
            self.fill(node, docname, slides, tree, times[docname])

    def fill(
        self, node: slide_from, docname: str, slides: list[Slide], tree: nodes.document, times: int
    ) -> None:
        """Put the copies into the place, and what they cite."""
        prefix = nodes.make_id(f"de-{chapter_name(self.config, docname)}")
        prefix += f"-{times}" if times > 1 else ""
        copies: list[nodes.Element] = [_copy(slide, prefix) for slide in slides]
        copies += [note.deepcopy() for note in _cited(copies, tree)]
        address = posixpath.relpath(f"{docname}.html", posixpath.dirname(self.here))
        copied = _make_own(copies, prefix, address, self.here)
        kept = self.document.setdefault(COPIED, {})
        kept |= {f"{address}#{name}": f"{prefix}-{name}" for name in copied}
        node += copies

    @property
    def here(self) -> str:
        """The document that is written."""
        return str(self.env.current_document.docname)


class LinkToTaken(TakeSlides):
    """On pages: a line that leads to the section."""

    builders = ("html",)

    def fill(
        self, node: slide_from, docname: str, slides: list[Slide], tree: nodes.document, times: int
    ) -> None:
        """Put the line in the place."""
        section = slides[0].section
        words = [child.deepcopy() for child in slides[0].title or nodes.title("", docname)]
        uri = Place(PAGES, self.here).to_page(docname, section["ids"][0])
        line = nodes.paragraph("", wording.TAKEN_BEFORE, classes=["taken"])
        line += nodes.reference("", "", *words, refuri=uri, internal=True)
        chapter = self.env.titles[docname].astext()
        line += nodes.Text(wording.TAKEN_AFTER.format(chapter=chapter))
        node.replace_self(line)


def _copy(slide: Slide, prefix: str) -> taken_slide:
    start: Any = slide.mark or slide.title or slide.section
    copy = taken_slide(
        "", id=f"{prefix}-{slide.id}", options=dict(slide.options), running=slide.running
    )
    copy.source, copy.line = start.source, start.line
    copy += taken_title("", "", *(child.deepcopy() for child in slide.title or ()))
    copy += [part.deepcopy() for part in slide.content]
    return copy


def _cited(copies: Iterable[nodes.Element], tree: nodes.document) -> list[nodes.Element]:
    """Return the footnotes and citations that the copies call."""
    called = {
        node["refid"]
        for copy in copies
        for node in copy.findall(nodes.Element)
        if isinstance(node, nodes.footnote_reference | nodes.reference) and "refid" in node
    }
    notes = tree.findall(lambda node: isinstance(node, nodes.footnote | nodes.citation))
    return [note for note in notes if called.intersection(note["ids"])]


def _make_own(copies: list[nodes.Element], prefix: str, address: str, here: str) -> set[str]:
    """Give what is copied names of its own; links follow, or lead to the other deck.

    Return the names as they were.
    """
    parts = [node for copy in copies for node in copy.findall(nodes.Element)]
    copied = {name for node in parts for name in node["ids"]}
    for node in parts:
        node["ids"] = [f"{prefix}-{name}" for name in node["ids"]]
        node["names"] = []
        if isinstance(node, addnodes.pending_xref) and "refdoc" in node:
            node["refdoc"] = here
        if "refid" in node:
            aim = node["refid"]
            if aim in copied:
                node["refid"] = f"{prefix}-{aim}"
            else:
                del node["refid"]
                if isinstance(node, nodes.reference):
                    node["refuri"], node["internal"] = f"{address}#{aim}", True
    return copied


class FollowCopies(SphinxPostTransform):
    """Once links are resolved and slides cut (10): those of copies lead to copies."""

    builders = (DECK_BUILDER,)
    default_priority = 14

    def run(self, **kwargs: Any) -> None:
        """Look at the slides that are taken."""
        copied = self.document.get(COPIED, {})
        for slide in self.document.children if copied else ():
            if isinstance(slide, nodes.Element) and slide.get("taken"):
                for link in slide.findall(nodes.reference):
                    if name := copied.get(link.get("refuri")):
                        del link["refuri"]
                        link["refid"] = name


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive, its nodes and what fills them."""
    app.add_domain(TakenDomain)
    app.add_directive("slidefrom", SlideFrom)
    for node in (slide_from, taken_slide, taken_title):
        app.add_node(node)
    app.add_post_transform(TakeSlides)
    app.add_post_transform(LinkToTaken)
    app.add_post_transform(FollowCopies)
    app.connect("doctree-read", note_names)
    app.connect("env-get-updated", rewrite_who_takes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
