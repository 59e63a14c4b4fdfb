"""How a browser lays out on a slide what an author asks for: sizes, sides, numbers of lines."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from harness.browsing import Opener
from harness.course import Course
from playwright.sync_api import Browser

ROOT = Path(__file__).parents[3]
SQUARE = ROOT / "tests/unit/renderers/chapters/carre.png"  # 240 × 160
CHAPTER = """
# Un chapitre

## Code

```{code-block} bash
:linenos:
:lineno-start: 9
:emphasize-lines: 2

python -m venv .venv
. .venv/bin/activate
```

## Tableau

| modèle | rang | exactitude |
| :--- | :---: | ---: |
| linéaire | 2 | 91,2 |

## Images

:::{image} carre.png
:alt: large
:width: 120px
:::
:::{image} carre.png
:alt: haute
:height: 40px
:::
:::{image} carre.png
:alt: moitié
:scale: 50 %
:align: center
:::
:::{image} carre.png
:alt: quart
:width: 25%
:align: right
:::
:::{image} carre.png
:alt: réduite
:width: 50%
:scale: 50
:::
:::{image} carre.png
:alt: nue
:::

## Figure

:::{figure} carre.png
:alt: figure
:width: 200px
:align: left

La légende.
:::

## Notes

Une note[^a].

[^a]: Au pied.

## Listes

```{eval-rst}
c. trois

II. deux
```
"""


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The deck of this chapter."""
    course = Course(tmp_path_factory.mktemp("essai"))
    course.chapter(CHAPTER, "01-essai.md")
    shutil.copy(SQUARE, course.root / "source/chapitres")
    built = course.build("revealjs")
    assert not built.warnings
    return built.folder / "chapitres/01-essai.html"


@pytest.fixture
def page(chromium: Browser, deck: Path) -> Iterator[Any]:
    """A tab on it, and what shows a slide."""
    opener = Opener(chromium, "")
    watched = opener(deck.as_uri(), 1280, 720)
    watched.page.wait_for_function("window.Reveal && Reveal.isReady()")
    yield watched.page
    assert not watched.errors
    for context in opener.contexts:
        context.close()


def show(page: Any, name: str) -> Any:
    """Go to a slide, and return it."""
    page.evaluate(f"location.hash = '#/{name}'")
    page.wait_for_selector(f"section#{name}.present")
    return page.locator(f"section#{name}")


def box(slide: Any, selector: str) -> dict[str, float]:
    """Return where an element is, in pixels of the slide."""
    return {key: round(value) for key, value in slide.locator(selector).bounding_box().items()}


def style(slide: Any, selector: str, name: str) -> list[str]:
    """Return a computed style of each element."""
    return slide.locator(selector).evaluate_all(
        f"all => all.map(one => getComputedStyle(one)['{name}'])"
    )


def test_numbers_of_lines_stand_apart_from_the_code(page: Any) -> None:
    """Neither selected nor copied: a student pastes the commands."""
    slide = show(page, "code")
    numbers = slide.locator(".linenos")

    assert [text.strip() for text in numbers.all_inner_texts()] == ["9", "10"]
    assert style(slide, ".linenos", "userSelect") == ["none", "none"]
    assert all(float(gap[:-2]) > 8 for gap in style(slide, ".linenos", "marginRight"))
    assert len({one.bounding_box()["width"] for one in numbers.all()}) == 1
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.press("c")
    page.wait_for_function("document.getElementById('deck-status').textContent !== ''")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "python -m venv .venv\n. .venv/bin/activate\n"


def test_columns_are_aligned_as_written(page: Any) -> None:
    """Figures to the right, one under the other."""
    slide = show(page, "tableau")

    assert style(slide, "th", "textAlign") == ["left", "center", "right"]
    assert style(slide, "td", "textAlign") == ["left", "center", "right"]


def test_images_have_the_size_and_the_side_asked_for(page: Any) -> None:
    """A slide is 1280 pixels wide, 1160 within its margins."""
    slide = show(page, "images")
    sizes = {
        name: tuple(box(slide, f'img[alt="{name}"]')[side] for side in ("width", "height"))
        for name in ("large", "haute", "moitié", "quart", "réduite", "nue")
    }

    assert sizes == {
        "large": (120, 80),
        "haute": (60, 40),
        "moitié": (120, 80),
        "quart": (290, 193),
        "réduite": (290, 193),
        "nue": (240, 160),
    }
    middle = box(slide, 'img[alt="moitié"]')
    right = box(slide, 'img[alt="quart"]')
    assert middle["x"] + middle["width"] / 2 == 640
    assert right["x"] + right["width"] == 1220


def test_a_caption_is_under_its_figure(page: Any) -> None:
    """Not beside it."""
    slide = show(page, "figure")
    image, caption = box(slide, "img"), box(slide, "figcaption")

    assert image["width"] == 200
    assert image["x"] == caption["x"] == 60
    assert caption["y"] >= image["y"] + image["height"]


def test_a_note_is_at_the_foot_of_its_slide(page: Any) -> None:
    """Legible: 24 pixels at least."""
    slide = show(page, "notes")
    note = box(slide, ".footnote-list")

    assert note["y"] > 560
    assert note["y"] + note["height"] <= 720 - 38
    assert float(style(slide, ".footnote-list p", "fontSize")[0][:-2]) >= 24


def test_lists_are_numbered_as_written(page: Any) -> None:
    """Letters and Roman numbers, from where they start."""
    slide = show(page, "listes")

    assert style(slide, "ol", "listStyleType") == ["lower-alpha", "upper-roman"]
    assert slide.locator("ol").evaluate_all("all => all.map(one => one.start)") == [3, 2]
