"""A figure is readable on light and on dark, light enough to load, seen, and described."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import matplotlib.pyplot as plt
import pytest
from course.run.figures.refusal import FigureError, where_to_mend
from course.run.figures.saved import save_figure
from course.run.figures.style import DARK_GROUND, INK, LIGHT_GROUND, in_the_dark, use_course_style
from course.scripts.script import Cell
from harness.course import ROOT, Course

HEAD = '"""\nUn dessin\n=========\n\nUne figure.\n"""\n\n# %% dessin\n'
DRAWING = "import matplotlib.pyplot as plt\nfig, ax = plt.subplots(figsize=(4, 3))\n"
END = "# Figure : un dessin.\nplt.show()\n"
QUOTE = ".. snippet:: plot_un\n   :cell: dessin\n"


def saved(lines: str, before: str = "") -> tuple[str, str]:
    """Draw, save, and return the light file and the dark one."""
    use_course_style()
    names: dict[str, Any] = {}
    exec(f"import matplotlib.pyplot as plt\n{before}\n{DRAWING}{lines}", names)
    with TemporaryDirectory() as folder:
        figure = save_figure(names["fig"], Path(folder), "a").figure
        return tuple((Path(folder) / name).read_text() for name in (figure.light, figure.dark))  # type: ignore[return-value]


def draw(course: Course, lines: str, end: str = END) -> None:
    """Write a script whose one cell draws; its lines start at line 11."""
    course.script(HEAD + DRAWING + lines + "\n" + end)
    course.chapter(QUOTE)


def drawn(course: Course, theme: str = "") -> str:
    """Build, and return the SVG."""
    built = course.build()
    assert (built.error, built.warnings) == ("", "")
    (path,) = built.folder.glob(f"_images/*-dessin-1{theme}.svg")
    return path.read_text(encoding="utf-8")


def test_the_grounds_are_those_of_the_sheets() -> None:
    """A sheet that changes its paper changes what can be read on it."""
    deck = (ROOT / "source/_ext/course/deck/reveal_theme/static/deck.css").read_text()
    page = (ROOT / "source/_static/css/page.css").read_text()
    papers = re.findall(r"--paper: (#\w+)", deck)
    assert papers == [LIGHT_GROUND, DARK_GROUND]
    assert "--output: light-dark(#ffffff, #0f1624)" in page  # whiter, and darker


@pytest.mark.parametrize(
    "lines",
    [
        'ax.axhline(2, color="k", ls="--")',
        'ax.text(0.2, 0.5, "noir", color="black")',
        'ax.plot([1, 2], "k--")',
        'ax.scatter([1, 2], [1, 2], color="k")',
        "ax.quiver([0, 1], [0, 1], [1, 1], [1, 1])",
        'ax.contour([[0, 1], [1, 2]], colors="k")',
        "ax.boxplot([1, 2, 3])",
        'ax.annotate("a", (0, 0), (0.5, 0.5), arrowprops=dict(arrowstyle="->", color="k"))',
        'ax.spines["left"].set_color("k")',
        'ax.tick_params(colors="k")',
    ],
)
def test_black_is_drawn_in_ink(lines: str) -> None:
    """It is what one writes first, and is unreadable on dark."""
    light, dark = saved(lines)
    assert "#000000" not in light.replace("fill: #ffffff", "")
    assert INK not in dark
    assert in_the_dark(INK) in dark


def test_black_stays_on_what_is_filled() -> None:
    """A number in a yellow bar is read on yellow, in both."""
    yellow = 'ax.bar([0], [1], color="yellow")\n'
    with_text = saved(yellow + 'ax.text(0, 0.5, "un", color="k")')[0]
    assert with_text.count(INK) == saved(yellow)[0].count(INK)


def test_a_text_in_a_white_box_is_read_in_both() -> None:
    """The box is white on dark too."""
    assert "#1b2334" in saved('ax.text(0.5, 0.5, "boîte", bbox=dict(facecolor="white"))')[1]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('ax.plot([1, 2], color="navy")', "la couleur #000080 d'une ligne .* sur fond sombre"),
        ('ax.set_title("titre", color="yellow")', "#ffff00 du texte « titre » .* sur fond clair"),
        ('ax.plot([1, 2], "b-")', "#0000ff"),
        ('ax.tick_params(colors="navy")', "#000080"),
        ('ax.scatter([1, 2], [1, 2], color="navy")', "#000080"),
        ('ax.hlines([0, 1], 0, 1, colors="navy")', "#000080"),
        ('ax.contour([[0, 1], [1, 2]], colors="navy")', "#000080"),
        ('ax.text(0, 0, "a", bbox=dict(facecolor="yellow"), color="white")', "#ffffff"),
        (
            'ax.annotate("a", (0, 0), (1, 1), arrowprops=dict(arrowstyle="->", color="navy"))',
            "#000080",
        ),
    ],
)
def test_a_colour_that_one_ground_hides_is_refused(line: str, said: str) -> None:
    """With what to write instead, at the line that writes it."""
    with pytest.raises(FigureError, match=f"{said}.*« C0 » à « C5 »") as caught:
        saved(line)
    cell = Cell(0, "dessin", 9, f"{DRAWING}{line}\nplt.show()")
    assert where_to_mend(caught.value, cell, 12) == (caught.value.message, 11)


def test_its_script_and_line_are_named(course: Course) -> None:
    """As for any fault of a script."""
    draw(course, 'ax.plot([1, 2], color="navy")')
    assert "plot_un.py:11: la couleur #000080 d'une ligne" in course.build().error


@pytest.mark.parametrize(
    "lines",
    [
        'ax.plot([1, 2], color="white")\nax.imshow([[0, 1], [1, 0]], cmap="gray")',
        'ax.bar([0], [1], color="C0")\nax.text(0, 0.5, "un", color="white", ha="center")',
        'ax.plot([1, 2], "o", mfc="white", mec="C0")',
        'ax.plot([1], [1], "o", ms=40)\nax.text(1, 1, "a", color="white", ha="center")',
        "ax.plot([1, 2])\nax.grid()",
        'ax.scatter([1, 2], [1, 2], c=[0, 1], cmap="gray")',
        'ax.text(0, 0, "caché", color="yellow", visible=False)',
        'ax.plot([1, 2], color="0.5")',
    ],
)
def test_what_is_read_otherwise_is_not_judged(lines: str) -> None:
    """On an image, a bar, a mark; by its edge; a grid; hidden."""
    assert saved(lines)


def test_default_settings_of_matplotlib_are_no_white_card() -> None:
    """Their white lets the page through, and their black is ink."""
    dark = saved('ax.plot([1, 2], label="a")\nax.legend()', "plt.rcdefaults()")[1]
    assert "#ffffff" not in dark
    assert "#000000" not in dark


def test_a_card_of_its_own_is_the_same_in_both() -> None:
    """Who chooses a ground is judged on that one."""
    light, dark = saved('fig.set_facecolor("lightyellow")\nax.plot([1, 2], color="navy")')
    assert light == dark
    assert "#ffffe0" in light


@pytest.mark.parametrize("style", ["ggplot", "dark_background"])
def test_a_style_with_its_own_grounds_is_a_card(style: str) -> None:
    """ggplot's grey tick labels lie on its own white."""
    light, dark = saved("ax.plot([1, 2])", f"plt.style.use({style!r})")
    assert light == dark
    assert re.search('id="patch_1">.*?fill: #', light, re.DOTALL)


