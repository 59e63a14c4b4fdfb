"""A university's dark blue and ochre, by one sheet of ``course_deck_css``: seen, and readable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from decks import projection
from harness.browsing import Opener, violations
from harness.course import Course
from playwright.sync_api import Browser

LIGHT = {
    "--paper": "#ffffff",
    "--ink": "#0b1f3a",
    "--soft": "#4a5875",
    "--code": "#f5efe0",
    "--accent": "#8a5a00",
    "--link": "#0b4f9e",
    "--title-paper": "#0b2a5b",
    "--title-accent": "#e0a030",
    "--title-link": "#f0c060",
}
DARK = {
    "--paper": "#081a36",
    "--ink": "#eef2fa",
    "--code": "#0f2448",
    "--accent": "#e0a030",
    "--link": "#9cc4ff",
    "--title-paper": "#061429",
    "--title-accent": "#e0a030",
    "--title-link": "#f0c060",
}
SECTION = """
{name}
{line}

Voir `la suite <#/deux>`__.

.. slide::

.. snippet:: plot_un
   :cell: double

.. slide::

La suite.
"""
STYLE = """([selector, property]) => {
  const found = [...document.querySelectorAll(selector)].find((one) => one.offsetParent !== null);
  return found && getComputedStyle(found)[property];
}"""
# What each colour is seen on: the slide, the element, its property.
SEEN = {
    "--title-paper": ("un-cours", ".layout-title", "backgroundColor"),
    "--title-accent": ("un-cours", ".layout-title h1", "borderBottomColor"),
    "--accent": ("un", "#un h2", "borderBottomColor"),
    "--link": ("un", "#un p a", "color"),
    "--code": ("un--2", ".present .highlight pre", "backgroundColor"),
    "--ink": ("un", "#un h2", "color"),
}


def rules(theme: str, colours: dict[str, str]) -> str:
    """Return the rule of a theme."""
    inside = " ".join(f"{name}: {colour};" for name, colour in colours.items())
    return f'[data-theme="{theme}"] {{ {inside} }}\n'


def rgb(colour: str) -> str:
    """Return a colour as browsers say it."""
    return f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"


@pytest.fixture(scope="module")
def dressed(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Opener]:
    """The deck of a course in these colours, in a browser."""
    course = Course(tmp_path_factory.mktemp("cours"))
    course.write("source/charte.css", rules("light", LIGHT) + rules("dark", DARK))
    course.configure(course_deck_css=["charte.css"], pygments_style="a11y-high-contrast-light")
    names = ("Un", "Deux", "Trois", "Quatre")
    sections = "".join(SECTION.format(name=name, line="-" * len(name)) for name in names)
    course.chapter(f"Un cours\n========\n\nUn mot.\n{sections}")
    built = course.build("revealjs")
    assert built.warnings == built.error == ""
    with projection.served(built.folder) as address:
        opener = Opener(chromium, address)
        yield opener
        for context in opener.contexts:
            context.close()


def opened(dressed: Opener, slide: str, scheme: str) -> Any:
    """Open a slide."""
    watched = dressed(f"chapitres/01-essai.html#/{slide}", 1280, 720, scheme)
    watched.page.wait_for_function("window.Reveal && Reveal.isReady()")
    return watched


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_reach_title_links_dividers_and_code(dressed: Opener, scheme: str) -> None:
    """Those of the sheet, whatever the room."""
    colours = LIGHT if scheme == "light" else DARK
    for name, (slide, selector, property_) in SEEN.items():
        page = opened(dressed, slide, scheme).page
        assert page.evaluate(STYLE, [selector, property_]) == rgb(colours[name]), name
    page = opened(dressed, "deux--annonce", scheme).page
    ground = page.evaluate(STYLE, [".present.layout-divider", "backgroundColor"])
    assert ground == rgb(colours["--title-paper"])
    line = page.evaluate(STYLE, [".present.layout-divider h2", "borderBottomColor"])
    assert line == rgb(colours["--title-accent"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("slide", ["un-cours", "un", "un--2", "deux--annonce"])
def test_everything_is_readable(dressed: Opener, slide: str, scheme: str) -> None:
    """axe finds nothing; nothing went wrong."""
    watched = opened(dressed, slide, scheme)
    assert violations(watched.page) == []
    assert watched.errors == []
