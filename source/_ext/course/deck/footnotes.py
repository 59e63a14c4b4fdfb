"""Footnotes at the foot of the slide that cites them.

Wherever the author wrote it, reStructuredText or MyST, a note goes to each slide with a
call of it, or into the lecturer's notes if the call is there. A citation also stays
where it stands: a bibliography is a slide like another. Nothing to write.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes

from ..slides.plan import is_cited_note
from ..slides.visibility import speaker_notes, textonly


def take_notes(document: nodes.document) -> dict[str, nodes.Element]:
    """Return the notes of a document by id; the footnotes leave their place."""
    notes: dict[str, nodes.Element] = {}
    for node in list(document.findall(nodes.Element)):
        if is_cited_note(node):
            node.parent.remove(node)
        if isinstance(node, nodes.footnote | nodes.citation):
            notes |= dict.fromkeys(node["ids"], node)
    return notes


def place_notes(slides: Sequence[nodes.Element], notes: dict[str, nodes.Element]) -> None:
    """Copy each note to the slides that cite it, in the order of the calls."""
    if not notes:
        return
    for slide in slides:
        places: dict[int, tuple[nodes.Element, dict[str, nodes.Element]]] = {}
        for call in slide.findall(is_call):
            place = _place_of(call)
            note = notes.get(call["refid"])
            if place is not None and note is not None and not _is_on(slide, note):
                places.setdefault(id(place), (place, {}))[1][call["refid"]] = note
        for place, cited in places.values():
            copies = [_copy(note) for note in cited.values()]
            place.insert(_foot_of(place), copies)


def is_call(node: nodes.Node) -> bool:
    """Tell whether a node is a link within the document, of a note maybe."""
    return isinstance(node, nodes.footnote_reference | nodes.reference) and "refid" in node


def _place_of(call: nodes.Node) -> nodes.Element | None:
    """Return what shows the call: its slide or its aside, None when it is the page's alone."""
    place = call.parent
    while place.parent is not None and not isinstance(place, speaker_notes):
        if isinstance(place, textonly):
            return None
        place = place.parent
    return place


def _is_on(slide: nodes.Element, note: nodes.Element) -> bool:
    return any(node is note for node in slide.findall(type(note)))


def _copy(note: nodes.Element) -> Any:
    """Return a note without ids, which stand once in a deck, nor links back."""
    copy = note.deepcopy()
    for node in copy.findall(nodes.Element):
        node["ids"] = []
    copy["backrefs"] = []
    return copy


def _foot_of(place: nodes.Element) -> int:
    """Return where the content of a slide ends: before what is said and not shown."""
    rank = len(place)
    while rank and isinstance(place[rank - 1], speaker_notes | textonly):
        rank -= 1
    return rank
