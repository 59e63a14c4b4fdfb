"""What stands on the page only, on the slide only, or in the lecturer's notes.

Usage, in reStructuredText and (as ``:::{textonly}``) in MyST::

    .. textonly::

       The reason and the price, for the reader.

    .. slideonly::

       Three words for the room.

    .. notes::
       :minutes: 2

       Ask before showing: 4, 8 or an error? Any markup, $math$ included.

    .. onlyfor:: M2

       The proof, on the page and on the slide.

Each may be ``:for:`` one audience or more (``base/audiences.py``), which the last one has
as its argument. In the version of another audience it is not even read: what it names,
numbers or asks is not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..base import wording
from ..base.addresses import DECK_BUILDER
from ..base.directive import minutes
from .audience import ForSome


class textonly(nodes.General, nodes.Element):  # noqa: N801
    """Content for the page."""


class slideonly(nodes.General, nodes.Element):  # noqa: N801
    """Content for the slide."""


class speaker_notes(nodes.General, nodes.Element):  # noqa: N801
    """Content for the lecturer."""


def planned(node: nodes.Node) -> float:
    """Return the minutes of the notes inside a node."""
    return sum(notes.get("minutes", 0) for notes in node.findall(speaker_notes))


class TextOnly(ForSome):
    """Content for the page only."""

    def show(self) -> Sequence[nodes.Node]:
        """Return one ``textonly`` node."""
        return [self.container(textonly())]


class SlideOnly(ForSome):
    """Content for the slide only; the search does not see it."""

    def show(self) -> Sequence[nodes.Node]:
        """Return one ``slideonly`` node."""
        return [self.container(slideonly())]


class Notes(ForSome):
    """The lecturer's notes of the slide."""

    known = {**ForSome.known, "minutes": minutes}

    def show(self) -> Sequence[nodes.Node]:
        """Return one ``speaker_notes`` node."""
        node = self.container(speaker_notes())
        if "minutes" in self.options:
            node["minutes"] = self.options["minutes"]
        return [node]


class OnlyFor(ForSome):
    """Content of the page and of the slide, for those of its argument."""

    required_arguments = 1
    final_argument_whitespace = True
    known = {}

    def audiences(self) -> str:
        """Return the argument."""
        return str(self.arguments[0])

    def show(self) -> Sequence[nodes.Node]:
        """Return the content as if it stood alone; slides may start in it."""
        return self.parse_content_to_nodes()


class KeepThePage(SphinxPostTransform):
    """On pages: drop slide-only blocks and notes, unwrap page-only blocks."""

    builders = ("html",)
    default_priority = 20
    kept: ClassVar[type] = textonly
    dropped: ClassVar[tuple[type, ...]] = (slideonly, speaker_notes)

    def run(self, **kwargs: Any) -> None:
        """Unwrap or drop each marked block."""
        for kind in self.dropped:
            for node in list(self.document.findall(kind)):
                node.parent.remove(node)
        for node in reversed(list(self.document.findall(self.kept))):
            node.replace_self(node.children)


class KeepTheSlide(KeepThePage):
    """On slides: the other way round; notes stay."""

    builders = (DECK_BUILDER,)
    kept = slideonly
    dropped = (textonly,)


def visit_notes(self: Any, node: speaker_notes) -> None:
    """Open reveal.js's notes."""
    planned = f' data-minutes="{node["minutes"]:g}"' if "minutes" in node else ""
    self.body.append(f'<aside class="notes" aria-label="{wording.NOTES}"{planned}>\n')


def depart_notes(self: Any, node: speaker_notes) -> None:
    """Close the notes."""
    self.body.append("</aside>\n")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directives, nodes and the transform."""
    app.add_directive("textonly", TextOnly)
    app.add_directive("slideonly", SlideOnly)
    app.add_directive("notes", Notes)
    app.add_directive("onlyfor", OnlyFor)
    app.add_node(textonly)
    app.add_node(slideonly)
    app.add_node(speaker_notes, revealjs=(visit_notes, depart_notes))
    app.add_post_transform(KeepThePage)
    app.add_post_transform(KeepTheSlide)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
