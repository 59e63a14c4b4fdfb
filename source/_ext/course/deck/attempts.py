"""On a slide, code that fails stands without what catches its error, which would announce it.

A script catches the error that a chapter shows, so as to go on; the room is asked first
what the code gives. Of a cell that ends with its only ``try``, ::

    try:
        notes @ notes
    except RuntimeError as erreur:
        print("RuntimeError :", erreur)

slides show ``notes @ notes``, which alone stops with the same message. Lines that follow
would not run, so that such a cell stays as it is, unless ``lines`` leaves them out; so does
one with ``steps``, which count lines. Pages show and copy the whole.
"""

from __future__ import annotations

import ast
import textwrap
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..base.addresses import DECK_BUILDER
from ..quotes.snippet import snippet


class ShowAttempts(SphinxPostTransform):
    """Leave the body of the ``try`` alone in quoted code."""

    builders = (DECK_BUILDER,)
    default_priority = 5  # before slides are cut by what they hold

    def run(self, **kwargs: Any) -> None:
        """Go through the quotes."""
        for quoted in self.document.findall(snippet):
            for block in quoted.findall(nodes.literal_block):
                if "steps" not in block:
                    code = attempt_of(block.astext())
                    block.children = [nodes.Text(code)]
                    block.rawsource = code  # coloured where both agree


def attempt_of(code: str) -> str:
    """Return code without the ``try`` and the ``except`` that end it, if they print the error."""
    try:
        statements = ast.parse(code).body
    except SyntaxError:  # some lines of a cell
        return code
    tries = [one for one in statements if isinstance(one, ast.Try)]
    last = tries[0] if len(tries) == 1 else None
    if last is None or last is not statements[-1] or last.orelse or last.finalbody:
        return code
    if not all(_prints(handler) for handler in last.handlers):
        return code
    lines = code.split("\n")
    tried = textwrap.dedent("\n".join(lines[last.lineno : last.handlers[0].lineno - 1]))
    if ast.dump(ast.parse(tried)) != ast.dump(ast.Module(last.body, type_ignores=[])):
        return code  # a text over several lines would lose its margin
    return "\n".join([*lines[: last.lineno - 1], tried]).rstrip()


def _prints(handler: ast.ExceptHandler) -> bool:
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        for node in ast.walk(handler)
    )


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the transform."""
    app.add_post_transform(ShowAttempts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
