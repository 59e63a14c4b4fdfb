"""Run profiles: every script is quick by default, and whole on demand.

A script asks ``os.environ.get("COURS_PROFIL") == "complet"``; the build reads
the same variable here, keeps what each form gave apart, and says on the page
which one it shows. Usage::

    COURS_PROFIL=complet make site

    >>> current_profile()
    'rapide'
    >>> origin_of({"device": torch.device("cuda")}).device
    'NVIDIA H100 80GB HBM3'
"""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from ..base import wording
from ..base.errors import CourseError, nearest

VARIABLE = "COURS_PROFIL"
QUICK, FULL = "rapide", "complet"
PROFILES = (QUICK, FULL)
# Named on the page, as their authors write them.
PACKAGES = {"torch": "PyTorch", "torchvision": "torchvision"}


@dataclass(frozen=True)
class Origin:
    """What produced a record: the profile, the device and the versions."""

    profile: str
    device: str
    versions: str


def current_profile() -> str:
    """Return the profile asked for. Raises CourseError when there is none of that name."""
    given = os.environ.get(VARIABLE, "").strip() or QUICK
    if given not in PROFILES:
        raise CourseError(wording.UNKNOWN_PROFILE.format(given=given) + nearest(given, PROFILES))
    return given


def origin_of(namespace: dict[str, Any]) -> Origin:
    """Return the origin of what the script of these globals gave, just now."""
    return Origin(current_profile(), _device(namespace.get("device")), ", ".join(_versions()))


def _device(device: Any) -> str:
    """Name the device of a script, which calls it ``device``; the processor otherwise."""
    torch: Any = sys.modules.get("torch")
    kind = str(device).partition(":")[0]
    if torch is not None and kind == "cuda" and torch.cuda.is_available():
        return str(torch.cuda.get_device_name(device))
    return wording.APPLE_DEVICE if kind == "mps" else wording.PROCESSOR


def _versions() -> list[str]:
    """List the versions, without their local part (``+cpu``): the device says that."""
    found = [f"Python {platform.python_version()}"]
    for package, name in PACKAGES.items():
        try:
            found.append(f"{name} {version(package).partition('+')[0]}")
        except PackageNotFoundError:
            continue
    return found
