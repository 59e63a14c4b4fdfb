"""How a recorded figure is shown: its light image and its dark one, at their size.

Usage::

    images = themed_images("/../build/records/…", figure, cell.figure_alt)
    results += snippet_figure("", *images)

Its ``curtain``, if it has one, is drawn over it on slides, and slides show the images of its
``for_slides`` in the place of the others.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..base.addresses import DECK_BUILDER
from ..records.record import Figure, Record
from ..upstream.html_builder import image_folder, image_name
from .curtain import over_figure
from .svg_texts import legible_width


class snippet_figure(nodes.General, nodes.Element):  # noqa: N801
    """A figure of a cell: the light image and the dark one."""


class for_slides(nodes.General, nodes.Element):  # noqa: N801
    """The images that slides show in the place of those beside it."""


class DropSlideDrawings(SphinxPostTransform):
    """On pages, leave out the images drawn for slides."""

    builders: tuple[str, ...] = ("html",)
    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Look at each figure that has both."""
        for drawn in list(self.document.findall(for_slides)):
            figure = drawn.parent
            figure.remove(drawn)
            self.replace(figure, drawn)

    def replace(self, figure: nodes.Element, drawn: for_slides) -> None:
        """Leave the figure as it is."""


class TakeSlideDrawings(DropSlideDrawings):
    """On slides, show them in the place of the others."""

    builders = (DECK_BUILDER,)

    def replace(self, figure: nodes.Element, drawn: for_slides) -> None:
        """Change the images of a figure."""
        figure.children = []
        figure += drawn.children


def themed_images(folder: str, figure: Figure, alt: str) -> list[nodes.image]:
    """Return the two images of a figure that lies in ``folder``."""
    return [
        nodes.image(
            "",
            uri=f"{folder}/{name}",
            alt=alt,
            classes=[theme],
            pixels=(figure.width, figure.height),
        )
        for name, theme in ((figure.light, "only-light"), (figure.dark, "only-dark"))
    ]


def legible_in(record: Record, figure: Figure) -> int:
    """Return how wide a recorded figure is to be for its texts to be legible."""
    return legible_width((record.folder / figure.light).read_text(encoding="utf-8"))


def image_tag(translator: Any, image: nodes.image) -> str:
    """Write an image with its size, so that the page does not jump as it comes."""
    address = f"{image_folder(translator)}/{image_name(translator, image['uri'])}"
    alt = f' alt="{translator.attval(image["alt"])}"'
    if translator.builder.name == DECK_BUILDER and image["classes"] == ["only-dark"]:
        alt = ""  # deck.js gives it that of the light one beside it
    return (
        f'<img class="{image["classes"][0]}" src="{address}"{alt} width="{image["pixels"][0]}" '
        f'height="{image["pixels"][1]}" loading="lazy">'
    )


def visit_figure(self: Any, node: snippet_figure) -> None:
    """Write the two images."""
    images = list(node.findall(nodes.image))
    tags = "".join(image_tag(self, image) for image in images)
    classes = "snippet-figure"
    if "curtain" in node and self.builder.name == DECK_BUILDER:
        classes += " curtained"
        tags += over_figure(node["curtain"], *images[0]["pixels"])
    legible = node.get("legible") and self.builder.name != DECK_BUILDER
    width = f' data-legible="{node["legible"]}"' if legible else ""
    self.body.append(f'<figure class="{classes}"{width}>{tags}</figure>\n')
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the node."""
    app.add_node(for_slides)
    app.add_post_transform(DropSlideDrawings)
    app.add_post_transform(TakeSlideDrawings)
    app.add_node(snippet_figure, html=(visit_figure, None), revealjs=(visit_figure, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
