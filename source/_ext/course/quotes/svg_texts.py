"""Where the titles of a figure stand in the SVG that matplotlib wrote, and how small its texts are.

matplotlib draws texts as outlines, each in a group ``text_N`` that is moved and scaled: the
scale is a hundredth of the size. Axes are groups ``axes_N``, cut out by a rectangle. A title is
a text of axes above their rectangle, or one of the whole figure above them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
PLACED = re.compile(r"translate\(([-\d.e]+) ([-\d.e]+)\)\s*scale\(([-\d.e]+)")
MOVED = re.compile(r"translate\(([-\d.e]+)")
SIZED = re.compile(r'<g id="text_[^>]*>.*?scale\(([\d.]+) -', re.DOTALL)
WIDTH = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+)')
CLIP = re.compile(r"url\(#(.*?)\)")
UNITS = 100  # of a glyph, in the size of its text
LAST_GLYPH, ASCENT, DESCENT, MARGIN = 75, 1.05, 0.35, 3
LEGIBLE = 14  # pixels: 12 is the least that a telephone may ask of its reader


class Box(NamedTuple):
    """A box in percent of the figure."""

    left: float
    top: float
    right: float
    bottom: float


def legible_width(svg: str) -> int:
    """Return how many pixels wide a figure is when its smallest text is legible; 0 without text.

    >>> legible_width('<svg viewBox="0 0 700 300"><g id="text_1"><g transform="scale(0.1 -0.1)"/>')
    980
    """
    width, sizes = WIDTH.search(svg), SIZED.findall(svg)
    if width is None or not sizes:
        return 0
    return round(LEGIBLE * float(width[1]) / (UNITS * min(map(float, sizes))))


def titles_in(svg: str) -> list[Box]:
    """Return the boxes of the titles of a figure; none when the text is no figure of ours."""
    try:
        root = ElementTree.fromstring(svg)
        _, _, width, height = map(float, root.get("viewBox", "").split())
    except (ElementTree.ParseError, ValueError):
        return []
    clips = {
        one.get("id"): float(rect.get("y", 0))
        for one in root.iter(f"{SVG}clipPath")
        for rect in one.iter(f"{SVG}rect")
    }
    tops, boxes = [], []
    figure = root.find(f"{SVG}g[@id='figure_1']")
    if figure is None:
        return []
    for group in figure.iter(f"{SVG}g"):
        if group.get("id", "").startswith("axes_") and (top := _top(group, clips)) is not None:
            tops.append(top)
            boxes += [box for baseline, box in _texts(group) if baseline < top]
    if tops:
        boxes += [box for baseline, box in _texts(figure) if baseline < min(tops)]
    return [
        Box(
            max(0.0, round(100 * left / width, 2)),
            max(0.0, round(100 * top / height, 2)),
            min(100.0, round(100 * right / width, 2)),
            min(100.0, round(100 * bottom / height, 2)),
        )
        for left, top, right, bottom in boxes
    ]


def _top(axes: ElementTree.Element, clips: dict[str | None, float]) -> float | None:
    """Return where the rectangle of axes starts."""
    for element in axes.iter():
        if found := CLIP.search(element.get("clip-path", "")):
            return clips.get(found[1])
    return None


def _texts(group: ElementTree.Element) -> Iterator[tuple[float, Box]]:
    """Yield the baseline and the box of each horizontal text right inside a group."""
    for text in group.findall(f"{SVG}g"):
        if not text.get("id", "").startswith("text_"):
            continue
        for line in text.findall(f"{SVG}g"):
            if placed := PLACED.match(line.get("transform", "")):
                x, y, scale = map(float, placed.groups())
                moves = [MOVED.match(use.get("transform", "")) for use in line.iter(f"{SVG}use")]
                last = max((float(move[1]) for move in moves if move), default=0.0)
                size = scale * UNITS
                yield (
                    y,
                    Box(
                        x - MARGIN,
                        y - ASCENT * size,
                        x + (last + LAST_GLYPH) * scale + MARGIN,
                        y + DESCENT * size,
                    ),
                )
