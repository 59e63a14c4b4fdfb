"""Where the peers are installed: a virtual environment that sees the course's packages.

    python, missing = peers_python(folder, course_python, ["myst-nb", "nbconvert"])

Exact versions are in ``peers.txt``, one group of packages a peer; torch and the rest
come from the course's environment, so every tool runs the cells with the same ones.
What cannot be installed is in ``missing``, with the reason.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
LIST, CONSTRAINTS = HERE / "peers.txt", HERE.parents[1] / "constraints.txt"
FOLDERS = "import json, sysconfig; print(json.dumps(sysconfig.get_path('purelib')))"
VERSIONS = """
import json, sys
from importlib.metadata import PackageNotFoundError, version
found = {}
for name in sys.argv[1:]:
    try:
        found[name] = version(name)
    except PackageNotFoundError:
        pass
print(json.dumps(found))
"""


def packages_of(peer: str) -> list[str]:
    """Return the pinned packages of a peer: the lines under ``# peer``."""
    packages, current = [], ""
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            current = line.removeprefix("# ")
        elif line.strip() and current == peer:
            packages.append(line.strip())
    return packages


def peers_python(folder: Path, course: Path, names: list[str]) -> tuple[Path, dict[str, str]]:
    """Install the peers once; return their interpreter, and why some are missing."""
    python = folder / "bin" / "python"
    wanted = LIST.read_bytes() + CONSTRAINTS.read_bytes() + str(course).encode()
    mark, state = folder / ".peers", hashlib.sha256(wanted).hexdigest()
    missing: dict[str, str] = {}
    names = [name for name in names if packages_of(name)]
    if not names:
        return course, missing
    done = json.loads(mark.read_text()) if mark.exists() else {}
    if done.get("state") != state:
        done = {"state": state, "peers": []}
        subprocess.run([course, "-m", "venv", "--clear", folder], check=True)
        site = Path(_ask(python, FOLDERS))
        # After the environment's own packages: a .pth file adds at the end of the path.
        (site / "course.pth").write_text(f"{_ask(course, FOLDERS)}\n", encoding="utf-8")
    for name in names:
        if name in done["peers"]:
            continue
        print(f"Installation de {name} dans {folder}…", flush=True)
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        command += ["--constraint", str(CONSTRAINTS), *packages_of(name)]
        said = subprocess.run(command, capture_output=True, text=True)
        if said.returncode == 0:
            done["peers"].append(name)
        else:
            errors = [line for line in said.stderr.splitlines() if line.startswith("ERROR")]
            missing[name] = (errors or said.stderr.splitlines() or ["pip"])[-1][:200]
    mark.write_text(json.dumps(done))
    return python, missing


def versions(python: Path, packages: tuple[str, ...]) -> dict[str, str]:
    """Return the versions that an interpreter has."""
    found: dict[str, str] = _ask(python, VERSIONS, *packages)
    return found


def _ask(python: Path, code: str, *arguments: str):  # type: ignore[no-untyped-def]
    command = [str(python), "-c", code, *arguments]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