def test_a_figure_is_left_as_the_script_made_it() -> None:
    """It may look at it afterwards."""
    use_course_style()
    figure, axes = plt.subplots(facecolor="white")
    (line,) = axes.plot([1, 2], color="k")
    with TemporaryDirectory() as folder:
        save_figure(figure, Path(folder), "a")
    assert line.get_color() == "k"
    assert figure.get_facecolor() == (1, 1, 1, 1)


def test_what_matplotlib_says_goes_to_the_author(
    course: Course, capfd: pytest.CaptureFixture[str]
) -> None:
    """The script prints nothing, and its cell has no output; each build says it again."""
    draw(course, 'ax.bar(["été", "汉字"], [1, 2])')
    line = r"attention : \S*plot_un\.py:13 : la police n'a pas : 汉字\n"
    built = course.build()
    assert "snippet-output" not in built.html("chapitres/01-essai")
    assert built.warnings == ""
    assert len(re.findall(line, capfd.readouterr().out)) == 1
    course.build()
    assert len(re.findall(line, capfd.readouterr().out)) == 1


def test_a_notice_follows_its_line(course: Course, capfd: pytest.CaptureFixture[str]) -> None:
    """A comment above moves the line and runs nothing."""
    draw(course, 'ax.bar(["été", "汉字"], [1, 2])')
    course.build()
    path = course.root / "gallery/01_essai/plot_un.py"
    path.write_text(path.read_text().replace("# %% dessin", "# %% dessin\n# Une barre\n"))
    capfd.readouterr()
    course.build()
    assert "plot_un.py:15 : la police" in capfd.readouterr().out


def test_an_unknown_font_is_told_too(course: Course, capfd: pytest.CaptureFixture[str]) -> None:
    """matplotlib says it in its log."""
    draw(course, 'ax.set_title("un", family="Inconnue")')
    assert "snippet-output" not in course.build().html("chapitres/01-essai")
    assert "matplotlib dit de la figure : findfont" in capfd.readouterr().out


def picture(svg: str) -> str:
    """Return the picture that a drawing holds."""
    return svg.partition("<image")[2].partition("/>")[0]


@pytest.mark.parametrize("colour", ["C0", "k", "C3"])
def test_many_points_become_a_picture(colour: str) -> None:
    """60 000 points are 6 MB as a drawing; the texts stay texts."""
    lines = "import numpy as np\npoints = np.random.default_rng(0).normal(size=(60_000, 2))\n"
    light, dark = saved(lines + f'ax.scatter(points[:, 0], points[:, 1], s=1, color="{colour}")')
    assert len(light) < 1_000_000
    assert 'id="text_1"' in light
    assert (picture(light) != picture(dark)) == (colour != "C0")


def test_a_figure_that_stays_heavy_is_refused() -> None:
    """Thousands of texts cannot become a picture by themselves."""
    with pytest.raises(FigureError, match=r"la figure pèse 1,\d Mo"):
        saved('for k in range(80):\n    ax.text(0, k / 80, "texte " * 50)')


def test_a_figure_closed_unseen_is_refused(course: Course) -> None:
    """It was drawn for someone."""
    draw(course, "ax.plot([1, 2])", "plt.close(fig)\n")
    assert re.search(r"plot_un\.py:12: plt\.close\(\) ferme une figure", course.build().error)


def test_a_figure_closed_once_shown_is_not(course: Course) -> None:
    """A loop that draws fifty closes each."""
    draw(course, "ax.plot([1, 2])", END + "plt.close()\nplt.close('all')\n")
    assert drawn(course)


def test_a_description_that_was_removed_is_missed(course: Course) -> None:
    """A comment runs nothing: the record stays, and its figure may not be shown."""
    draw(course, "ax.plot([1, 2])")
    drawn(course)
    draw(course, "ax.plot([1, 2])", "plt.show()\n")
    error = course.build().error
    assert error.count("n'a pas de texte de remplacement") == 1
    assert "plot_un.py:12: " in error
