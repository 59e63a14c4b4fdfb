"""The decks: slides cut out of the document for sphinx-revealjs's builder.

The plan of ``slides.py`` becomes one ``deck_slide`` node a slide, with our own
translator: Pygments colours (reveal's highlighter guesses languages and weighs
940 KB), balanced sections, notes with any markup, a link back to the page.
"""

from __future__ import annotations

import posixpath
import re
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.directives.other import TocTree
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from . import wording
from .links import DECK_BUILDER, DECKS, Place, place_of
from .slides import Slide, plan_slides
from .snippet import snippet, snippet_results


class deck_slide(nodes.General, nodes.Element):  # noqa: N801
    """One slide: ``ids``, ``layout``, ``classes``, ``background``, ``anchor``."""


class deck_title(nodes.General, nodes.TextElement):  # noqa: N801
    """A slide's title; ``running`` when it repeats the section's."""


class CutSlides(SphinxPostTransform):
    """Replace the document by its slides; before one side is dropped."""

    builders = (DECK_BUILDER,)
    default_priority = 10

    def run(self, **kwargs: Any) -> None:
        """Cut the document, if it is one of ours."""
        slides: list[nodes.Node] = []
        for rank, slide in enumerate(plan_slides(self.document)):
            node = _deck_slide(slide, is_first=rank == 0)
            _place_results(node)
            slides += _with_results_apart(node)
        if slides:
            self.document.children = []
            self.document += slides


def _deck_slide(slide: Slide, is_first: bool) -> deck_slide:
    opening = is_first and slide.level == 1 and not slide.running
    layout = slide.options.get("layout", "title" if opening else "normal")
    node = deck_slide(
        "",
        ids=[slide.id],
        layout=layout,
        classes=list(slide.options.get("class", [])),
        anchor=slide.id,
        level=slide.level,
        fit=slide.options.get("fit", ""),
        background=slide.options.get("background", ""),
    )
    node.source, node.line = slide.section.source, slide.section.line
    node += _title(slide)
    if not slide.running:
        extra = slide.section["ids"][1:]
        node += [nodes.target("", "", ids=[name]) for name in extra]
    node += slide.content
    return node


def _title(slide: Slide) -> deck_title:
    title = deck_title("", level=slide.level, running=slide.running)
    if "title" in slide.options:
        title += nodes.Text(slide.options["title"])
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
        elif place == "next-step":
            results["classes"].append("fragment")


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
    follower = deck_slide("", **{**slide.attributes, "ids": [f"{slide['ids'][0]}--sortie"]})
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


class LinksToPages(SphinxPostTransform):
    """Send links to generated pages, which have no deck, to the pages."""

    builders = (DECK_BUILDER,)
    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Resolve them before Sphinx looks for their documents."""
        generated = self.config.sphinx_gallery_conf["gallery_dirs"]
        docname = self.env.current_document.docname
        for node in list(self.document.findall(pending_xref)):
            target = node["reftarget"].lstrip("/")
            if not node["reftarget"].startswith("/"):
                target = posixpath.normpath(posixpath.join(docname, "..", target))
            if node["reftype"] == "doc" and target.startswith(f"{generated}/"):
                uri = Place(DECKS, docname).to_page(target)
                text = node.astext() if node["refexplicit"] else target.rpartition("/")[2]
                node.replace_self(nodes.reference("", text, refuri=uri, internal=True))


class DeckTranslator(HTML5Translator):
    """Writes slides."""

    permalink_text = False

    def __init__(self, document: nodes.document, builder: Any) -> None:
        super().__init__(document, builder)
        self.builder.add_permalinks = False

    def visit_deck_slide(self, node: deck_slide) -> None:
        classes = " ".join([f"layout-{node['layout']}", *node["classes"]])
        background = node["background"]
        extra = f' data-background="{self.attval(background)}"' if background else ""
        if node["fit"]:
            extra += f' data-fit="{node["fit"]}"'
        self.body.append(f'<section id="{node["ids"][0]}" class="{classes}"{extra}>\n')
        self.section_level = 2

    def depart_deck_slide(self, node: deck_slide) -> None:
        here = place_of(self.builder)
        uri = here.to_page(here.docname, node["anchor"])
        self.body.append(
            f'<a class="to-page" href="{uri}" title="{wording.TO_PAGE}"></a>\n</section>\n'
        )

    def visit_deck_title(self, node: deck_title) -> None:
        tag = "h1" if node["level"] == 1 and not node["running"] else "h2"
        classes = ' class="running"' if node["running"] else ""
        self.body.append(f"<{tag}{classes}>")
        self.context.append(tag)

    def depart_deck_title(self, node: deck_title) -> None:
        self.body.append(f"</{self.context.pop()}>\n")

    def visit_literal_block(self, node: nodes.Element) -> None:
        """Colour as on pages; with ``steps``, one span a line and a fragment a step."""
        steps = node.get("steps")
        if not steps:
            super().visit_literal_block(node)
            return
        node["highlight_args"] = {}
        try:
            super().visit_literal_block(node)
        except nodes.SkipNode:
            self.body[-1] = _with_steps(self.body[-1], steps)
            raise


def _with_steps(html: str, steps: list[list[int]]) -> str:
    """Wrap each line in a span and add reveal.js fragments, one a further step."""
    found = re.search(r"(<pre[^>]*>(?:<span></span>)?)(.*?)(\n?</pre>)", html, re.DOTALL)
    assert found is not None
    lines = [
        f'<span class="ln" data-line="{number}">{line}</span>'
        for number, line in enumerate(found[2].split("\n"), start=1)
    ]
    marks = [
        f'<span class="fragment code-step" data-lines="{" ".join(map(str, step))}"></span>'
        for step in steps[1:]
    ]
    first = " ".join(map(str, steps[0]))
    body = found[1] + "\n".join(lines) + found[3]
    stepped = html[: found.start()] + body + html[found.end() :]
    stepped = stepped.replace("<div class=", f'<div data-steps="{first}" class=', 1)
    return stepped + "".join(marks) + "\n"


class DeckTocTree(TocTree):
    """A table of contents without generated pages, which have no deck.

    Sphinx would read a document that lists an excluded one at every build.
    """

    def run(self) -> list[nodes.Node]:
        """Leave the generated pages out."""
        generated = self.config.sphinx_gallery_conf["gallery_dirs"]
        content: StringList = self.content  # type: ignore[has-type]
        kept = [line for line in content if not line.lstrip("/").startswith(generated)]
        if content and not any(kept):
            return []
        self.content = StringList(kept, source=content.source(0))
        return super().run()


def prepare_decks(app: Sphinx) -> None:
    """Undo what would make every build of decks a full one.

    The builder appends its own folder to the configured list in place, so the
    next run would see a changed configuration and read everything again.
    """
    if app.builder.name != DECK_BUILDER:
        return
    configured = app.config.revealjs_static_path[:-1]
    app.config.html_static_path = list(app.config.html_static_path)
    app.config.revealjs_static_path = configured
    app.add_directive("toctree", DeckTocTree, override=True)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the deck's nodes, transforms and translator."""
    app.add_node(deck_slide)
    app.add_node(deck_title)
    app.add_post_transform(CutSlides)
    app.add_post_transform(LinksToPages)
    app.set_translator(DECK_BUILDER, DeckTranslator, override=True)
    app.connect("builder-inited", prepare_decks, priority=1)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
