"""The course's look for figures: fonts, sizes, and the colours of light and dark.

matplotlib draws once; the dark file is the same drawing with the ink, the grid and two colours
of the cycle in their dark form (``saved.py``). Usage::

    use_course_style()
    in_the_dark("#1b2333")      # '#e6eaf2'
"""

from __future__ import annotations

from ...upstream.decimal_comma import use_decimal_comma

# Okabe-Ito's order of contrasts, tuned to stay ≥ 3:1 on white and on the dark card.
CYCLE = ["#2f7fd0", "#d9730d", "#1a936f", "#c2447f", "#8a63d2", "#8a8f98"]
INK, GRID = "#1b2333", "#d5dae3"
DARK = {INK: "#e6eaf2", GRID: "#3a4356", "#c2447f": "#dd6ba0", "#8a63d2": "#a98ae6"}
# What figures lie on, pages and decks: the light ground and the dark one hardest to read on.
LIGHT_GROUND, DARK_GROUND = "#fbfaf7", "#12161f"


def in_the_dark(colour: str) -> str:
    """Return what becomes of a colour in the dark file."""
    return DARK.get(colour, colour)


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
