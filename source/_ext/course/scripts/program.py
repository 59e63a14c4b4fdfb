"""A script up to one of its cells: what a reader copies, and runs alone.

It prints what the page shows under the cell, and nothing else: the cells before are all
there, but what they print is not shown and their figures are closed. Usage::

    pieces = pieces_of(script, printing=[False, True, True], why="rien ne s'affiche")
    program_up_to(pieces, 2)      # 'import torch\\n\\nw = …'

Each cell has three pieces: as one of those before; what opens it as the last one; its code
(which the page copies alone). The browser joins them in the same way.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .script import Script

SCREEN = "ecran"
HIDE = "import io\nimport sys\n\n{screen}, sys.stdout = sys.stdout, io.StringIO()  # {why}\n\n"
SHOW = "sys.stdout = {screen}\n\n"
SHOWN, CLOSED = "plt.show()", "plt.close()"
Pieces = list[tuple[str, str, str]]


def pieces_of(script: Script, printing: list[bool], why: str) -> Pieces:
    """Return what each cell gives to a program: before the last cell, and as the last.

    ``printing`` tells which cells print; ``why`` is the comment where the screen is put aside.
    """
    screen = SCREEN
    while screen in script.text:
        screen += "_"
    pieces: Pieces = []
    is_hidden = False
    for cell, prints in zip(script.cells, printing, strict=True):
        name = f"# %% {cell.name}\n"
        opening = name + (SHOW.format(screen=screen) if is_hidden else "")
        starts = prints and not is_hidden
        is_hidden = is_hidden or prints
        before = HIDE.format(screen=screen, why=why) if starts else ""
        pieces.append((name + before + with_figures_closed(cell.code), opening, cell.code))
    return pieces


def program_up_to(pieces: Pieces, index: int) -> str:
    """Return the program whose last cell is that of ``index``."""
    before = [before for before, _, _ in pieces[:index]]
    return "\n\n\n".join([*before, "".join(pieces[index][1:])]) + "\n"


def with_figures_closed(code: str) -> str:
    """Return code that shows no window; functions, which a later cell may call, are left."""
    if SHOWN not in code:
        return code
    lines = code.split("\n")
    for call in _run_at_once(ast.parse(code)):
        if isinstance(call, ast.Call) and ast.unparse(call) == SHOWN:
            number = call.lineno
            lines[number - 1] = lines[number - 1].replace(SHOWN, CLOSED)
    return "\n".join(lines)


def _run_at_once(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes outside functions."""
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield node
            yield from _run_at_once(node)
