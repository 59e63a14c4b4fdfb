"""A sequence of figures that the reader moves through: an epoch a frame, a path.

A cell of a script draws its frames in a loop; the comment makes them a slider,
named after what changes, and each figure's title (or label) names its frame::

    # %% frontieres
    for epoque in range(20):
        …
        ax.set_title(f"époque {epoque}")
        # Séquence : époque
        # Figure : deux croissants, et la frontière qui se courbe entre eux.
        plt.show()

``snippet`` quotes it like any figure; ``frames`` says which are steps of the slide,
the slider has them all::

    .. snippet:: 06_boucle/plot_frontieres
       :cell: frontieres
       :show: figure
       :frames: 6            (as many, evenly spread; or ranks: 1, 2, 5, 20)

A browser without JavaScript shows the first frame, a printed page four of them. One frame, a frame
without a title and two of the same title are errors at the comment's line.
"""

from __future__ import annotations

import gzip
from collections import Counter
from html import escape
from os.path import commonprefix
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from ..base import wording
from ..base.errors import CourseError
from ..language.typography import french_typography
from ..records.record import Record
from ..scripts.script import Cell, Script
from ..upstream.html_builder import image_folder, image_name
from .figure_nodes import for_slides, image_tag, legible_in, themed_images

MOST_FRAMES, MOST_STEPS, LONGEST_LABEL = 60, 10, 60
MOST_BYTES = 1_000_000  # of a theme, compressed
ON_PAPER = 4
MARK = 'class="snippet-figure scrubber"'
SHEET, SCRIPT = "css/scrubber.css", "js/scrubber.js"


class scrubber(nodes.General, nodes.Element):  # noqa: N801
    """The frames' images, light and dark in turn; ``unit``, ``labels``, ``steps``."""


def scrubber_of(
    script: Script, cell: Cell, record: Record, folder: str, frames: str = ""
) -> scrubber:
    """Return the sequence of a cell. Raises CourseError: not a sequence to show."""
    figures = record.cells[cell.index].figures
    labels = [figure.label for figure in figures]
    unit, line = cell.sequence or ("", cell.line)
    weight = sum(len(gzip.compress((record.folder / one.light).read_bytes())) for one in figures)
    if problem := _problem(unit, labels, weight):
        raise CourseError(problem, script.path, line)
    node = scrubber(
        "",
        unit=french_typography(unit),
        labels=[french_typography(label) for label in labels],
        steps=frames_to_show(frames, len(figures)),
        alt=cell.figure_alt[:1].upper() + cell.figure_alt[1:],
        legible=legible_in(record, figures[0]),
    )
    for figure in figures:
        node += themed_images(folder, figure, cell.figure_alt)
    if drawn := record.cells[cell.index].slides:
        on_slides = [one for figure in drawn for one in themed_images(folder, figure, node["alt"])]
        node += for_slides("", *on_slides)
    return node


