"""Write the gallery script of a chapter: its cells in order, with the text around.

The comments above a cell are reStructuredText of the script's page, kept plain
here; comments of the code longer than a line of 79 are wrapped.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Sequence

from ..execution.cells import Cell

WIDTH = 79
COMMENT_WIDTH = 72
HEADER = "{mark}\n{title}\n{rule}\n\n{intro}\n{end}\n"
TO_DESCRIBE = "# Figure : figure à décrire (cellule {name})."


def write_script(title: str, source: str, cells: Sequence[Cell]) -> str:
    """Return the script's text."""
    title = plain(title).strip() or "Un chapitre"
    intro = textwrap.fill(f"Code repris de {plain(source)}, dans l'ordre du texte.", COMMENT_WIDTH)
    head = f'"""\n{title}\n{"=" * max(4, len(title))}\n\n{intro}\n"""\n'
    return head + "".join(f"\n{_cell(cell)}" for cell in cells)


def _cell(cell: Cell) -> str:
    context = plain(cell.context)
    lines = [f"# %% {cell.name}"]
    lines += [f"# {line}" for line in textwrap.wrap(context, COMMENT_WIDTH)[:4]]
    code = wrap_comments(cell.code)
    if cell.figures:
        code = describe_figure(code, cell.name)
    if code.lstrip().startswith("#"):
        lines.append("")
    return "\n".join([*lines, code.strip("\n"), ""])


def describe_figure(code: str, name: str) -> str:
    """Put a description to be completed above the last ``plt.show()``."""
    if re.search(r"^[ \t]*# Figure : ?\S", code, re.MULTILINE):
        return code
    lines = code.split("\n")
    comment = TO_DESCRIBE.format(name=name)
    for at in range(len(lines) - 1, -1, -1):
        if re.match(r"^plt\.show\(|^pyplot\.show\(", lines[at]):
            return "\n".join([*lines[:at], comment, *lines[at:]])
    return f"{code.rstrip()}\n{comment}"


def wrap_comments(code: str) -> str:
    """Wrap the lines that hold a comment alone; text in strings is left as it is."""
    inside = _string_lines(code)
    lines: list[str] = []
    for number, line in enumerate(code.split("\n"), start=1):
        found = re.match(r"^(\s*)#+ ?(.*)$", line)
        if len(line) <= WIDTH or number in inside or not found:
            lines.append(line.rstrip() if number not in inside else line)
            continue
        room = max(20, WIDTH - 2 - len(found[1]))
        wrapped = textwrap.wrap(found[2], room, break_long_words=False, break_on_hyphens=False)
        lines += [f"{found[1]}# {part}" for part in wrapped]
    # A line of twenty # or a "# %%" would start a cell of its own.
    return "\n".join(re.sub(r"^#( ?%%|#{19,})", r"# -\1", line) for line in lines)


def _string_lines(code: str) -> set[int]:
    """Return the lines that a string of several lines covers."""
    found: set[int] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Constant | ast.JoinedStr) and node.end_lineno != node.lineno:
            found |= set(range(node.lineno, (node.end_lineno or 0) + 1))
    return found


def plain(text: str) -> str:
    r"""Return text that reads the same in reStructuredText: no markup, no formula.

    >>> plain("**Le** `pas` vaut $x_1$ : :math:`a` [lien](x.md)")
    'Le pas vaut x1 : a lien'
    """
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r":[\w:+-]+:`([^`<]*)(?:<[^>]*>)?`", r"\1", text)
    text = re.sub(r"`([^`<]*)<[^>]*>`_*", r"\1", text)
    text = re.sub(r"[*`|\\$<>{}]", "", text)
    text = re.sub(r"(\w)_+(?!\w)", r"\1", text)
    text = re.sub(r"(?<!\w)_+(\w)", r"\1", text)
    text = re.sub(r"(?<=[A-Za-z])_(?=\d)", "", text)
    text = "".join(sign for sign in text if ord(sign) < 0x2190 or sign in "œŒ’—–…")
    text = " ".join(text.replace('"""', "").split())
    return re.sub(r"^[^\w«(]+", "", text)
