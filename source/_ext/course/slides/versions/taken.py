"""Slides taken from another chapter by their name, in this deck; the page links to them.

Usage, between two blocks::

    .. slidefrom:: 01-tenseurs#les-formes

The name is that of the slide in the address of its deck (``01-tenseurs.html#/les-formes``), or a
label (``.. _formes:``). A section brings all its slides, notes and minutes included; the
name of a slide that goes on brings that one. Under a title alone, the first has that title and
its notes; notes that follow are added to the last. They are what the other chapter says now: an
edit there changes this deck. Its equations keep the numbers of their chapter.

``slidefrom`` is filled before the deck's other transforms (``borrowing.py``), which treat
the copies as the chapter's own; ``with_taken`` makes slides of them when the deck is cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from docutils import nodes

from ..audience import ForSome
from ..plan import Slide, is_pause, is_silent, slide_mark


class slide_from(nodes.General, nodes.Element):  # noqa: N801
    """Where slides come in; ``name`` is theirs, as written. It holds ``taken_slide`` nodes."""


class taken_slide(nodes.General, nodes.Element):  # noqa: N801
    """A copy of one slide: its ``id``, ``options``, ``running``; a ``taken_title``, its content."""


class taken_title(nodes.title):  # noqa: N801
    """The title of a copy."""


class SlideFrom(ForSome):
    """Take slides from another chapter."""

    required_arguments = 1
    has_content = False

    def show(self) -> Sequence[nodes.Node]:
        """Return the place; other chapters may not be read yet."""
        node = slide_from("", name=self.arguments[0].strip())
        self.set_source_info(node)
        return [node]


def with_taken(slides: Iterable[Slide]) -> Iterator[Slide]:
    """Yield the slides of a deck, those that are taken in their place."""
    for slide in slides:
        own, *places = _cut(slide)
        if not places:
            yield slide
            continue
        taken = [_as_slide(copy, slide) for place, _ in places for copy in _copies(place)]
        slide.content = own
        shows = is_pause(slide.options) or not all(map(is_silent, own))
        if taken and not shows and (slide.running or slide.level > 1):
            taken[0] = _in_place_of(slide, taken[0])
        elif slide.is_shown or (slide.level == 1 and not slide.running):
            yield slide
        rank = 0
        for number, (place, after) in enumerate(places, start=1):
            count = len(_copies(place))
            said, rest = _said_first(after)
            here = taken[rank : rank + count]
            rank += count
            if here:
                here[-1].content += said
            yield from here
            follower = replace(slide, id=f"{slide.id}--apres-{number}", running=True, options={})
            follower.content = rest if here else [*said, *rest]
            if follower.is_shown:
                yield follower


def _cut(slide: Slide) -> list[Any]:
    """Return what comes before the first place, then each place with what follows it."""
    parts: list[Any] = [[]]
    for node in slide.content:
        if isinstance(node, slide_from):
            parts.append((node, []))
        else:
            (parts[-1] if len(parts) == 1 else parts[-1][1]).append(node)
    return parts


def _copies(place: nodes.Element) -> list[taken_slide]:
    return [child for child in place.children if isinstance(child, taken_slide)]


def _said_first(content: list[nodes.Node]) -> tuple[list[nodes.Node], list[nodes.Node]]:
    """Return the notes with which it starts, then the rest."""
    count = next((rank for rank, node in enumerate(content) if not is_silent(node)), len(content))
    return content[:count], content[count:]


def _as_slide(copy: taken_slide, holder: Slide) -> Slide:
    """Return the slide of a copy: a section by itself, whose page is that of its holder."""
    title, *content = copy.children
    assert isinstance(title, taken_title)
    mark = slide_mark("", options={})
    mark.source, mark.line = copy.source, copy.line
    options = {**copy["options"], "page": (holder.section["ids"] or [holder.id])[0]}
    section = nodes.section("", ids=[copy["id"]])
    return Slide(
        copy["id"], section, title, copy["running"], options, content, mark, level=3, is_taken=True
    )


def _in_place_of(slide: Slide, taken: Slide) -> Slide:
    """Return the copy that has the name of a slide which shows nothing else, notes and title."""
    options = {**taken.options, **slide.options, "page": slide.id}
    content = [*taken.content, *slide.content]
    if slide.running:  # a mark: the page leads to it, and says no title
        return replace(taken, id=slide.id, options=options, content=content)
    if "title" not in slide.options:
        options.pop("title", None)
    return replace(slide, options=options, content=content, is_taken=True)
