"""What pages add to the text: links to slides and scripts, times, quoted-in lists.

Every heading of a chapter, and every slide mark, links to the slide that shows
it; the slide's id is also an anchor of the page, so that the way back lands on
the same spot. A chapter says what it costs to read and to run, and lists its
scripts; a script's page lists the chapters that quote it.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..base import wording
from ..base.addresses import (
    PAGES,
    Place,
    chapter_name,
    is_chapter,
    page_reference,
    place_of,
    published,
    script_page,
    script_shown,
)
from ..exercises.files import solution_notebook, student_file, student_notebook
from ..quotes.domain import domain_of
from ..records.session import session_of
from ..scripts.exercise_source import is_exercise
from ..slides.plan import Slide, plan_slides, slide_mark
from ..slides.qr_code import qr_code
from ..slides.versions.shown import shown_slides
from ..slides.visibility import slideonly, speaker_notes
from ..upstream.environment import download_name
from .downloads import colab_link
from .quoted_code.documentation_links import linked_block

WORDS_PER_MINUTE = 180


class slide_link(nodes.General, nodes.Element):  # noqa: N801
    """A link to a slide; ``slide`` is its id, ``title`` what it shows.

    ``came_from`` is the section it stands in, when that one has no slide of its own.
    """


class slide_anchor(nodes.General, nodes.Element):  # noqa: N801
    """Where an untitled slide starts on the page."""


class MarkSlides(SphinxPostTransform):
    """Tie the page to its deck, before references are resolved (10)."""

    builders = ("html",)
    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Add the links to a chapter; drop the marks of any page."""
        docname = self.env.current_document.docname
        if is_chapter(self.config, docname):
            self._link_slides()
            self._add_facts(docname)
            self._list_scripts(docname)
        for mark in list(self.document.findall(slide_mark)):
            mark.parent.remove(mark)
        if script := script_shown(self.config, docname):
            self._list_chapters(script)

    def _link_slides(self) -> None:
        shown = {slide.id: slide for slide in shown_slides(self.document, self.config)}
        last: Slide | None = None
        for slide in plan_slides(self.document, everything=True):
            last = shown.get(slide.id, last)
            if last is None:
                continue
            came_from = "" if slide.id == last.id else slide.id
            link = slide_link("", slide=last.id, title=slide.title_text, came_from=came_from)
            if slide.mark is None and slide.title is not None:
                slide.title += link
            elif slide.mark is not None and slide.id in shown:
                slide.mark.replace_self(slide_anchor("", link, ids=[slide.id]))

    def _add_facts(self, docname: str) -> None:
        """Say under the title what the chapter costs in time."""
        title = next(iter(self.document.findall(nodes.title)))
        facts = nodes.paragraph(classes=["chapter-facts"])
        words = _words(self.document)
        minutes = max(1, round(words / WORDS_PER_MINUTE))
        parts = [wording.READING_TIME.format(minutes=minutes)]
        if lecture := self.env.metadata[docname].get("minutes"):
            parts.append(wording.LECTURE_TIME.format(minutes=lecture))
        if scripts := self._scripts(docname):
            seconds = sum(self._seconds(name) for name in scripts)
            parts.append(
                wording.RUNNING_TIME.format(count=len(scripts), duration=duration(seconds))
            )
        for part in parts:
            facts += nodes.inline(part, part)
        deck = nodes.inline(classes=["deck-link"])
        deck += nodes.reference(
            "",
            wording.TO_DECK,
            refuri=Place(PAGES, docname).to_deck(docname),
            internal=True,
            title=wording.TO_DECK_TITLE,
        )
        facts += deck
        if self.config.course_pdfs:
            pdf = Place(PAGES, docname).to_pdf(chapter_name(self.config, docname))
            link = nodes.reference("", "PDF", refuri=pdf)
            facts += nodes.inline("", "", link, classes=["pdf-link"])
        title.parent.insert(
            title.parent.index(title) + 1, [facts, paper_note(self.config, docname)]
        )

    def _scripts(self, docname: str) -> list[str]:
        return sorted(domain_of(self.env).quotes.get(docname, {}))

    def _seconds(self, name: str) -> float:
        session = session_of(self.config)
        record = session.store.load(session.script(name))
        return record.seconds if record else 0.0

    def _list_scripts(self, docname: str) -> None:
        """End the chapter with its scripts, as page, file and notebook."""
        scripts = self._scripts(docname)
        if not scripts:
            return
        items = nodes.bullet_list(classes=["chapter-scripts"])
        session = session_of(self.config)
        for name in scripts:
            line = nodes.paragraph()
            line += page_reference(script_page(self.config, name), session.script(name).title)
            for path, label in _files(name):
                line += nodes.Text(" · ")
                line += _download(self.env, script_page(self.config, path), label)
            for link in colab_link(self.config, name):
                line += [nodes.Text(" · "), link]
            items += nodes.list_item("", line)
        block = nodes.container(classes=["chapter-scripts-block"])
        block += nodes.paragraph("", "", nodes.strong("", wording.CHAPTER_SCRIPTS))
        block += items
        next(iter(self.document.findall(nodes.section))).append(block)

    def _list_chapters(self, script: str) -> None:
        """End a script's page with the chapters that quote it."""
        chapters = domain_of(self.env).chapters_quoting(script)
        if not chapters:
            return
        line = nodes.paragraph(classes=["quoted-in"])
        line += nodes.Text(f"{wording.QUOTED_IN}\u00a0: ")
        for rank, chapter in enumerate(chapters):
            if rank:
                line += nodes.Text(", ")
            line += page_reference(chapter, self.env.titles[chapter].astext())
        next(iter(self.document.findall(nodes.section))).append(line)


