"""Write the versions of the whole environment into constraints.txt.

``make lock`` resolves pyproject.toml from nothing in a temporary environment
and keeps what pip chose.  The file serves every platform: no hashes, no local
part (``+cpu``), none of the packages that only a CUDA build of torch brings
(torch pins those itself).  The pins of requirements.txt follow, and the addresses
of the official documentations (``inventories.py``).
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

from project import ROOT, SOURCE

CONSTRAINTS = ROOT / "constraints.txt"
REQUIREMENTS = ROOT / "requirements.txt"
NAME = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["name"]

HEADER = """\
# Written by `make lock`; do not edit. Every package of the course, its site and
# its tests, at the versions that were resolved together with Python {python}.
# pip reads it as constraints, so a package that a platform lacks is ignored.
"""

# Not ours to pin: the installer, this project, what comes with CUDA builds.
LEFT_OUT = re.compile(rf"^(pip|wheel|{NAME}|triton|(nvidia|cuda)-.*)$")


def canonical(name: str) -> str:
    """Return the name as package indexes spell it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(freeze: str) -> dict[str, str]:
    """Read ``name==version`` lines; local parts and what is left out are dropped."""
    found = {}
    for line in freeze.splitlines():
        match = re.match(r"^([A-Za-z0-9._-]+)==([^\s;+]+)", line)
        if match and not LEFT_OUT.match(canonical(match[1])):
            found[canonical(match[1])] = match[2]
    return dict(sorted(found.items()))


def with_pins(requirements: str, versions: dict[str, str]) -> str:
    """Return requirements.txt with the version of each pinned line replaced."""

    def replace(match: re.Match[str]) -> str:
        return f"{match[1]}=={versions[canonical(match[1])]}"

    return re.sub(r"(?m)^([A-Za-z0-9._-]+)==\S+$", replace, requirements)


def resolve() -> str:
    """Install the project with all its extras somewhere fresh; return the freeze."""
    with tempfile.TemporaryDirectory(prefix="cours-lock-") as folder:
        venv.create(folder, with_pip=True)
        scripts = "Scripts" if sys.platform == "win32" else "bin"
        python = str(Path(folder, scripts, "python"))
        pip = [python, "-m", "pip", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", f"{ROOT}[site,test]"], check=True)
        frozen = subprocess.run(
            [*pip, "freeze", "--all"], check=True, stdout=subprocess.PIPE, text=True
        )
        # Where each name of these very versions is documented.
        environment = {**os.environ, "PYTHONPATH": str(SOURCE / "_ext")}
        command = [python, str(ROOT / "scripts"), "inventories"]
        subprocess.run(command, check=True, env=environment)
        return frozen.stdout


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def main(asked: argparse.Namespace) -> int:
    """Resolve, then write both files."""
    try:
        versions = pins(resolve())
    except subprocess.CalledProcessError as error:
        print(f"Les versions n'ont pas pu être résolues (pip : code {error.returncode}).")
        return 1
    header = HEADER.format(python=".".join(map(str, sys.version_info[:2])))
    lines = [f"{name}=={version}" for name, version in versions.items()]
    requirements = with_pins(REQUIREMENTS.read_text(encoding="utf-8"), versions)
    CONSTRAINTS.write_text(header + "\n" + "\n".join(lines) + "\n", encoding="utf-8")
    REQUIREMENTS.write_text(requirements, encoding="utf-8")
    print(f"{len(lines)} versions écrites dans constraints.txt ; requirements.txt suit.")
    return 0
