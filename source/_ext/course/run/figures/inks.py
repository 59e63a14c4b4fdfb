"""The colours of a figure's texts and thin lines, and what each is made with.

A figure is drawn once and shown on light and on dark (``saved.py``). Its inks are the colours
of what is read by its outline: texts, lines, ticks, frames, points, arrows. Images and filled
areas are none: they are seen against their neighbours. Usage::

    for ink in inks_of(figure):
        ink.colour                  # '#000000'
        ink.paint("#1b2333")
        ink.restore()               # as the script had it
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

NOTHING = (None, "None", "none", " ", "")


@dataclass(frozen=True)
class Ink:
    """The colour of a part of a figure; ``others`` are colours that help to see that part."""

    artist: Any
    colour: str
    paint: Callable[[str], object]
    restore: Callable[[], object]
    others: tuple[str, ...] = ()


def plain(colour: Any) -> str:
    """Return a colour as ``#rrggbb``, or an empty text for none: opacity does not count."""
    from matplotlib.colors import to_hex, to_rgba

    try:
        rgba = to_rgba(colour)
    except (ValueError, TypeError):
        return ""
    return to_hex(rgba) if rgba[3] else ""


def shown(artist: Any) -> Iterator[Any]:
    """Yield the visible artists of a figure; ``axis("off")`` hides those of the axes."""
    from matplotlib.axis import Axis
    from matplotlib.spines import Spine

    if artist.get_visible():
        yield artist
        if getattr(artist, "arrow_patch", None):  # an annotation does not count it as a child
            yield artist.arrow_patch
        for child in artist.get_children():
            if getattr(artist, "axison", True) or not isinstance(child, Axis | Spine):
                yield from shown(child)


def inks_of(figure: Any) -> Iterator[Ink]:
    """Yield what has an outline to be read; an outline of another colour is its author's care."""
    grids = _grids(figure)
    for artist in shown(figure):
        if id(artist) not in grids and not artist.get_path_effects():
            yield from _inks(artist)


def _grids(figure: Any) -> set[int]:
    """Return the lines of the grids, which are to be guessed more than seen."""
    found: set[int] = set()
    for axes in figure.axes:
        for name in ("xaxis", "yaxis", "zaxis"):
            axis = getattr(axes, name, None)
            if axis is not None:
                found.update(id(line) for line in axis.get_gridlines())
                found.add(id(getattr(axis, "gridlines", None)))  # in three dimensions
    return found


def _inks(artist: Any) -> Iterator[Ink]:
    from matplotlib.collections import Collection
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch
    from matplotlib.text import Text

    if isinstance(artist, Text) and artist.get_text().strip():
        yield from _ink(artist, artist.get_color(), artist.set_color)
    elif isinstance(artist, Line2D):
        yield from _of_line(artist)
    elif isinstance(artist, Collection):
        yield from _of_collection(artist)
    elif isinstance(artist, Patch):
        yield from _of_patch(artist)


def _ink(artist: Any, colour: Any, paint: Callable[[Any], object], *others: Any) -> Iterator[Ink]:
    from matplotlib.colors import to_rgba

    if name := plain(colour):
        opacity = to_rgba(colour)[3]
        yield Ink(
            artist,
            name,
            lambda new: paint(new if opacity == 1 else (*to_rgba(new)[:3], opacity)),
            lambda: paint(colour),
            tuple(filter(None, map(plain, others))),
        )


def _of_line(line: Any) -> Iterator[Ink]:
    if line.get_linestyle() not in NOTHING and line.get_linewidth():
        yield from _ink(line, line.get_color(), line.set_color)
    if line.get_marker() not in NOTHING:
        edge, face = line.get_markeredgecolor(), line.get_markerfacecolor()
        yield from _ink(line, edge, line.set_markeredgecolor, face)
        yield from _ink(line, face, line.set_markerfacecolor, edge)


def _of_patch(patch: Any) -> Iterator[Ink]:
    """Yield the outline of what is not filled, and arrows."""
    from matplotlib.patches import FancyArrow, FancyArrowPatch
    from matplotlib.spines import Spine

    face, edge = patch.get_facecolor(), patch.get_edgecolor()
    if isinstance(patch, FancyArrow):
        yield from _ink(patch, face, patch.set_facecolor)
    elif patch.get_linewidth() and patch.get_linestyle() not in NOTHING:
        if isinstance(patch, FancyArrowPatch):
            yield from _ink(patch, edge, patch.set_edgecolor, face)
            yield from _ink(patch, face, patch.set_facecolor, edge)
        elif isinstance(patch, Spine) or not plain(face):
            yield from _ink(patch, edge, patch.set_edgecolor)


def _of_collection(collection: Any) -> Iterator[Ink]:
    """Yield the colours of lines, points, contours and arrows that no scale of colours gives."""
    from matplotlib.collections import LineCollection, PathCollection
    from matplotlib.contour import ContourSet
    from matplotlib.quiver import Quiver

    if isinstance(collection, ContourSet):
        if not collection.filled and collection.colors is not None:
            yield from _of_members(collection, "edgecolor")
    elif collection.get_array() is not None:
        return
    elif isinstance(collection, LineCollection):
        yield from _of_members(collection, "edgecolor")
    elif isinstance(collection, PathCollection | Quiver):
        faces, edges = collection.get_facecolor(), collection.get_edgecolor()
        yield from _of_members(collection, "facecolor", edges)
        yield from _of_members(collection, "edgecolor", faces)


def _of_members(collection: Any, which: str, others: Any = ()) -> Iterator[Ink]:
    """Yield each colour that members of a collection have."""
    from matplotlib.colors import to_rgba

    original, array = getattr(collection, f"get_{which}")(), collection.get_array()
    paint = getattr(collection, f"set_{which}")

    def restore() -> None:
        collection.set_array(array)
        paint(original)

    for colour in sorted({plain(one) for one in original} - {""}):
        painted = {colour}

        def repaint(new: str, painted: set[str] = painted) -> None:
            collection.set_array(None)  # a contour's: its colours stay as they are
            now = getattr(collection, f"get_{which}")()
            paint([(*to_rgba(new)[:3], c[3]) if plain(c) in painted else c for c in now])
            painted.add(new)

        helping = tuple({plain(one) for one in others} - {""}) if len(others) == 1 else ()
        yield Ink(collection, colour, repaint, restore, helping)