def paper_note(config: Any, docname: str) -> nodes.paragraph:
    """Return what a printed chapter says of its other half, with a QR code of the address."""
    note = nodes.paragraph("", wording.PAPER_NOTE, classes=["paper-note", "no-search"])
    if address := published(config, docname):
        note += [nodes.Text(" "), nodes.reference("", address, refuri=address)]
        note += nodes.raw("", qr_code(address), format="html")
    return note


def _files(name: str) -> list[tuple[str, str]]:
    """Return the files of a script that a reader downloads, and what each is."""
    if is_exercise(name):
        return [
            (student_file(name), wording.DOWNLOAD_EXERCISE),
            (student_notebook(name), wording.DOWNLOAD_TO_COMPLETE),
            (f"{name}_solution.py", wording.DOWNLOAD_SOLUTION),
            (solution_notebook(name), wording.DOWNLOAD_SOLVED),
        ]
    return [(f"{name}.py", wording.DOWNLOAD_SCRIPT), (f"{name}.ipynb", wording.DOWNLOAD_NOTEBOOK)]


def _download(env: Any, path: str, label: str) -> addnodes.download_reference:
    """Return a download link; sphinx-gallery's page has made the file known."""
    node = addnodes.download_reference("", label, reftarget=f"/{path}")
    node["filename"] = download_name(env, path)
    node["classes"].append("download")
    return node


def _words(document: nodes.document) -> int:
    """Count the words that a reader of the page reads: no code, no slide, no notes."""
    skipped = (nodes.literal_block, linked_block, slideonly, speaker_notes, nodes.comment)
    count = 0
    for text in document.findall(nodes.Text):
        parent = text.parent
        while parent is not None and not isinstance(parent, skipped):
            parent = parent.parent
        if parent is None:
            count += len(text.astext().split())
    return count


def duration(seconds: float) -> str:
    """Say a duration roughly, so that two builds of one commit say the same."""
    for limit, words in wording.RUNNING_STEPS:
        if seconds < limit:
            return words
    return wording.RUNNING_LONG


def visit_slide_link(self: Any, node: slide_link) -> None:
    """Write the link."""
    here = place_of(self.builder)
    uri = here.to_deck(here.docname, node["slide"], node["came_from"])
    label = self.attval(wording.TO_SLIDE.format(title=node["title"]))
    self.body.append(f'<a class="slide-link" href="{uri}" title="{label}"></a>')
    raise nodes.SkipNode


def visit_slide_anchor(self: Any, node: slide_anchor) -> None:
    """Open the anchor."""
    self.body.append(f'<div class="slide-anchor" id="{node["ids"][0]}">')


def depart_slide_anchor(self: Any, node: slide_anchor) -> None:
    """Close the anchor."""
    self.body.append("</div>\n")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the nodes and the transform."""
    app.add_node(slide_link, html=(visit_slide_link, None))
    app.add_node(slide_anchor, html=(visit_slide_anchor, depart_slide_anchor))
    app.add_post_transform(MarkSlides)
    app.add_config_value("course_pdfs", False, "html")  # the build prints them: chapter_pdfs.py
    return {"parallel_read_safe": True, "parallel_write_safe": True}
