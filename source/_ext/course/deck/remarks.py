"""What a slide should not ask of a room: remarks, listed by ``make check-slides``, or refused.

``questions``: notes ask the room to guess, and the slide hides nothing. ``listings``: code of
more lines than ``course_longest_listing``, without the ``reason`` of its snippet or slide.
``printouts``: more printed lines than ``course_longest_printout``. The kinds that conf.py names
in ``course_refused`` stop the build, at their line; in a chapter that is not finished (its
``minutes`` are empty, as the importer leaves them) they are listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..base import wording
from ..base.addresses import DECK_BUILDER
from ..base.errors import CourseError, report
from ..base.settings import Settings, settings_of
from ..quotes.results import snippet_output
from ..quotes.unexecuted import unexecuted
from ..slides.asking import asked_in, has_something_to_reveal
from ..slides.visibility import speaker_notes
from .writer import deck_slide


class Remark(NamedTuple):
    """A remark: its kind, the line of the chapter, and the sentence."""

    kind: str
    line: int
    sentence: str


class Remarks(SphinxPostTransform):
    """Look at each slide as the room sees it."""

    builders = (DECK_BUILDER,)
    default_priority = 40  # after what is for the page only is gone

    def run(self, **kwargs: Any) -> None:
        """Refuse, or note on the slide."""
        settings = settings_of(self.config)
        docname = self.env.current_document.docname
        is_finished = self.env.metadata[docname].get("minutes") != ""
        refused = settings.refused if is_finished else []
        for slide in self.document.findall(deck_slide):
            if slide["taken"]:
                continue  # its own chapter is told
            for remark in remarks_on(slide, settings):
                if remark.kind in refused:
                    report(CourseError(remark.sentence), (docname, remark.line))
                else:
                    slide["remarks"] = [*slide.get("remarks", []), tuple(remark)]


def remarks_on(slide: deck_slide, settings: Settings) -> Iterator[Remark]:
    """Yield what is to be said of a slide."""
    yield from _questions(slide)
    for code in slide.findall(nodes.literal_block):
        count = _lines(code)
        if count > settings.longest_listing and not _has_reason(code):
            sentence = wording.LONG_LISTING.format(count=count, most=settings.longest_listing)
            yield Remark("listings", _line_of(code), sentence)
    for output in slide.findall(snippet_output):
        count = _lines(output)
        if count > settings.longest_printout:
            sentence = wording.LONG_PRINTOUT.format(count=count, most=settings.longest_printout)
            yield Remark("printouts", _line_of(output), sentence)


def _questions(slide: deck_slide) -> Iterator[Remark]:
    """Yield the first question of the notes, when all is in sight."""
    if slide["ids"][0].endswith("--sortie") or has_something_to_reveal(slide):
        return
    for notes in slide.findall(speaker_notes):
        said = [part.astext() for part in notes.children if "planned" not in _classes(part)]
        if sentence := asked_in(" ".join(said)):
            yield Remark(
                "questions", _line_of(notes), wording.NOTHING_TO_REVEAL.format(note=sentence)
            )
            return


def _classes(node: nodes.Node) -> list[str]:
    return list(node.get("classes", [])) if isinstance(node, nodes.Element) else []


def _has_reason(code: nodes.Node) -> bool:
    """Tell whether a snippet or the slide says why code is long; code that did not run does."""
    parent = code.parent
    while parent is not None:
        if isinstance(parent, unexecuted) or parent.get("reason"):
            return True
        parent = parent.parent
    return False


def _lines(node: nodes.Node) -> int:
    return len(node.astext().rstrip().splitlines())


def _line_of(node: nodes.Node | None) -> int:
    """Return the line of a node, or of the nearest that has one around it."""
    while node is not None and node.line is None:
        node = node.parent
    return node.line or 1 if node is not None else 1


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the transform."""
    app.add_post_transform(Remarks)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
