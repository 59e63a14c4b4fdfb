"""How a slide goes through code: the whole, some lines after others, the whole again.

Usage::

    walk([[1, 2], [4]], code)        # [[], [1, 2], [4], []]: an empty step lights all lines
    step_of_results(steps, code)     # 2: the output comes with the step that lights its print
    may_print("x = 1")               # False: no output is shown under these lines

What a cell gave comes with the first step that lights the last line which prints or draws; when
none does, with the whole at the end.
"""

from __future__ import annotations

import ast
import re
import textwrap

SHOWS = ("print", "show")
CALL_ALONE = re.compile(r"^\s*[A-Za-z_][\w.]*\(", re.MULTILINE)
CALL = re.compile(rf"\b(?:{'|'.join(SHOWS)})\(")


def walk(steps: list[list[int]], code: str) -> list[list[int]]:
    """Return all the steps of a code, from the whole to the whole; twice the same is once."""
    written = {rank for rank, line in enumerate(code.split("\n"), start=1) if line.strip()}
    found: list[list[int]] = [[]]
    for step in [*steps, []]:
        lit = [] if set(step) >= written else step
        if lit != found[-1]:
            found.append(lit)
    return found


def step_of_results(steps: list[list[int]], code: str) -> int:
    """Return the rank of the step of ``walk`` with which the results appear."""
    last = _last_shown(code)
    for rank, step in enumerate(steps):
        if last in step:
            return rank
    return len(steps) - 1


def may_print(code: str) -> bool:
    """Tell whether lines of a cell may have printed: they call something for its effect."""
    try:
        tree = ast.parse(textwrap.dedent(code))
    except SyntaxError:  # lines of a try: without its except, say
        return CALL_ALONE.search(code) is not None
    return any(
        isinstance(one, ast.Expr) and isinstance(one.value, ast.Call) for one in ast.walk(tree)
    )


def _last_shown(code: str) -> int:
    """Return the last line of the last call that prints or draws, 0 for none."""
    try:
        tree = ast.parse(code)
    except SyntaxError:  # some lines of a cell are not always a program
        lines = enumerate(code.split("\n"), start=1)
        return max(
            (rank for rank, line in lines if "print(" in line or ".show(" in line), default=0
        )
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return max((call.end_lineno or 0 for call in calls if _name(call) in SHOWS), default=0)


def _name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""
