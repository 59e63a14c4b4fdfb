"""The classes of a script's variables, under the names that documentations use.

Recorded after each cell, so that ``x.sum`` leads to ``torch.Tensor.sum``. Usage::

    VariableClasses().changes({"x": torch.ones(2), "net": Reseau(), "axes": two_axes})
    # {'x': ['torch.Tensor'], 'net': ['torch.nn.Module'], 'axes': ['numpy.ndarray'],
    #  'axes[]': ['matplotlib.axes.Axes']}
"""

from __future__ import annotations

import sys
from itertools import islice
from typing import Any

from ..scripts.documented_names import documented, projects

SEQUENCES = (list, tuple)
MOST_ITEMS = 100


class VariableClasses:
    """The classes seen so far in a run."""

    def __init__(self) -> None:
        self.last: dict[str, list[str]] = {}

    def changes(self, namespace: dict[str, Any]) -> dict[str, list[str]]:
        """Return the classes that are not what they were after the cell before."""
        now: dict[str, list[str]] = {}
        for name, value in list(namespace.items()):
            try:
                if name.startswith("_") or isinstance(value, type):
                    continue
                now[name] = documented_classes(type(value))
                now[f"{name}[]"] = _classes_of_items(value)
            except Exception:  # an object that refuses to be looked at
                continue
        changed = {name: kinds for name, kinds in now.items() if kinds != self.last.get(name, [])}
        self.last |= changed
        return changed


def _classes_of_items(value: Any) -> list[str]:
    """Return the classes of what a sequence holds, when all its items have the same."""
    if getattr(getattr(value, "dtype", None), "kind", "") == "O":
        value = list(value.flat)
    if not isinstance(value, SEQUENCES):
        return []
    kinds = {type(item) for item in islice(value, MOST_ITEMS)}
    return documented_classes(kinds.pop()) if len(kinds) == 1 else []


def documented_classes(kind: type) -> list[str]:
    """Return a class and its ancestors, those that have a documentation."""
    names = [public_name(one) for one in kind.__mro__]
    return [name for name in names if documented(name)]


def public_name(kind: type) -> str:
    """Return the shortest name of a class: ``torch.nn.Linear``, not where it is written."""
    parts = (kind.__module__ or "").split(".")
    if parts[0] not in projects():
        return ""
    for length in range(1, len(parts) + 1):
        module = ".".join(parts[:length])
        if getattr(sys.modules.get(module), kind.__name__, None) is kind:
            return f"{module}.{kind.__name__}"
    return ""
