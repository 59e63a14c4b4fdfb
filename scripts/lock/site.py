"""A documentation site, told from the installed package: its names and where each is.

A rule is a prefix, a template of addresses and the last parts of names. Usage::

    Site("numpy", "https://numpy.org/doc/stable/", numpy_rules).names()
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

GENERATED = "generated/$.html"


def words(text: str) -> list[str]:
    """List the words of a text."""
    return text.split()


@dataclass(frozen=True)
class Site:
    """A documentation site: its address, the names of its project and where each is."""

    project: str
    base: str
    rules: Callable[[], Iterable[tuple[str, str, Iterable[str]]]]
    returning: Callable[[], dict[str, list[str]]] = dict

    def names(self) -> dict[str, str]:
        """Return ``{name: address}``; a rule is a prefix, a template and the last parts."""
        found: dict[str, str] = {}
        for prefix, template, lasts in self.rules():
            for last in lasts:
                name = f"{prefix}.{last}" if last else prefix
                found.setdefault(name, template.replace("$", name).replace("~", last))
        return found


def public(owner: Any, keep: Callable[[Any], bool] = lambda value: True) -> list[str]:
    """List the documented public names of a module or class, of a certain kind."""
    names = getattr(owner, "__all__", None) or dir(owner)
    return [
        name
        for name in names
        if not name.startswith("_")
        and hasattr(owner, name)
        and getattr(getattr(owner, name), "__doc__", None)
        and keep(getattr(owner, name))
    ]


def own(owner: type, *others: type) -> list[str]:
    """List the documented public methods that these classes define themselves."""
    defined = {name for kind in (owner, *others) for name in vars(kind)}
    return [name for name in public(owner, callable) if name in defined]


def documented_in(module: str, call: str) -> list[str]:
    """List the names that torch documents by calls to a function of its own."""
    path = import_module(module).__file__
    assert path is not None
    text = Path(path).read_text(encoding="utf-8")
    return sorted({name for name in re.findall(call, text) if not name.startswith("_")})
