"""The decks: slides cut out of the document for sphinx-revealjs's builder.

The plan of ``slides/marks.py`` becomes one ``deck_slide`` node a slide, which
``writer.py`` writes; what is long and may be split goes over several.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.directives.other import TocTree
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..base import wording
from ..base.addresses import DECK_BUILDER
from ..base.errors import CourseError, report
from ..quotes.results import snippet_results
from ..quotes.snippet import snippet
from ..slides.layouts import QUESTION, TURN, chosen_layout, clock_of
from ..slides.overflow import split
from ..slides.plan import Slide, empty_marks, is_pause
from ..slides.planned_minutes import check_sum, plan_minutes
from ..slides.title_slide import facts_of, fill_menus
from ..slides.versions.shown import shown_slides
from ..slides.versions.taken import with_taken
from ..slides.visibility import planned, speaker_notes, textonly
from .dividers import wants_dividers, with_dividers
from .footnotes import place_notes, take_notes
from .links import without_deck
from .writer import deck_slide, deck_title


class CutSlides(SphinxPostTransform):
    """Replace the document by its slides; before one side is dropped."""

    builders = (DECK_BUILDER,)
    default_priority = 10

    def run(self, **kwargs: Any) -> None:
        """Cut the document, if it is one of ours."""
        for mark in empty_marks(self.document):
            report(CourseError(wording.EMPTY_SLIDE), mark)
        notes = take_notes(self.document)
        slides: list[deck_slide] = []
        for rank, slide in enumerate(with_taken(shown_slides(self.document, self.config))):
            node = _deck_slide(slide, is_first=rank == 0)
            _place_results(node)
            for part in _with_results_apart(node):
                slides += _split(part)
        if slides:
            place_notes(slides, notes)
            docname = self.env.current_document.docname
            if wants_dividers(self.env, docname):
                slides = with_dividers(slides)
            lecture, exercises = plan_minutes(slides)
            total = sum(map(planned, slides))
            if any(slide["taken"] for slide in slides):
                check_sum(self.env, self.document, total)
            fill_menus(slides, docname)
            if facts := facts_of(self.env, docname, lecture, exercises):
                first = slides[0]
                silent = (speaker_notes, textonly)
                last = [n for n in first.children if not isinstance(n, silent)][-1]
                first.insert(first.index(last) + 1, facts)
            self.document.children = []
            self.document += slides


def _deck_slide(slide: Slide, is_first: bool) -> deck_slide:
    opening = is_first and slide.level == 1 and not slide.running
    layout = slide.options.get("layout") or ("title" if opening else chosen_layout(slide.content))
    clock = clock_of(slide.options, slide.content)
    node = deck_slide(
        "",
        ids=[slide.id],
        layout=layout,
        classes=list(slide.options.get("class", [])),
        anchor=slide.options.get("page", slide.id),  # its place on the page
        level=slide.level,
        section=slide.level == 2 and not slide.running,
        fit=slide.options.get("fit", ""),
        reason=slide.options.get("reason", ""),
        background=slide.options.get("background", ""),
        clock=clock,
        taken=slide.is_taken,
    )
    start = slide.mark or slide.title or slide.section
    node.source, node.line = start.source, start.line
    if slide.options.get("layout") == TURN and not clock:
        report(CourseError(wording.TURN_WITHOUT_MINUTES), node)
    node += _title(slide, layout)
    if not slide.running:
        extra = slide.section["ids"][1:]
        node += [nodes.target("", "", ids=[name]) for name in extra]
    node += slide.content
    return node


def _title(slide: Slide, layout: str) -> deck_title:
    """Return the slide's title; the one before it would be a wrong one for a question."""
    title = deck_title("", level=slide.level, running=slide.running)
    if "title" in slide.options or is_pause(slide.options):
        title += nodes.Text(slide.title_text)
        title["running"] = False
    elif slide.running and layout == QUESTION:
        title += nodes.Text(wording.QUESTION)
        title["running"] = False
    elif slide.title:
        title += [child.deepcopy() for child in slide.title.children]
    return title


def _place_results(slide: deck_slide) -> None:
    """Hide the results of a snippet, or make them a step, as it asks."""
    for results in list(slide.findall(snippet_results)):
        place = results.parent["output"] if isinstance(results.parent, snippet) else ""
        if place == "hidden":
            results.parent.remove(results)
        elif place in ("next-step", "predict"):
            results["classes"] += ["fragment", "covered"]
            if results.get("predict"):
                results["predict"] = False
                prompt = nodes.paragraph("", wording.PREDICT, classes=["predict-prompt"])
                results.parent.insert(results.parent.index(results), prompt)


def _with_results_apart(slide: deck_slide) -> list[deck_slide]:
    """Give the results their own slide after each snippet that asks for it."""
    for rank, child in enumerate(slide.children):
        if isinstance(child, snippet) and child["output"] == "next-slide":
            results = [node for node in child.children if isinstance(node, snippet_results)]
            if results:
                return [slide, *_with_results_apart(_next_slide(slide, rank, results))]
    return [slide]


def _next_slide(slide: deck_slide, rank: int, results: list[nodes.Node]) -> deck_slide:
    """Move the results, and what follows the snippet, to a slide that goes on."""
    quoted = slide.children[rank]
    assert isinstance(quoted, snippet)
    follower = deck_slide(
        "",
        **{**slide.attributes, "ids": [f"{slide['ids'][0]}--sortie"], "clock": 0, "section": False},
    )
    follower.source, follower.line = slide.source, slide.line
    title = slide.children[0].deepcopy()
    title["running"] = True
    box = snippet("", **{**quoted.attributes, "output": "below"})
    for node in results:
        quoted.remove(node)
        box += node
    rest = slide.children[rank + 1 :]
    slide.children = slide.children[: rank + 1]
    follower += [title, box, *rest]
    return follower


def _split(slide: deck_slide) -> list[deck_slide]:
    """Give a slide that may be split as many slides as its content takes."""
    if slide["fit"] != "split":
        return [slide]
    title, content = slide.children[0], slide.children[1:]
    try:
        pages = split(content)
    except CourseError as error:
        report(error, slide)
        return [slide]
    slide.children = []
    slide += [title, *pages[0]]
    slides = [slide]
    for rank, page in enumerate(pages[1:], start=2):
        follower = deck_slide(
            "",
            **{**slide.attributes, "ids": [f"{slide['ids'][0]}--suite-{rank}"], "section": False},
        )
        follower.source, follower.line = slide.source, slide.line
        again = title.deepcopy()
        again["running"] = True
        again += nodes.Text(f" {wording.CONTINUED.format(rank=rank, count=len(pages))}")
        follower += [again, *page]
        slides.append(follower)
    return slides


class DeckTocTree(TocTree):
    """A table of contents without what has no deck: scripts, glossary, course_pages_only.

    Sphinx would read a document that lists an excluded one at every build.
    """

    def run(self) -> list[nodes.Node]:
        """Leave the generated pages out."""
        content: StringList = self.content  # type: ignore[has-type]
        left_out = without_deck(self.config)
        kept = [line for line in content if not line.lstrip("/").startswith(left_out)]
        if content and not any(kept):
            return []
        self.content = StringList(kept, source=content.source(0))
        return super().run()


def replace_toctree(app: Sphinx) -> None:
    """Leave out of tables of contents what has no deck."""
    if app.builder.name == DECK_BUILDER:
        app.add_directive("toctree", DeckTocTree, override=True)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the deck's transforms."""
    app.add_post_transform(CutSlides)
    app.connect("builder-inited", replace_toctree)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
