"""What the lecturer's window shows: planned minutes, and notes that fit its pane.

Usage: nothing but the minutes of each note, and those of the front matter::

    :minutes: 75                          .. notes::
                                             :minutes: 2

                                             Ask before showing the output.

The minutes of the notes add up to those announced, within a tenth; in the version of an
audience they are what it announces. The speaker view shows how long this slide should take
and where the lecture should be; it counts an exercise, a pause (the minutes of their
countdown) and a recalled question as well.
Notes longer than the pane would hide their end: they are a warning.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ..base import wording
from ..base.addresses import is_chapter
from ..base.directive import minutes
from ..base.errors import CourseError, report
from ..base.settings import settings_of
from ..language.numbers import french
from .audience import HAS_VERSIONS
from .blocks.launch import launch
from .front_matter import line_of
from .versions.shown import shown_minutes
from .versions.taken import slide_from
from .visibility import planned, speaker_notes

TOLERANCE = 0.1
# What its pane shows at 1100 × 700 without making the text smaller, in characters and lines.
PANE_COLUMNS, PANE_LINES = 50, 9
RECALLED_MINUTES = 2  # a question of an earlier chapter: the hands, then the answer


def _lasts(slide: nodes.Element) -> float:
    """Return how long a slide is on the screen."""
    minutes = max(planned(slide), slide.get("clock", 0))
    recalls = any(node.get("recalled") for node in slide.findall(nodes.Element))
    return float(minutes or RECALLED_MINUTES * recalls)


def plan_minutes(slides: Iterable[nodes.Node]) -> tuple[float, float]:
    """Give each slide its seconds, and the first note of a slide the minutes up to its end.

    Return the minutes of the lecture, and those of its exercises: together, the clock's.
    """
    slides = [slide for slide in slides if isinstance(slide, nodes.Element)]
    total = sum(map(_lasts, slides))
    so_far = 0.0
    for slide in slides:
        here = _lasts(slide)
        so_far += here
        slide["timing"] = round(here * 60)
        notes = next(iter(slide.findall(speaker_notes)), None)
        if notes is not None and here:
            text = wording.PLANNED.format(
                here=_number(here), so_far=_number(so_far), total=_number(total)
            )
            line = nodes.paragraph("", text, classes=["planned"])
            notes.insert(0, line)
    exercises = sum(_lasts(slide) for slide in slides if any(slide.findall(launch)))
    return total - exercises, exercises


def _number(value: float) -> str:
    return french(value, "g")


def check_notes(app: Sphinx, doctree: nodes.document) -> None:
    """Compare the plan with what the chapter announces; measure the notes."""
    docname = app.env.current_document.docname
    if not is_chapter(app.config, docname):
        return
    for notes in doctree.findall(speaker_notes):
        if (lines := _lines(notes)) > PANE_LINES:
            report(CourseError(wording.LONG_NOTES.format(lines=lines, most=PANE_LINES)), notes)
    if next(iter(doctree.findall(slide_from)), None) is None:  # else once they are there
        check_sum(app.env, doctree, shown_minutes(doctree, app.config))


def is_version(env: BuildEnvironment, document: nodes.document) -> bool:
    """Tell whether the slides of a document are those of one audience."""
    return bool(settings_of(env.config).audience and document.get(HAS_VERSIONS))


def check_sum(env: BuildEnvironment, document: nodes.document, total: float) -> None:
    """Report minutes that are not those that the chapter announces for all."""
    docname = env.current_document.docname
    if not is_version(env, document):
        try:
            _check_sum(env, docname, total)
        except CourseError as error:
            report(error, (docname, line_of(Path(env.doc2path(docname)), "minutes")))


def _check_sum(env: BuildEnvironment, docname: str, total: float) -> None:
    announced = str(env.metadata[docname].get("minutes", "")).strip()
    if not announced or not total:
        return
    try:
        wanted = minutes(announced)
    except CourseError:
        return  # front_matter.py has said so
    if abs(total - wanted) > wanted * TOLERANCE:
        raise CourseError(
            wording.WRONG_SUM.format(announced=_number(wanted), planned=_number(total))
        )


def _lines(notes: speaker_notes) -> int:
    """Estimate the lines that notes take in the pane."""
    count = 0
    for block in notes.findall(lambda node: isinstance(node, nodes.TextElement)):
        if isinstance(block.parent, nodes.TextElement):
            continue
        if isinstance(block, nodes.literal_block):
            count += block.astext().count("\n") + 1
        else:
            count += math.ceil(len(block.astext()) / PANE_COLUMNS)
    return count


def setup(app: Sphinx) -> dict[str, Any]:
    """Check each chapter once it is read, after its front matter."""
    app.connect("doctree-read", check_notes, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
