"""The values of a script that a chapter may quote: its plain global variables.

Numbers, strings, booleans, short sequences of them, ``torch.Size`` and small
tensors are kept as JSON; everything else is left out. Usage::

    recordable_values({"perte": torch.tensor(0.25), "modele": net})
    # {'perte': 0.25}
"""

from __future__ import annotations

import json
import math
from typing import Any

LONGEST_TEXT = 400
MOST_ITEMS = 32


def recordable_values(namespace: dict[str, Any]) -> dict[str, Any]:
    """Return the quotable globals of a script as JSON values, by name."""
    values = {}
    for name, value in namespace.items():
        if name.startswith("_"):
            continue
        try:
            plain = _plain(value)
            json.dumps(plain, ensure_ascii=False).encode()
        except Exception:  # it refuses to be read, or holds what no text can
            continue
        if plain is not None:
            values[name] = plain
    return values


def _plain(value: Any) -> Any:
    """Return ``value`` as a JSON value, or None if it is not quotable."""
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, str):
        return value if len(value) <= LONGEST_TEXT else None
    if isinstance(value, tuple | list):
        if len(value) > MOST_ITEMS:
            return None
        items = [_plain(item) for item in value]
        return None if None in items else items
    return _plain_array(value)


def _plain_array(value: Any) -> Any:
    """Read a tensor or an array of at most MOST_ITEMS elements."""
    kind = type(value)
    if not hasattr(kind, "tolist") or not hasattr(kind, "shape"):
        return None
    try:
        if math.prod(value.shape) > MOST_ITEMS:
            return None
        return _plain(value.tolist())
    except (RuntimeError, NotImplementedError):  # e.g. a tensor on the meta device
        return None
