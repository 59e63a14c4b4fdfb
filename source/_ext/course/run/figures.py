"""The course's look for figures, and each figure saved twice: light and dark.

matplotlib draws once, in SVG, with the palette below; the dark file is the
same drawing with the ink and the grid in their dark colours. Usage::

    use_course_style()
    save_open_figures(folder, "02_autograd-plot_x-courbe")
    # [Figure(light='02_autograd-plot_x-courbe-1.svg', dark=…, width=640, height=320)]

A script's figures are kept when it shows them (``kept_when_shown``): it may close
them next, as a loop that draws fifty does.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..records.record import Figure
from ..upstream.decimal_comma import use_decimal_comma

# Okabe-Ito's order of contrasts, tuned to stay ≥ 3:1 on white and on the dark card.
CYCLE = ["#2f7fd0", "#d9730d", "#1a936f", "#c2447f", "#8a63d2", "#8a8f98"]
INK, GRID = "#1b2333", "#d5dae3"
DARK = {INK: "#e6eaf2", GRID: "#3a4356", "#c2447f": "#dd6ba0", "#8a63d2": "#a98ae6"}
CSS_PIXELS_PER_INCH = 80


def use_course_style() -> None:
    """Reset matplotlib and give it the course's fonts, colours and sizes."""
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt
    from cycler import cycler

    use_decimal_comma()
    plt.close("all")
    matplotlib.rcdefaults()
    matplotlib.rcParams.update(
        {
            "figure.constrained_layout.use": True,
            "figure.facecolor": "none",
            "axes.facecolor": "none",
            "savefig.facecolor": "none",
            "legend.frameon": False,
            "axes.prop_cycle": cycler(color=CYCLE),
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.edgecolor": INK,
            "axes.labelcolor": INK,
            "axes.titlecolor": INK,
            "axes.titlesize": 15,
            "axes.titleweight": "bold",
            "axes.formatter.use_locale": True,
            "text.color": INK,
            "xtick.color": INK,
            "ytick.color": INK,
            "grid.color": GRID,
            "patch.edgecolor": INK,
            "font.size": 15,
            "lines.linewidth": 2.5,
            "lines.markersize": 8,
            "svg.fonttype": "path",
            "svg.hashsalt": "apprendre-pytorch",
            "image.cmap": "viridis",
        }
    )


@contextmanager
def kept_when_shown(keep: Callable[[], None]) -> Iterator[None]:
    """Call ``keep`` when a script calls ``plt.show()``."""
    import matplotlib.pyplot as plt

    show = plt.show
    plt.show = lambda *args, **kwargs: keep()
    try:
        yield
    finally:
        plt.show = show


def save_open_figures(folder: Path, prefix: str, first: int = 1) -> list[Figure]:
    """Save and close every open figure; return their files, numbered from ``first``."""
    import matplotlib.pyplot as plt

    saved = []
    for rank, number in enumerate(plt.get_fignums(), start=first):
        figure = plt.figure(number)
        saved.append(_save(figure, folder, f"{prefix}-{rank}"))
    plt.close("all")
    return saved


def _save(figure: Any, folder: Path, stem: str) -> Figure:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None})
    light = buffer.getvalue()
    dark = light
    for colour, in_the_dark in DARK.items():
        dark = dark.replace(colour, in_the_dark)
    width, height = (round(inches * CSS_PIXELS_PER_INCH) for inches in figure.get_size_inches())
    result = Figure(f"{stem}.svg", f"{stem}-dark.svg", width, height, _label(figure))
    (folder / result.light).write_text(light, encoding="utf-8")
    (folder / result.dark).write_text(dark, encoding="utf-8")
    return result


def _label(figure: Any) -> str:
    """Return what a figure calls itself: its label, or its first title."""
    titles = [figure.get_label(), figure.get_suptitle(), *(a.get_title() for a in figure.axes)]
    return " ".join(str(next((title for title in titles if title), "")).split())
