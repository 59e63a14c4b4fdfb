"""Each figure saved twice, light and dark, when a script shows it.

matplotlib draws once, in SVG; the dark file is the same drawing with the ink and the grid in
their dark colours. What matplotlib says meanwhile is for the author, not for the reader of the
cell's output. Usage::

    saved = save_figure(figure, folder, "02_autograd-plot_x-courbe-1")
    saved.figure    # Figure(light='02_autograd-plot_x-courbe-1.svg', dark=…, width=640, …)
    saved.notices   # ["la police n'a pas : 汉字."]

Black is written in the course's ink, which has its dark form. Above ``HEAVY`` bytes, what has
many points becomes a picture inside the drawing. FigureError: a colour that one of the two
grounds hides, or a figure that stays too heavy.
"""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from ...base import wording
from ...language.numbers import french
from ...records.record import Figure
from .grounds import Fault, Papers
from .inks import Ink, inks_of
from .refusal import FigureError
from .style import DARK, INK, in_the_dark

CSS_PIXELS_PER_INCH = 80
HEAVY = 1_000_000  # bytes
MANY_POINTS = 500
BLACK = "#000000"
STILL_INK = "#1b2334"  # the ink, where it stays as it is in the dark: on a paper of its own
MISSING_GLYPH = re.compile(r"Glyph (\d+) .*missing from")


@dataclass
class Saved:
    """The files of a figure, and what its author is to know."""

    figure: Figure
    notices: list[str]


def save_figure(
    figure: Any, folder: Path, stem: str, size: tuple[float, float] | None = None
) -> Saved:
    """Save a figure in ``folder``, in ``size`` inches or in its own; it is left as it was."""
    if size:
        own = figure.get_size_inches().copy()
        figure.set_size_inches(*size)
        try:
            return save_figure(figure, folder, stem)
        finally:
            figure.set_size_inches(*own)
    with _heard() as said, Papers(figure) as papers, _drawing_of(figure) as drawing:
        drawing.card = papers.card
        light = drawing.draw()
        if len(light) > HEAVY and drawing.rasterise():
            light = drawing.draw()
        if len(light) > HEAVY:
            raise FigureError(
                wording.HEAVY_FIGURE.format(weight=french(len(light) / 1_000_000, ".1f"))
            )
        if repairs := list(_repairs(figure, papers)):
            drawing.paint(repairs)
            light = drawing.draw()
        dark = light if papers.card else drawing.in_the_dark(light)
    width, height = (round(inches * CSS_PIXELS_PER_INCH) for inches in figure.get_size_inches())
    result = Figure(f"{stem}.svg", f"{stem}-dark.svg", width, height, _label(figure))
    (folder / result.light).write_text(light, encoding="utf-8")
    (folder / result.dark).write_text(dark, encoding="utf-8")
    return Saved(result, list(_in_french(said)))


def _repairs(figure: Any, papers: Papers) -> Iterator[tuple[Ink, str]]:
    """Yield what is black and its colour of the course; refuse what nothing mends."""
    for ink in inks_of(figure):
        if fault := papers.fault(ink):
            wanted = {BLACK: [INK, STILL_INK], INK: [STILL_INK]}.get(ink.colour, [])
            mended = next((one for one in wanted if papers.is_mended(ink, one)), "")
            if not mended:
                raise FigureError(_sentence(fault), ink.colour)
            yield ink, mended


def _sentence(fault: Fault) -> str:
    artist = fault.ink.artist
    text = artist.get_text() if hasattr(artist, "get_bbox_patch") else ""
    part = wording.PART_TEXT.format(text=" ".join(text.split())[:40]) if text else wording.PART_LINE
    return wording.UNREADABLE_COLOUR.format(
        colour=fault.ink.colour, part=part, ground=wording.GROUNDS[fault.dark]
    )


class _Drawing:
    """A figure being drawn, and what was changed for that."""

    def __init__(self, figure: Any) -> None:
        self.figure, self.card = figure, ""
        self.resolution: dict[str, int] = {}
        self.undo: list[Callable[[], object]] = []

    def draw(self) -> str:
        """Return the figure as SVG."""
        buffer = io.StringIO()
        metadata = {"Date": None}
        colour = {"facecolor": self.card or "none"}
        self.figure.savefig(buffer, format="svg", metadata=metadata, **colour, **self.resolution)
        return buffer.getvalue()

    def paint(self, inks: list[tuple[Ink, str]]) -> None:
        """Give inks another colour."""
        for ink, colour in inks:
            ink.paint(colour)
            self.undo.append(ink.restore)

    def rasterise(self) -> bool:
        """Make a picture of what has many points, at twice the size that it is seen in."""
        before = len(self.undo)
        self.resolution = {"dpi": 2 * CSS_PIXELS_PER_INCH}
        for artist in self.figure.findobj(lambda one: _points(one) > MANY_POINTS):
            self.undo.append(partial(artist.set_rasterized, artist.get_rasterized()))
            artist.set_rasterized(True)
        return len(self.undo) > before

    def in_the_dark(self, light: str) -> str:
        """Return the dark drawing; what is a picture in it is drawn anew."""
        pictures = [
            (ink, in_the_dark(ink.colour))
            for ink in inks_of(self.figure)
            if ink.artist.get_rasterized() and ink.colour in DARK
        ]
        if pictures:
            self.paint(pictures)
            light = self.draw()
        for colour, dark in DARK.items():
            light = light.replace(colour, dark)
        return light


@contextmanager
def _drawing_of(figure: Any) -> Iterator[_Drawing]:
    """Draw with what the files need, whatever style the script took; undo what was changed."""
    from matplotlib import rc_context

    drawing = _Drawing(figure)
    with rc_context({"svg.hashsalt": "apprendre-pytorch", "svg.fonttype": "path"}):
        try:
            yield drawing
        finally:
            for undo in reversed(drawing.undo):
                undo()


def _points(artist: Any) -> int:
    """Count the points that an artist draws."""
    import numpy as np
    from matplotlib.collections import Collection
    from matplotlib.lines import Line2D

    if isinstance(artist, Line2D):
        return int(np.size(artist.get_xdata()))
    if isinstance(artist, Collection):
        corners = sum(np.size(path.vertices) // 2 for path in artist.get_paths())
        return int(max(corners, np.size(artist.get_offsets()) // 2))
    return 0


@contextmanager
def _heard() -> Iterator[list[str]]:
    """Keep what matplotlib warns of out of the script's output; yield the list of it."""
    said: list[str] = []
    logger, handler = logging.getLogger("matplotlib"), logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    handlers, propagate = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [handler], False
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            yield said
        finally:
            logger.handlers, logger.propagate = handlers, propagate
            said += [str(one.message) for one in caught]


def _in_french(said: list[str]) -> Iterator[str]:
    """Yield what was said, once; all glyphs that the font lacks in one sentence."""
    glyphs = [int(found[1]) for text in said if (found := MISSING_GLYPH.match(text))]
    if glyphs:
        yield wording.MISSING_GLYPHS.format(glyphs="".join(map(chr, dict.fromkeys(glyphs))))
    for text in dict.fromkeys(said):
        if not MISSING_GLYPH.match(text):
            yield wording.SAID_OF_FIGURE.format(text=" ".join(text.split()))


def _label(figure: Any) -> str:
    """Return what a figure calls itself: its label, or its first title."""
    titles = [figure.get_label(), figure.get_suptitle(), *(a.get_title() for a in figure.axes)]
    return " ".join(str(next((title for title in titles if title), "")).split())
