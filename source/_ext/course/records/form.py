"""Whether what was read as a record is made of the types that it declares.

JSON may hold anything where a number is waited for, and a page would show it. Usage::

    has_form(record, Record)     # every field of every dataclass in it, at any depth
"""

from __future__ import annotations

from dataclasses import is_dataclass
from functools import lru_cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints


def has_form(value: Any, wanted: Any) -> bool:
    """Tell whether a value is of a declared type, all the way down."""
    kind: Any = get_origin(wanted) or wanted
    inside = get_args(wanted)
    if kind is Any:
        return True
    if kind is UnionType:
        return any(has_form(value, one) for one in inside)
    if is_dataclass(kind):
        parts = _types(wanted).items()
        return type(value) is kind and all(has_form(getattr(value, n), one) for n, one in parts)
    if kind is float:
        return type(value) in (int, float)
    if kind is list:
        return type(value) is list and all(has_form(one, inside[0]) for one in value)
    if kind is dict:
        pairs = value.items() if type(value) is dict else [(value, None)]
        return all(has_form(k, inside[0]) and has_form(v, inside[1]) for k, v in pairs)
    return isinstance(value, kind) and not (isinstance(value, bool) and kind is int)


@lru_cache
def _types(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
