"""The plan of a document's slides, which pages and decks share.

One ``Slide`` for each slide, in reading order, with a stable id, its title and
what it shows. Usage::

    for slide in plan_slides(doctree):
        slide.id, slide.title, slide.content
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from docutils import nodes
from sphinx.addnodes import index

from ..base import wording
from .visibility import speaker_notes, textonly

DEEPEST_TITLE = 3
# Shown on slides by no one: a section holding only these gives no slide.
SILENT = (textonly, speaker_notes, nodes.comment, nodes.target, index, nodes.system_message)


def is_cited_note(node: nodes.Node) -> bool:
    """Tell whether a node is a footnote that something cites: its slides show it, not its place."""
    return isinstance(node, nodes.footnote) and bool(node["backrefs"])


def is_silent(node: nodes.Node) -> bool:
    """Tell whether a node shows nothing on a slide where it stands."""
    return isinstance(node, SILENT) or is_cited_note(node)


def is_pause(options: dict[str, Any]) -> bool:
    """Tell whether a mark makes a slide by itself, whatever follows it."""
    return options.get("layout") == "pause"


def heading_of(section: nodes.Element) -> nodes.rubric:
    """Return the title of a section as a heading of the slide that it stands on."""
    title = next(iter(section.findall(nodes.title)))
    heading = [child.deepcopy() for child in title.children]
    return nodes.rubric("", "", *heading, ids=list(section["ids"]))


class slide_mark(nodes.General, nodes.Element):  # noqa: N801
    """Where a slide starts; ``options`` are those of the directive."""


@dataclass
class Slide:
    """One slide of the plan."""

    id: str
    section: nodes.Element
    title: nodes.title | None
    running: bool
    options: dict[str, Any] = field(default_factory=dict)
    content: list[nodes.Node] = field(default_factory=list)
    mark: slide_mark | None = None
    level: int = 1
    is_marked: bool = True
    is_taken: bool = False  # from another chapter

    @property
    def is_shown(self) -> bool:
        """Whether anything but a repeated title would stand on the slide."""
        if self.running and ("title" in self.options or is_pause(self.options)):
            return True
        return any(not is_silent(node) for node in self.content)

    @property
    def title_text(self) -> str:
        """The slide's title as plain text."""
        if "title" in self.options:
            return str(self.options["title"])
        if is_pause(self.options):
            return wording.PAUSE
        return self.title.astext() if self.title else ""


def plan_slides(document: nodes.document, everything: bool = False) -> list[Slide]:
    """Return the slides of a document, in order; ids are those of its sections.

    ``everything`` keeps the titles and marks that show nothing on a slide.
    """
    if document.get("slides") == "marked":
        marked = _MarkedPlanner()
        marked.walk(document, 0)
        return [slide for slide in marked.slides if everything or slide.is_marked]
    return [
        slide
        for slide in _planned(document).slides
        if everything or slide.is_shown or (slide.level == 1 and not slide.running)
    ]


def empty_marks(document: nodes.document) -> list[slide_mark]:
    """Return the marks that start a slide with nothing on it."""
    if document.get("slides") == "marked":
        return []
    planner = _planned(document)
    marks = [*planner.unused, planner.pending]
    marks += [slide.mark for slide in planner.slides if not slide.is_shown]
    return [mark for mark in marks if mark is not None]


def _planned(document: nodes.document) -> _Planner:
    planner = _Planner()
    for child in document.children:
        if isinstance(child, nodes.section):
            planner.section(child, 1)
    return planner


