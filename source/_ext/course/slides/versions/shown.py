"""The slides of a version: those of a plan that are for its audience.

A mark with ``:for:`` at a title is for the whole section, what is in it included; elsewhere
for its slide alone::

    .. slide::
       :for: M2

    Démonstration
    -------------

The page keeps the text: a slide that no one sees (``:for: none``) is for readers. Links of
decks to what is hidden lead there (``deck/hidden.py``), and the length that the chapter
announces becomes that of the notes that are left. Usage::

    shown_slides(document, config)       # as plan_slides
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ...base import wording
from ...base.addresses import is_chapter
from ...base.audiences import is_for
from ...base.errors import CourseError, report
from ...base.lending import NotingDomain
from ...base.settings import settings_of
from ...language.numbers import french
from ..audience import HAS_VERSIONS, OPTION
from ..plan import Slide, is_within, plan_slides
from ..visibility import planned


def shown_slides(document: nodes.document, config: Any) -> list[Slide]:
    """Return the slides of a document that the version built has."""
    slides = plan_slides(document)
    if not document.get(HAS_VERSIONS):
        return slides
    hidden = {slide.id for slide in hidden_slides(document, config)}
    return [slide for slide in slides if slide.id not in hidden]


def hidden_slides(document: nodes.document, config: Any) -> list[Slide]:
    """Return the slides, and the titles alone, that the version built does not have."""
    if not document.get(HAS_VERSIONS):
        return []
    audience = settings_of(config).audience
    plan = plan_slides(document, everything=True)
    marked = [one for one in plan if not _is_first(one) and OPTION in one.options]
    for_others = [one for one in marked if not is_for(one.options[OPTION], audience)]
    alone = {one.id for one in for_others if one.running}
    closed = [one.section for one in for_others if not one.running]
    return [one for one in plan if one.id in alone or is_within(one.section, closed)]


def _is_first(slide: Slide) -> bool:
    return slide.level <= 1 and not slide.running


def hidden_parts(document: nodes.document, config: Any) -> Iterable[nodes.Node]:
    """Yield what stands on the slides that the version does not have."""
    for slide in hidden_slides(document, config):
        yield from slide.content


class VersionsDomain(NotingDomain):
    """Remembers, by document, the places that its deck does not have."""

    name = "versions"
    label = "versions"
    notes = "hidden"
    data_version = 1
    initial_data: ClassVar[dict[str, Any]] = {"hidden": {}}


def hidden_places(env: BuildEnvironment) -> dict[str, list[str]]:
    """Return, by document, the names of the places that no slide shows in this version."""
    found: dict[str, list[str]] = env.get_domain(VersionsDomain.name).data["hidden"]
    return found


def note_version(app: Sphinx, document: nodes.document) -> None:
    """Note what is hidden; have the front matter say whom the version is for, and its length."""
    docname = app.env.current_document.docname
    audience, noted = settings_of(app.config).audience, app.env.metadata[docname]
    if audience and is_chapter(app.config, docname):
        noted["audience"] = audience
    if not document.get(HAS_VERSIONS):
        return
    for slide in plan_slides(document, everything=True):
        if _is_first(slide) and OPTION in slide.options:
            report(CourseError(wording.ALL_HAVE_THE_TITLE), slide.title)
    if audience and noted.get("minutes") and (minutes := shown_minutes(document, app.config)):
        noted["minutes"] = french(minutes, "g")
    hidden = hidden_slides(document, app.config)
    places = {name for slide in hidden if not slide.running for name in slide.section["ids"]}
    for part in (part for slide in hidden for part in slide.content):
        places |= {name for node in part.findall(nodes.Element) for name in node["ids"]}
    if places:
        hidden_places(app.env)[docname] = sorted(places)


def shown_minutes(document: nodes.document, config: Any) -> float:
    """Return the minutes of the notes that the version has."""
    return planned(document) - sum(map(planned, hidden_parts(document, config)))


def setup(app: Sphinx) -> dict[str, Any]:
    """Look once a chapter is read, after its minutes were checked (``planned_minutes.py``)."""
    app.add_domain(VersionsDomain)
    app.connect("doctree-read", note_version, priority=650)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
