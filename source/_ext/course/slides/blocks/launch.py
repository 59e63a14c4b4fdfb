"""« À vous »: an exercise launched from the deck. The exercise directive makes it.

The slide says the task, the command that checks it, and has a countdown of the exercise's
minutes; where conf.py has the site's address, a QR code leads to the statement. Usage::

    launch_of(title, statement, file="ex_03_perte.py", minutes=25)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from ...base import wording
from ...base.addresses import published
from ..layouts import TURN
from ..qr_code import qr_code
from ..visibility import slideonly

# Characters of the statement that stand on the slide; the rest is on the page.
MOST = 330


class launch(nodes.General, nodes.Element):  # noqa: N801
    """The task of an exercise: ``file``, ``clock`` (minutes) and ``layout``."""


def launch_of(
    title: nodes.Element, statement: Iterable[nodes.Node], file: str, minutes: float
) -> slideonly:
    """Return what the slide of an exercise shows."""
    node = launch("", file=file, clock=minutes, layout=TURN)
    name = nodes.paragraph("", "", classes=["launch-title"])
    name += [child.deepcopy() for child in title.children]
    node += name
    left, announced = MOST, False
    for block in statement:
        left -= len(block.astext())
        if not isinstance(block, nodes.paragraph | nodes.bullet_list | nodes.enumerated_list):
            break
        if left < 0 and len(node) > 1 and not announced:
            break
        announced = block.astext().rstrip().endswith(":")  # « écrivez : », and then nothing
        copy: Any = block.deepcopy()
        for inside in copy.findall(nodes.Element):
            inside["ids"] = []
        node += copy
    return slideonly("", node)


def visit_launch(self: Any, node: launch) -> None:
    """Open the task."""
    self.body.append('<div class="launch"><div class="launch-task">\n')


def depart_launch(self: Any, node: launch) -> None:
    """Write the command under the task, the clock's place and the code beside it."""
    command = self.encode(wording.EXERCISE_COMMAND.format(file=node["file"]))
    self.body.append(f'<pre class="launch-command">{command}</pre>\n</div>\n')
    self.body.append('<div class="launch-side"><div class="clock-here"></div>\n')
    if page := published(self.builder.config, self.builder.current_docname):
        slide = node.parent
        while slide.parent is not None and "anchor" not in slide:
            slide = slide.parent
        code = qr_code(f"{page}#{slide.get('anchor', '')}")
        self.body.append(f"{code}\n")
    self.body.append("</div></div>\n")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the node."""
    app.add_node(launch, revealjs=(visit_launch, depart_launch))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
