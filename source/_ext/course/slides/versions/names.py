"""The names of slides that a chapter takes from others, and who is written again for them.

Usage::

    docname, slides, tree = slides_named(env, "01-tenseurs#les-formes")    # or a label
"""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ...base import wording
from ...base.addresses import chapter_name, is_chapter
from ...base.errors import CourseError, nearest
from ...base.lending import NotingDomain
from ...base.settings import settings_of
from ...base.state import state_of
from ..plan import Slide, is_within
from .shown import shown_slides
from .taken import slide_from


class TakenDomain(NotingDomain):
    """Remembers, by document, the names of the slides that it takes."""

    name = "taken"
    label = "taken"
    notes = "names"
    data_version = 1
    initial_data: ClassVar[dict[str, Any]] = {"names": {}}

    def lent(self) -> Any:
        """Return nothing: the names are the document's own."""
        return None


def place_of(env: BuildEnvironment, name: str) -> tuple[str, str]:
    """Return the document and the slide, or the label's place. Raises CourseError."""
    chapter, has_slide, slide = name.partition("#")
    if has_slide:
        docname = f"{settings_of(env.config).chapters}/{chapter}"
        if docname not in env.found_docs:
            names = [chapter_name(env.config, one) for one in chapters(env)]
            said = wording.TAKEN_FROM_NO_CHAPTER.format(name=name, chapter=chapter)
            raise CourseError(said + nearest(chapter, names))
        return docname, slide.removeprefix("/")
    labels = env.domains.standard_domain.anonlabels
    if (found := labels.get(" ".join(name.lower().split()))) and is_chapter(env.config, found[0]):
        return found[0], found[1]
    known = [label for label, place in labels.items() if is_chapter(env.config, place[0])]
    raise CourseError(wording.TAKEN_WITHOUT_PLACE.format(name=name) + nearest(name, known))


def chapters(env: BuildEnvironment) -> list[str]:
    """Return the documents that are chapters."""
    return sorted(name for name in env.found_docs if is_chapter(env.config, name))


def slides_named(env: BuildEnvironment, name: str) -> tuple[str, list[Slide], nodes.document]:
    """Return the document, the slides of that name, and the tree. Raises CourseError."""
    docname, place = place_of(env, name)
    if docname == env.current_document.docname:
        raise CourseError(wording.TAKEN_FROM_ITSELF.format(name=name))
    tree = env.get_doctree(docname)
    slides = shown_slides(tree, env.config)
    found = next((one for one in slides if _is_named(one, place)), None)
    if found is None:
        said = wording.NO_SUCH_SLIDE.format(
            name=name, chapter=chapter_name(env.config, docname), slide=place
        )
        raise CourseError(said + nearest(place, [one.id for one in slides]))
    if found.level <= 1 and not found.running:
        raise CourseError(wording.TAKEN_WHOLE.format(name=name))
    is_all = not found.running and place in (found.id, *found.section["ids"])
    inside = [one for one in slides if is_within(one.section, [found.section])]
    taken = inside if is_all else [found]
    if any(node for one in taken for part in one.content for node in part.findall(slide_from)):
        raise CourseError(wording.TAKEN_TWICE.format(name=name))
    return docname, taken, tree


def _is_named(slide: Slide, place: str) -> bool:
    if slide.id == place or (not slide.running and place in slide.section["ids"]):
        return True
    parts = (node for part in slide.content for node in part.findall(nodes.Element))
    return any(place in node["ids"] for node in parts)


def note_names(app: Sphinx, document: nodes.document) -> None:
    """Note what a document takes."""
    if names := sorted({node["name"] for node in document.findall(slide_from)}):
        app.env.get_domain(TakenDomain.name).data["names"][app.env.current_document.docname] = names


def rewrite_who_takes(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents that take slides of one that was read again, or is no more."""
    changed = state_of(app.config).contents_before.keys()
    found = []
    for docname, names in env.get_domain(TakenDomain.name).data["names"].items():
        for name in names:
            try:
                owner = place_of(env, name)[0]
            except CourseError:  # it is said when the document is written
                owner = ""
            if not owner or owner in changed:
                found.append(docname)
    return found