def _problem(unit: str, labels: list[str], weight: int) -> str:
    """Say what is wrong with a sequence, or nothing."""
    if not unit:
        return wording.SEQUENCE_WITHOUT_UNIT
    if not 2 <= len(labels) <= MOST_FRAMES:
        return wording.SEQUENCE_LENGTH.format(count=len(labels), most=MOST_FRAMES)
    for rank, label in enumerate(labels, start=1):
        if not label or "$" in label or len(label) > LONGEST_LABEL:
            return wording.FRAME_LABEL.format(rank=rank, label=label, most=LONGEST_LABEL)
    label, times = Counter(labels).most_common(1)[0]
    if times > 1:
        return wording.FRAMES_ALIKE.format(label=label, times=times)
    if weight > MOST_BYTES:
        return wording.HEAVY_SEQUENCE.format(weight=weight // 1000, most=MOST_BYTES // 1000)
    return ""


def frames_to_show(text: str, count: int) -> list[int]:
    """Return the ranks, from 0, of the frames that are steps of the slide.

    >>> frames_to_show("4", 20), frames_to_show("1, 2, 20", 20)
    ([0, 6, 13, 19], [0, 1, 19])
    """
    try:
        given = [int(part) for part in text.split(",")] if text.strip() else []
    except ValueError:
        given = [0]
    asked = given or [min(count, MOST_STEPS)]
    if len(asked) == 1 and 2 <= asked[0] <= count:
        return [round(step * (count - 1) / (asked[0] - 1)) for step in range(asked[0])]
    if len(asked) == 1 or asked != sorted(set(asked)) or not 1 <= asked[0] <= asked[-1] <= count:
        raise CourseError(wording.BAD_FRAMES.format(given=text, count=count))
    return [rank - 1 for rank in asked]


def visit_scrubber(self: Any, node: scrubber) -> None:
    """Write the first frame, the names of the others, and the slider."""
    images = list(node.findall(nodes.image))
    names = [image_name(self, image["uri"]) for image in images]
    shared = commonprefix(names)  # noqa: RUF071
    first = node["steps"][0]
    for image in images:
        image["alt"] = f"{node['labels'][first]}. {node['alt']}"
    data = {
        "folder": f"{image_folder(self)}/{shared}",
        "files": " ".join(name.removeprefix(shared) for name in names),
        "labels": "\n".join(node["labels"]),
        "first": first,
        "legible": node["legible"],
    }
    attributes = "".join(f' data-{name}="{escape(str(data[name]))}"' for name in data)
    shown = "".join(image_tag(self, image) for image in images[2 * first : 2 * first + 2])
    label = self.encode(node["labels"][first])
    buttons = [
        f'<button type="button" class="{name}" aria-label="{words}" title="{words}"></button>'
        for name, words in wording.SCRUBBER_BUTTONS
    ]
    unit = self.encode(node["unit"][:1].upper() + node["unit"][1:])
    self.body.append(
        f"<figure {MARK}{attributes}>{shown}"
        f'<div class="scrubber-bar" hidden data-prevent-swipe>{"".join(buttons)}'
        f'<label><span>{unit}</span> <input type="range" min="0" '
        f'max="{len(node["labels"]) - 1}" value="{first}" aria-valuetext="{label}"></label>'
        f'<output aria-live="off">{label}</output></div>'
    )
    if self.builder.name == "revealjs":
        steps = [
            f'<span class="fragment frame-step" data-frame="{rank}">'
            f"{self.encode(node['labels'][rank])}</span>"
            for rank in node["steps"][1:]
        ]
        # reveal.js says a step by itself, and would say them all with the slide.
        self.body.append(f'<div aria-hidden="true">{"".join(steps)}</div>')
    self.body.append("</figure>\n")
    if self.builder.name == "html":
        self.body.append(f'<div class="frames-on-paper">{_on_paper(self, node, images)}</div>\n')
    raise nodes.SkipNode


def _on_paper(self: Any, node: scrubber, images: list[nodes.image]) -> str:
    """Return a few frames under their names, for a printed page: it has no slider."""
    labels = node["labels"]
    shown = []
    for rank in frames_to_show(str(min(len(labels), ON_PAPER)), len(labels)):
        image = images[2 * rank]
        label = labels[rank]
        image["alt"] = f"{node['unit']} {label}" if label.isdecimal() else label
        shown.append(f"<p>{image_tag(self, image)}{self.encode(image['alt'])}</p>")
    return "".join(shown)


def add_assets(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Give the slider's sheet and script to the pages that have one."""
    context["has_scrubber"] = MARK in (context.get("body") or "")
    if context["has_scrubber"] and app.builder.name == "html":
        app.add_css_file(SHEET, priority=660)
        app.add_js_file(SCRIPT, priority=660, loading_method="defer")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the node and its assets."""
    app.add_node(scrubber, html=(visit_scrubber, None), revealjs=(visit_scrubber, None))
    app.connect("html-page-context", add_assets, priority=700)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
