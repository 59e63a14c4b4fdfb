"""Seconds by number of chapters, as a drawing in the page: ``plot(results, "cold")``.

Both axes are logarithmic. The drawing takes the colours of the page, light or dark,
and no tool is told by its colour alone: each has its dashes, its mark and its name.
"""

from __future__ import annotations

from html import escape
from math import log10

from .plan import WORDS
from .results import Results

PLOTS = {
    "cold": "Construction à froid",
    "word": "Construction après le changement d’un mot",
}
WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 60, 200, 40, 50
LINES = {
    "course": ("", "circle"),
    "stack": ("8 4", "square"),
    "myst-nb": ("2 4", "diamond"),
    "mkdocs-gallery": ("10 3 2 3", "triangle"),
    "nbconvert": ("4 4", "cross"),
}
SHORT = {"course": "ce projet", "stack": "Sphinx et extensions"}
TICKS = [value * 10**power for power in range(-2, 5) for value in (1, 2, 5)]
Point = tuple[float, float]


def series(results: Results, operation: str) -> dict[str, list[Point]]:
    """Return chapters and seconds of each tool, for all that it makes."""
    found: dict[str, list[Point]] = {}
    for tool in results.tools():
        for course in results.courses():
            for target in ("both", "pages"):
                measure = results.find((course, tool, target, operation))
                if measure:
                    found.setdefault(tool, []).append((measure.chapters, measure.median()))
                    break
    return found


def plot(results: Results, operation: str) -> str:
    """Return the drawing."""
    lines = series(results, operation)
    points = [point for line in lines.values() for point in line]
    if not points:
        return ""
    across = Axis([x for x, _ in points], LEFT, WIDTH - RIGHT)
    times = [y for _, y in points]
    low = max(tick for tick in TICKS if tick <= min(times))
    high = min(tick for tick in TICKS if tick >= max(times))
    up = Axis([low, high], HEIGHT - BOTTOM, TOP)
    title = f"{PLOTS[operation]}, en secondes"
    parts = [_text(LEFT, 20, title, "start", ' font-weight="600"')]
    sizes = sorted({int(x) for x, _ in points})
    for size in sizes:
        parts.append(_text(across.at(size), HEIGHT - BOTTOM + 20, str(size), "middle"))
    parts.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, "chapitres", "middle"))
    for tick in up.ticks():
        y = up.at(tick)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" opacity=".2"/>')
        parts.append(_text(LEFT - 8, y + 4, f"{tick:g}".replace(".", ","), "end"))
    labels = _apart({tool: up.at(line[-1][1]) for tool, line in lines.items()})
    for tool, line in lines.items():
        dashes, mark = LINES[tool]
        drawn = [(across.at(x), up.at(y)) for x, y in line]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in drawn)
        width = 3 if tool == "course" else 1.5
        parts.append(f'<path d="M{path}" stroke-width="{width}" stroke-dasharray="{dashes}"/>')
        parts += [_mark(mark, x, y) for x, y in drawn]
        x = drawn[-1][0]
        parts.append(_mark(mark, x + 16, labels[tool]))
        weight = ' font-weight="600"' if tool == "course" else ""
        parts.append(_text(x + 26, labels[tool] + 4, SHORT.get(tool, tool), "start", weight))
    return (
        f'<svg class="bench-plot" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(alternative(lines, operation))}" width="100%" '
        'fill="none" stroke="currentColor" font-size="14">\n' + "\n".join(parts) + "\n</svg>\n"
    )


def alternative(lines: dict[str, list[Point]], operation: str) -> str:
    """Return what one sees, in words."""
    said = []
    for tool, line in lines.items():
        ends = [f"{y:.1f} s à {x:g} chapitres".replace(".", ",") for x, y in (line[0], line[-1])]
        said.append(f"{WORDS.get(tool, tool)}, de {ends[0]} à {ends[1]}")
    return f"{PLOTS[operation]} : {' ; '.join(said)}."


class Axis:
    """A logarithmic axis, from ``start`` to ``end`` on the drawing."""

    def __init__(self, values: list[float], start: float, end: float) -> None:
        self.low, self.high = min(values), max(values)
        self.start, self.end = start, end

    def at(self, value: float) -> float:
        """Return where a value is drawn."""
        span = log10(self.high / self.low) or 1.0
        return self.start + (self.end - self.start) * log10(value / self.low) / span

    def ticks(self) -> list[float]:
        """Return round values."""
        return [tick for tick in TICKS if self.low * 0.99 <= tick <= self.high * 1.01]


def _apart(wanted: dict[str, float], gap: float = 20.0) -> dict[str, float]:
    """Move labels so that none is over another."""
    placed: dict[str, float] = {}
    floor = 0.0
    for name in sorted(wanted, key=lambda one: wanted[one]):
        placed[name] = max(wanted[name], floor)
        floor = placed[name] + gap
    return placed


def _text(x: float, y: float, text: str, anchor: str, more: str = "") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} stroke="none" fill="currentColor"{more}>{escape(text)}</text>'


def _mark(kind: str, x: float, y: float) -> str:
    filled = 'fill="currentColor"'
    if kind == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" {filled}/>'
    shapes = {
        "square": "m-4-4h8v8h-8z",
        "diamond": "m0-5 5 5-5 5-5-5z",
        "triangle": "m0-5 5 9h-10z",
        "cross": "m-4-4 8 8m0-8-8 8",
    }
    return f'<path d="M{x:.1f} {y:.1f}{shapes[kind]}" {filled if kind != "cross" else ""}/>'
