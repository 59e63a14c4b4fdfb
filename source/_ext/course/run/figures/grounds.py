"""What a text or a thin line of a figure is seen on, and whether it can be read there.

A figure lies on the page, light or dark, unless it has a ground of its own: a coloured
``facecolor`` makes it a card, the same in both. Axes, legends and boxes of text may have theirs.
Usage::

    with Papers(figure) as papers:      # white papers let the page through, meanwhile
        papers.card                     # '' or the colour of its own ground
        fault = papers.unreadable(ink)  # None, or Fault("#0000ff", "sombre", …)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from types import TracebackType
from typing import Any

from .inks import Ink, plain, shown
from .style import DARK_GROUND, GRID, LIGHT_GROUND, in_the_dark

LEGIBLE = 3.0  # what WCAG asks of large texts and of graphics
SOLID = 0.5  # opacity from which a paper hides what is behind
WHITE = "#ffffff"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG counts it."""
    dark, bright = sorted((_light(one), _light(other)))
    return (bright + 0.05) / (dark + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@dataclass(frozen=True)
class Fault:
    """A colour that is not read on a ground; ``dark`` tells which of the two pages."""

    ink: Ink
    dark: bool


class Papers:
    """The grounds of one figure, while it is saved."""

    def __init__(self, figure: Any) -> None:
        self.figure = figure
        coloured = any(_colour_of(axes.patch) not in ("", WHITE) for axes in figure.axes)
        own = _colour_of(figure.patch)
        self.card = own if own and (own != WHITE or coloured) else ""
        self.papers = self._papers()
        self._changed: list[tuple[Any, Any]] = []

    def __enter__(self) -> Papers:
        """Let the page be seen through white papers."""
        if not self.card:
            for paper in self.papers:
                if _colour_of(paper) == WHITE:
                    self._changed.append((paper, paper.get_facecolor()))
                    paper.set_facecolor("none")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the figure as the script made it."""
        for paper, colour in self._changed:
            paper.set_facecolor(colour)

    def _papers(self) -> list[Any]:
        from matplotlib.legend import Legend
        from matplotlib.table import Table

        found = [self.figure.patch, *(axes.patch for axes in self.figure.axes)]
        for artist in shown(self.figure):
            if isinstance(artist, Legend):
                found.append(artist.get_frame())
            elif isinstance(artist, Table):
                found += artist.get_celld().values()
        return found

    def fault(self, ink: Ink) -> Fault | None:
        """Return what keeps an ink from being read, None when nothing does."""
        behind = self._behind(ink.artist)
        is_hidden = ink.colour == behind and not hasattr(ink.artist, "get_bbox_patch")
        if is_hidden or ink.colour == GRID or ink.artist in self.papers:
            return None
        colours = (ink.colour, *ink.others)
        for dark in (False,) if self.card else (False, True):
            ground = behind or (DARK_GROUND if dark else LIGHT_GROUND)
            if dark:
                colours = tuple(map(in_the_dark, colours))
                ground = in_the_dark(ground)
            if all(contrast(colour, ground) < LEGIBLE for colour in colours):
                return None if self._is_over_a_picture(ink.artist) else Fault(ink, dark)
        return None

    def is_mended(self, ink: Ink, colour: str) -> bool:
        """Tell whether an ink would be read in another colour."""
        return self.fault(replace(ink, colour=colour, others=())) is None

    def _behind(self, artist: Any) -> str:
        """Return the paper that is right behind a part, an empty text for the page."""
        papers = [artist.get_bbox_patch()] if hasattr(artist, "get_bbox_patch") else []
        papers.append(self._in_legends.get(id(artist)))
        axes = getattr(artist, "axes", None)
        if axes is not None and self._is_inside(artist, axes):
            papers.append(axes.patch)
        colours = (_colour_of(paper) for paper in papers if paper is not None)
        return next(filter(None, colours), self.card)

    @cached_property
    def _in_legends(self) -> dict[int, Any]:
        """What legends hold, with their frames."""
        from matplotlib.legend import Legend

        legends = [one for one in shown(self.figure) if isinstance(one, Legend)]
        return {id(part): one.get_frame() for one in legends for part in one.findobj()}

    def _is_inside(self, artist: Any, axes: Any) -> bool:
        from matplotlib.lines import Line2D
        from matplotlib.spines import Spine
        from matplotlib.text import Text

        if isinstance(artist, Text):
            return bool(axes.bbox.contains(*_centre(artist)))
        is_tick = isinstance(artist, Line2D) and isinstance(artist.get_marker(), int)
        return not isinstance(artist, Spine) and not is_tick

    def _is_over_a_picture(self, artist: Any) -> bool:
        """Tell whether a part is seen on an image, or a text on a filled area."""
        from matplotlib.collections import Collection
        from matplotlib.lines import Line2D
        from matplotlib.patches import Patch
        from matplotlib.text import Text

        axes = getattr(artist, "axes", None)
        if axes is not None and self._is_inside(artist, axes) and _has_a_picture(axes):
            return True
        if not isinstance(artist, Text):
            return False
        centre = _centre(artist)
        for other in shown(self.figure):
            if isinstance(other, Patch):
                is_paper = other in self.papers or other is artist.get_bbox_patch()
                if not is_paper and _colour_of(other) and _holds(other.get_path(), other, centre):
                    return True
            elif isinstance(other, Line2D):
                radius = other.get_markersize() * self.figure.dpi / 144
                points = other.get_transform().transform(other.get_xydata())
                if other.get_marker() not in ("None", "", None) and _is_near(
                    points, centre, radius
                ):
                    return True
            elif isinstance(other, Collection) and _is_on_a_member(other, centre):
                return True
        return False


def _is_on_a_member(collection: Any, point: tuple[float, float]) -> bool:
    """Tell whether a point lies on a filled area or a mark of a collection."""
    from matplotlib.collections import LineCollection, PathCollection

    if isinstance(collection, LineCollection) or not any(map(plain, collection.get_facecolor())):
        return False
    if isinstance(collection, PathCollection):
        marks = collection.get_offset_transform().transform(collection.get_offsets())
        radius = max(collection.get_sizes(), default=0) ** 0.5 * collection.figure.dpi / 144
        return _is_near(marks, point, radius)
    return any(_holds(path, collection, point) for path in collection.get_paths())


def _holds(path: Any, artist: Any, point: tuple[float, float]) -> bool:
    return bool(path.contains_point(point, artist.get_transform()))


def _is_near(points: Any, point: tuple[float, float], radius: float) -> bool:
    return bool(len(points)) and bool((((points - point) ** 2).sum(axis=1) <= radius**2).any())


def _centre(text: Any) -> tuple[float, float]:
    box = text.get_window_extent()
    return ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)


def _has_a_picture(axes: Any) -> bool:
    """Tell whether axes hold an image, or areas coloured by a scale."""
    from matplotlib.collections import QuadMesh
    from matplotlib.contour import ContourSet

    def is_one(artist: Any) -> bool:
        if isinstance(artist, ContourSet):
            return bool(artist.filled)
        return isinstance(artist, QuadMesh)

    return bool(axes.images) or any(map(is_one, axes.collections))


def _colour_of(paper: Any) -> str:
    """Return the colour of a paper that hides what is behind, an empty text otherwise."""
    if not paper.get_visible() or not paper.get_fill():
        return ""
    colour = paper.get_facecolor()
    return plain(colour) if colour[3] >= SOLID else ""