class _Planner:
    """Walks the sections once, in reading order."""

    def __init__(self) -> None:
        self.slides: list[Slide] = []
        self.unused: list[slide_mark | None] = []
        self.pending: slide_mark | None = None

    def section(self, section: nodes.section, level: int) -> None:
        title = next(iter(section.findall(nodes.title)), None)
        mark, self.pending = self.pending, None
        options = dict(mark["options"]) if mark else {}
        opening = Slide(section["ids"][0], section, title, False, options, level=level)
        self.slides.append(opening)
        self._fill(section, opening)

    def _fill(self, holder: nodes.Element, opening: Slide) -> None:
        """Put what the section, or one in it too deep for slides, holds on its slides."""
        for child in holder.children:
            if isinstance(child, nodes.title):
                continue
            if isinstance(child, slide_mark):
                self._meet(child)
            elif isinstance(child, nodes.section) and opening.level < DEEPEST_TITLE:
                self.section(child, opening.level + 1)
            elif isinstance(child, nodes.section) and any(child.findall(slide_mark)):
                self._put(heading_of(child), opening)
                self._fill(child, opening)
            else:
                self._put(child, opening)

    def _put(self, child: nodes.Node, opening: Slide) -> None:
        """Put a node on the last slide, or on the one that waits for something to show."""
        if self.pending is not None and not isinstance(child, nodes.target):
            marked = [one for one in self.slides if one.section is opening.section and one.mark]
            rank = 2 + sum(not is_pause(one.options) for one in marked)
            self._continue(opening, f"{opening.id}--{rank}")
        self.slides[-1].content.append(child)

    def _meet(self, mark: slide_mark) -> None:
        """A mark right under a title describes the title's slide; a pause is one of its own."""
        current = self.slides[-1]
        if is_pause(mark["options"]):
            self.unused.append(self.pending)
            self.pending = mark
            rank = sum(is_pause(slide.options) for slide in self.slides) + 1
            self._continue(current, f"pause-{rank}")
            return
        if current.running or current.is_shown or current.options:
            self.unused.append(self.pending)
            self.pending = mark
        else:
            current.options = dict(mark["options"])

    def _continue(self, before: Slide, anchor: str) -> None:
        mark, self.pending = self.pending, None
        assert mark is not None
        section, level, options = before.section, before.level, dict(mark["options"])
        slide = Slide(anchor, section, before.title, True, options, mark=mark, level=level)
        if "title" in slide.options:
            named = f"{section['ids'][0]}--{nodes.make_id(slide.options['title'])}"
            if named not in {other.id for other in self.slides}:
                slide.id = named
        self.slides.append(slide)


class _MarkedPlanner:
    """One slide a mark; other titles are headings of the slide they stand on."""

    def __init__(self) -> None:
        self.slides: list[Slide] = []
        self.current: Slide | None = None
        self.pending: slide_mark | None = None
        self.counts: dict[str, int] = {}

    def walk(self, holder: nodes.Element, level: int) -> None:
        """Read the children of a section, or of the document."""
        title = next((c for c in holder.children if isinstance(c, nodes.title)), None)
        if title is not None:
            self._title(holder, title, level)
        for child in holder.children:
            if isinstance(child, slide_mark):
                self._go_on(holder, title, level)
                self.pending = child
            elif isinstance(child, nodes.section):
                self.walk(child, level + 1)
            elif child is not title and not isinstance(child, nodes.target):
                if is_silent(child):
                    self._keep(child)
                    continue
                self._go_on(holder, title, level)
                self._keep(child)
        if level <= 1:
            self._go_on(holder, title, level)

    def _keep(self, child: nodes.Node) -> None:
        if self.current:
            self.current.content.append(child)

    def _title(self, section: nodes.Element, title: nodes.title, level: int) -> None:
        """A title right after a mark is its slide's; another is a heading."""
        slide = Slide(section["ids"][0], section, title, False, level=level)
        self.slides.append(slide)
        if self.pending:
            slide.options, self.pending = dict(self.pending["options"]), None
            self.current = slide
            return
        slide.is_marked = False
        if self.current:
            self._keep(heading_of(section))

    def _go_on(self, holder: nodes.Element, title: nodes.title | None, level: int) -> None:
        """Start the slide of a mark that no title follows."""
        mark, self.pending = self.pending, None
        if mark is None:
            return
        if title is None and level == 0:
            holder = next(iter(holder.findall(nodes.section)), holder)
            title = next(iter(holder.findall(nodes.title)), None)
        section = (holder["ids"] or ["diapositive"])[0]
        self.counts[section] = self.counts.get(section, 1) + 1
        anchor = f"{section}--{self.counts[section]}"
        options = dict(mark["options"])
        self.current = Slide(anchor, holder, title, True, options, mark=mark, level=level)
        self.slides.append(self.current)


def is_within(node: nodes.Node | None, around: Sequence[nodes.Node]) -> bool:
    """Tell whether a node is one of these, or inside one."""
    while node is not None and not any(node is one for one in around):
        node = node.parent
    return node is not None
