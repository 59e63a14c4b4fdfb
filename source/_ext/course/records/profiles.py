"""Run profiles: every script is quick by default, and whole on demand.

A script asks ``os.environ.get("COURS_PROFIL") == "complet"``; the build reads
the same variable here, keeps what each form gave apart, and says on the page
which one it shows. Usage::

    COURS_PROFIL=complet make site

    >>> current_profile()
    'rapide'
    >>> origin_of({"device": torch.device("cuda")}, ["torch.nn"])
    Origin('rapide', 'NVIDIA H100 80GB HBM3', {'Python': '3.11.2', 'torch': '2.13.0'})
"""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from typing import Any

from ..base import wording
from ..base.errors import CourseError, nearest

VARIABLE = "COURS_PROFIL"
QUICK, FULL = "rapide", "complet"
PROFILES = (QUICK, FULL)


@dataclass(frozen=True)
class Origin:
    """What produced a record: the profile, the device, the versions of what it imports."""

    profile: str
    device: str
    versions: dict[str, str]


def current_profile() -> str:
    """Return the profile asked for. Raises CourseError when there is none of that name."""
    given = os.environ.get(VARIABLE, "").strip() or QUICK
    if given not in PROFILES:
        raise CourseError(wording.UNKNOWN_PROFILE.format(given=given) + nearest(given, PROFILES))
    return given


def origin_of(namespace: dict[str, Any], modules: Iterable[str] = ()) -> Origin:
    """Return the origin of what a script gave just now, by its globals and its imports."""
    versions = {"Python": platform.python_version(), **versions_of(modules)}
    return Origin(current_profile(), _device(namespace.get("device")), versions)


def _device(device: Any) -> str:
    """Name the device of a script, which calls it ``device``; the processor otherwise."""
    torch: Any = sys.modules.get("torch")
    try:
        kind = str(device).partition(":")[0]
    except Exception:  # it is not what its name says
        return wording.PROCESSOR
    if torch is not None and kind == "cuda" and torch.cuda.is_available():
        return str(torch.cuda.get_device_name(device))
    return wording.APPLE_DEVICE if kind == "mps" else wording.PROCESSOR


def versions_of(modules: Iterable[str]) -> dict[str, str]:
    """Return the versions of the installed packages that hold ``modules``.

    By their names as the lock file has them; without their local part (``+cpu``): the
    device says that.
    """
    tops = {module.partition(".")[0] for module in modules} - sys.stdlib_module_names
    found = (package for top in tops for package in _packages_of(top))
    packages = {re.sub("[-_.]+", "-", package).lower() for package in found}
    return {package: version(package).partition("+")[0] for package in sorted(packages)}


@cache
def _installed(package: str) -> str:
    try:
        return version(package).partition("+")[0]
    except PackageNotFoundError:
        return ""


def still_installed(versions: Mapping[str, str]) -> bool:
    """Tell whether packages have these versions here; one that is not here says nothing."""
    here = {name: _installed(name) for name in versions if name != "Python"}
    return all(known in ("", versions[name]) for name, known in here.items())


def _packages_of(top: str) -> list[str]:
    """Return the packages that hold a module: most have its name, the others are looked for."""
    try:
        version(top)
    except PackageNotFoundError:
        return _all_packages().get(top, [])
    return [top]


@cache
def _all_packages() -> dict[str, list[str]]:
    return dict(packages_distributions())  # 0.3 s
