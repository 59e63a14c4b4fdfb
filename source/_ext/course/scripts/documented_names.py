"""Where a name of torch, torchvision, matplotlib or NumPy is officially documented.

The files of ``inventories/`` were written by ``make lock``; nothing is fetched
here. Usage::

    documented("torch.nn.Linear")
    # 'https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html'
    returned("torch.Tensor.sum")        # 'torch.Tensor'
    documented("torch.nn.Lineaire")     # ''
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("inventories")


@dataclass
class Inventory:
    """The addresses by name, and the class of what a function returns."""

    addresses: dict[str, str] = field(default_factory=dict)
    returns: dict[str, str] = field(default_factory=dict)


def read_inventory(text: str) -> Inventory:
    """Read one file, in the format that its header explains."""
    found = Inventory()
    base = pattern = kind = ""
    for line in text.splitlines():
        mark, rest = line[:1], line[2:]
        if mark == "@":
            base = rest
        elif mark == "=":
            pattern, kind = rest, ""
        elif mark == ">":
            kind = rest
        elif mark not in ("", "#"):
            prefix, _, lasts = line.partition(":")
            for last in lasts.split():
                name = f"{prefix}.{last}" if prefix else last
                if kind:
                    found.returns[name] = kind
                else:
                    found.addresses[name] = base + pattern.replace("$", name).replace("~", last)
    return found


@cache
def inventory() -> Inventory:
    """Return all the inventories as one."""
    whole = Inventory()
    for path in sorted(FOLDER.glob("*.txt")):
        one = read_inventory(path.read_text(encoding="utf-8"))
        whole.addresses |= one.addresses
        whole.returns |= one.returns
    return whole


@cache
def projects() -> frozenset[str]:
    """Return the packages that have an inventory."""
    return frozenset(path.stem for path in FOLDER.glob("*.txt"))


def documented(name: str) -> str:
    """Return the address of a name, '' when it has none."""
    return inventory().addresses.get(name, "")


def returned(name: str) -> str:
    """Return the class of what a function or method returns, '' when it is not known."""
    return inventory().returns.get(name, "")
