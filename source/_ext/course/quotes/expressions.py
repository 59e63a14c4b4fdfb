"""Python expressions over the values that a script recorded.

A quiz states its right answer as such an expression; the build computes it::

    >>> evaluate("round(perte, 1) == 0.3", {"perte": 0.25 + 0.05}, "plot_x")
    True
    >>> evaluate("forme == (32, 10)", {"forme": [32, 10]}, "plot_x")
    True

Recorded tuples, shapes and small tensors are tuples here, and so is ``[1, 2]``
typed in an expression. There are values, operators, comprehensions and the few
functions of ``FUNCTIONS``; no attribute, no import, no assignment.
"""

from __future__ import annotations

import ast
import math
from typing import Any

from ..base import wording
from ..base.errors import CourseError, nearest

FUNCTIONS: dict[str, Any] = {
    function.__name__: function
    for function in (
        *(abs, all, any, bool, divmod, enumerate, float, int, isinstance, len, max, min, pow),
        *(range, repr, reversed, round, set, sorted, str, sum, tuple, zip, math.isclose),
    )
} | {"list": tuple, "Size": tuple}
REFUSED = (
    *(ast.Attribute, ast.NamedExpr, ast.Lambda, ast.Await, ast.Yield, ast.YieldFrom),
    *(ast.Starred, ast.JoinedStr, ast.Dict, ast.DictComp),
)


class _ListsAreTuples(ast.NodeTransformer):
    """A recorded sequence equals what is typed, whichever brackets are typed."""

    def visit_List(self, node: ast.List) -> ast.AST:
        self.generic_visit(node)
        return ast.copy_location(ast.Tuple(node.elts, node.ctx), node)


def evaluate(expression: str, values: dict[str, Any], script: str) -> Any:
    """Return what ``expression`` is worth; CourseError says what is wrong with it."""
    tree = _parsed(expression)
    bound = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    for node in ast.walk(tree):
        if isinstance(node, REFUSED):
            raise CourseError(wording.EXPRESSION_REFUSED.format(expression=expression))
        if isinstance(node, ast.Name) and node.id not in bound | set(values) | set(FUNCTIONS):
            raise CourseError(
                wording.UNKNOWN_VALUE.format(script=script, value=node.id)
                + nearest(node.id, values)
            )
    code = compile(ast.fix_missing_locations(_ListsAreTuples().visit(tree)), script, "eval")
    names = FUNCTIONS | {name: plain(value) for name, value in values.items()}
    try:
        return eval(code, {"__builtins__": {}, **names})
    except Exception as error:
        raise CourseError(
            wording.EXPRESSION_FAILED.format(expression=expression, error=error)
            + used(expression, values)
        ) from error


def used(expression: str, values: dict[str, Any]) -> str:
    """Return the recorded values that an expression reads, for a message."""
    try:
        names = {node.id for node in ast.walk(_parsed(expression)) if isinstance(node, ast.Name)}
    except CourseError:
        return ""
    read = [f"{name} = {plain(values[name])!r}" for name in sorted(names & set(values))]
    return wording.EXPRESSION_VALUES.format(values=", ".join(read)) if read else ""


def plain(value: Any) -> Any:
    """Return a recorded value with its sequences as tuples."""
    return tuple(map(plain, value)) if isinstance(value, list | tuple) else value


def _parsed(expression: str) -> ast.Expression:
    try:
        return ast.parse(expression.strip(), mode="eval")
    except SyntaxError as error:
        raise CourseError(
            wording.EXPRESSION_SYNTAX.format(expression=expression, error=error.msg)
        ) from error
