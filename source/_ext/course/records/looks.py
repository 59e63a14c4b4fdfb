"""What a reader sees of a variable under the mouse: its class, its shape, where it is.

Recorded after each cell, for the names that the cell uses; code's own words, in no language::

    looks_of("y = couche(x)", {"x": torch.ones(3, 2), "couche": nn.Linear(2, 1), "y": …})
    # {'x': 'Tensor (3, 2) float32 cpu', 'couche': 'Linear, 3 parameters',
    #  'y': 'Tensor (3, 1) float32 cpu, requires_grad'}

A small tensor and a whole number show their value; a number with decimals does not, as it may
be a time. Nothing is called that could change the script's state: of an object's attributes
only a leaf's ``grad`` and the parts of a module are looked at.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from typing import Any

MOST_ELEMENTS = 4  # of a tensor whose values are shown
LONGEST_TEXT = 24
DIGITS = 3
ADDRESS = " at 0x"  # in memory: another one at each run


def looks_of(code: str, namespace: dict[str, Any]) -> dict[str, str]:
    """Return what the names of a cell show, those of attributes with their dots."""
    found = {}
    for name in sorted(set(_names(ast.parse(code)))):
        try:
            look = _look(_value(name, namespace))
            if look and ADDRESS not in look:
                found[name] = look
        except Exception:  # it is not there, or refuses to be looked at
            continue
    return found


def _names(tree: ast.AST) -> Iterator[str]:
    """Yield the names that run at once; inside of functions they are others."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif not isinstance(node, ast.Lambda | ast.AsyncFunctionDef):
            if isinstance(node, ast.Name | ast.Attribute):
                name = ast.unparse(node)
                yield from [name] if all(map(str.isidentifier, name.split("."))) else []
            yield from _names(node)


def _value(name: str, namespace: dict[str, Any]) -> Any:
    first, *rest = name.split(".")
    value = namespace[first]
    for part in rest:
        torch = sys.modules.get("torch")
        if torch and isinstance(value, torch.Tensor) and value.is_leaf and part == "grad":
            value = value.grad
        elif torch and isinstance(value, torch.nn.Module):
            parts = {**value._parameters, **value._buffers, **value._modules}
            value = parts[part]
        else:
            raise AttributeError(name)
    return value


def _look(value: Any) -> str:
    """Return what a value shows, nothing for a module of Python."""
    torch = sys.modules.get("torch")
    kind = type(value).__name__
    if torch and isinstance(value, torch.Tensor):
        return _tensor(value)
    if torch and isinstance(value, torch.nn.Module):
        return f"{kind}, {sum(one.numel() for one in value.parameters())} parameters"
    if inspect.ismodule(value):
        return ""
    if value is None or isinstance(value, bool | int):
        return repr(value) if value is None else f"{kind} = {value}"
    if isinstance(value, str):
        return f"str = {value!r}" if len(value) <= LONGEST_TEXT else f"str, len {len(value)}"
    if isinstance(value, type):
        return f"class {value.__name__}"
    if inspect.isfunction(value):
        return f"{value.__name__}{inspect.signature(value)}"
    if hasattr(type(value), "dtype") and hasattr(type(value), "shape"):
        return f"{kind} {tuple(value.shape)} {value.dtype}"
    if type(value) in (list, tuple, dict, set, range):
        return f"{kind}, len {len(value)}"
    return kind


def _tensor(value: Any) -> str:
    dtype = str(value.dtype).removeprefix("torch.")
    parts = [f"{type(value).__name__} {tuple(value.shape)} {dtype} {value.device}"]
    if value.requires_grad:
        parts.append("requires_grad")
    text = ", ".join(parts)
    if value.numel() <= MOST_ELEMENTS and value.device.type == "cpu" and not value.is_complex():
        return f"{text} = {_plain(value.detach().tolist())}"
    return text


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_plain, value))}]"
    return f"{value:.{DIGITS}g}" if isinstance(value, float) else str(value)
