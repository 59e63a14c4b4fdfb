"""A curtain over a part of a figure: the room guesses, a key lifts it.

Usage, on ``snippet``, ``image`` and ``figure``::

    .. snippet:: 00_installer/plot_dix_lignes
       :cell: fautes
       :show: figure
       :curtain: titles

``left``, ``right``, ``top``, ``bottom`` and ``all`` are parts of the figure, ``titles`` those of
its axes, wherever matplotlib put them; ``50% 0 100% 40%`` is a rectangle: left, top, right and
bottom edges. A comma joins what is lifted together, ``|`` separates what takes a key each. Pages
show the figure without its curtain; so does a printed deck, save a handout without answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..assets.image_names import SpacedFigure, SpacedImage
from ..base import wording
from ..base.addresses import DECK_BUILDER
from ..base.errors import CourseError, nearest, report
from .svg_texts import Box, titles_in

TITLES = "titles"
PARTS = {
    "left": Box(0, 0, 50, 100),
    "right": Box(50, 0, 100, 100),
    "top": Box(0, 0, 100, 50),
    "bottom": Box(0, 50, 100, 100),
    "all": Box(0, 0, 100, 100),
}
EDGES = re.compile(r"[\d.]+%?(?:\s+[\d.]+%?){3}")
# A curtain is drawn over its figure by an SVG that fits as the picture does.
WIDTH = 1000


class curtained(nodes.General, nodes.Element):  # noqa: N801
    """An image behind its ``curtain``."""


def parts_of(text: str, svg: str = "") -> list[list[Box]]:
    """Return the parts of each key; ``svg`` is the figure, for its titles. Raises CourseError.

    >>> parts_of("0 0 50% 20% | right")[1]
    [Box(left=50, top=0, right=100, bottom=100)]
    """
    return [
        [part for name in step.split(",") for part in _parts(name.strip(), svg)]
        for step in text.split("|")
    ]


def _parts(name: str, svg: str) -> list[Box]:
    if name in PARTS:
        return [PARTS[name]]
    if name == TITLES:
        if found := titles_in(svg):
            return found
        raise CourseError(wording.NO_TITLES)
    if EDGES.fullmatch(name):
        part = Box(*(float(edge.rstrip("%")) for edge in name.split()))
        if 0 <= part.left < part.right <= 100 and 0 <= part.top < part.bottom <= 100:
            return [part]
        raise CourseError(wording.CURTAIN_EDGES.format(given=name))
    raise CourseError(wording.UNKNOWN_CURTAIN.format(given=name) + nearest(name, [*PARTS, TITLES]))


def over_figure(steps: list[list[Box]], width: float = 0, height: float = 0) -> str:
    """Return the SVG that hides the parts; without a size it takes the shape of its place."""
    tall = WIDTH * height / width if width else WIDTH
    fits = "xMidYMid meet" if width else "none"
    hidden = []
    for parts in steps:
        drawn = "".join(
            f'<rect x="{part.left * WIDTH / 100:g}" y="{part.top * tall / 100:.4g}" '
            f'width="{(part.right - part.left) * WIDTH / 100:g}" '
            f'height="{(part.bottom - part.top) * tall / 100:.4g}"/>'
            for part in parts
        )
        hidden.append(f'<g class="fragment custom">{drawn}</g>')
    return (
        f'<svg class="curtain" viewBox="0 0 {WIDTH} {tall:.4g}" preserveAspectRatio="{fits}" '
        f'aria-hidden="true">{"".join(hidden)}</svg>'
    )


class CurtainedImage(SpacedImage):
    """``image`` with a curtain."""

    option_spec = {**(SpacedImage.option_spec or {}), "curtain": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Keep the curtain on the image; a wrong one is said at the directive's line."""
        return with_curtain(self, super().run)


class CurtainedFigure(SpacedFigure):
    """``figure`` with a curtain."""

    option_spec = {**(SpacedFigure.option_spec or {}), "curtain": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Keep the curtain on the image; a wrong one is said at the directive's line."""
        return with_curtain(self, super().run)


def with_curtain(directive: Any, make: Callable[[], list[nodes.Node]]) -> list[nodes.Node]:
    """Put on the images of a directive the curtain that it asks for."""
    given = directive.options.pop("curtain", None)  # docutils would put its text on them
    made = make()
    if given is None:
        return made
    try:
        steps = parts_of(given or "")
    except CourseError as error:
        env = directive.state.document.settings.env
        report(error, (env.current_document.docname, directive.lineno))
        return made
    for node in made:
        for image in node.findall(nodes.image):
            image["curtain"] = steps
    return made


class HangCurtains(SphinxPostTransform):
    """On slides, stand around each image that has a curtain."""

    builders = (DECK_BUILDER,)
    default_priority = 5  # before Sphinx makes links of images

    def run(self, **kwargs: Any) -> None:
        """Wrap them; a width in percent is the wrapper's, which the image then fills."""
        for image in list(self.document.findall(nodes.image)):
            if steps := image.attributes.pop("curtain", None):
                image["classes"].append("no-scaled-link")
                wrapper = curtained("", steps=steps, width="", align=image.get("align", ""))
                if str(image.get("width", "")).endswith("%"):
                    wrapper["width"] = image["width"]
                    image["width"] = "100%"
                image.replace_self(wrapper)
                wrapper += image


def visit_curtained(self: Any, node: curtained) -> None:
    """Open the wrapper."""
    align = f" align-{node['align']}" if node["align"] else ""
    width = f' style="width: {node["width"]}"' if node["width"] else ""
    self.body.append(f'<div class="curtained{align}"{width}>')


def depart_curtained(self: Any, node: curtained) -> None:
    """Draw the curtain over the image."""
    self.body.append(f"{over_figure(node['steps'])}</div>\n")


def nothing(self: Any, node: nodes.Element) -> None:
    """Leave no trace on pages."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Take the place of the directives that have no curtain."""
    app.setup_extension("course.assets.image_names")
    app.add_directive("image", CurtainedImage, override=True)
    app.add_directive("figure", CurtainedFigure, override=True)
    app.add_node(curtained, html=(nothing, nothing), revealjs=(visit_curtained, depart_curtained))
    app.add_post_transform(HangCurtains)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
