"""What ``make doctor`` looks at; standard library only, Python 3.8 or later.

Each function gives lines of the report.  The packages of the course are those of
requirements.txt; they are imported in processes of their own, two at a time, so that
one that is broken, or kills its interpreter, ends in a sentence.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any, Iterable, NamedTuple  # noqa: UP035 (Python 3.8)

ROOT = Path(__file__).resolve().parent.parent
SITE = ("sphinx", "sphinx-gallery", "sphinx-revealjs", "myst-parser", "furo", "mini-racer")
GIB = 2**30

PROBE = """
import importlib, json, sys
answer = {"errors": {}}
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except BaseException as error:
        answer["errors"][name] = f"{type(error).__name__}: {error}"
torch = sys.modules.get("torch")
if torch is not None and "torch" not in answer["errors"]:
    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    gpus = map(torch.cuda.get_device_properties, range(count))
    answer["gpus"] = [(gpu.name, gpu.total_memory) for gpu in gpus]
    answer["cuda"] = torch.version.cuda
    answer["mps"] = torch.backends.mps.is_available()
    answer["threads"] = torch.get_num_threads()
extension = sys.modules.get("torchvision.extension")
answer["operators"] = extension is None or extension._has_ops()
print("\\n" + json.dumps(answer))
"""


class Line(NamedTuple):
    """What was looked at, what was seen, what to say and to do about it."""

    name: str
    seen: str
    remark: str = ""
    remedy: str = ""
    blocking: bool = False


def course_name() -> str:
    """Return the name of the course, as conf.py writes it."""
    try:
        tree = ast.parse((ROOT / "source" / "conf.py").read_text(encoding="utf-8"))
    except (OSError, SyntaxError):
        return "Le cours"
    for node in tree.body:
        if isinstance(node, ast.Assign) and "course_name" in map(_name, node.targets):
            return str(ast.literal_eval(node.value))
    return "Le cours"


def _name(target: ast.expr) -> str:
    return target.id if isinstance(target, ast.Name) else ""


def module_of(package: str) -> str:
    """Return a module to import of a package: most have its name; the others are in its files."""
    try:
        files = metadata.distribution(package).files or []
    except metadata.PackageNotFoundError:
        return package
    folders = {
        file.parts[0] for file in files if file.name == "__init__.py" and len(file.parts) == 2
    }
    return package if package in folders or not folders else min(folders)


def probe(packages: Iterable[str]) -> dict[str, Any]:
    """Import the packages of the scripts; return what two other Pythons saw."""
    modules = [module_of(package) for package in packages]
    command = [sys.executable, "-c", PROBE]
    quiet: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    halves = [
        (part, subprocess.Popen([*command, *part], stdout=subprocess.PIPE, text=True, **quiet))
        for part in (modules[:2], modules[2:])
    ]
    seen: dict[str, Any] = {"errors": {}, "operators": True}
    for part, process in reversed(halves):  # torch's answer last: it has the devices
        try:
            answer = json.loads(process.communicate(timeout=60)[0].splitlines()[-1])
        except (subprocess.TimeoutExpired, IndexError, ValueError):
            process.kill()
            answer = {"errors": dict.fromkeys(part, "l'import ne se termine pas")}
        answer["errors"].update(seen["errors"])
        seen.update(answer)
    return seen


def install_command() -> str:
    """Return what to type, from the folder of the course; outside any environment, make one."""
    install = "python -m pip install -r requirements.txt"
    if sys.prefix != sys.base_prefix or "CONDA_PREFIX" in os.environ:
        return install
    if sys.platform == "win32":
        return rf"py -m venv .venv && .venv\Scripts\activate && {install}"
    return f"python3 -m venv .venv && . .venv/bin/activate && {install}"


def version(package: str) -> str:
    """Return the installed version, or an empty string."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def locked(file: str) -> dict[str, str]:
    """Read the ``name==version`` lines of a file of the project."""
    try:
        text = (ROOT / file).read_text(encoding="utf-8")
    except OSError:
        return {}
    return dict(re.findall(r"(?m)^([A-Za-z0-9._-]+)==(\S+)$", text))


def gib(size: float) -> str:
    """Write a size in French."""
    return f"{size / GIB:.1f} Gio".replace(".", ",")


def first_words(message: str, width: int = 70) -> str:
    """Return the beginning of an error, on one line."""
    flat = " ".join(message.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def python_line() -> Line:
    """Look at the interpreter."""
    seen = ".".join(map(str, sys.version_info[:3]))
    if (3, 11) <= sys.version_info[:2] < (3, 15):
        return Line("Python", seen, sys.executable)
    remedy = "installer Python 3.13 (python.org, brew install python@3.13, apt-get)"
    return Line("Python", seen, "le cours demande Python 3.11 à 3.14", remedy, True)


def package_line(package: str, wanted: str, seen: dict[str, Any]) -> Line:
    """Look at one package of the scripts."""
    here, error = version(package), seen["errors"].get(module_of(package))
    if not here:
        return Line(package, "absent", "", install_command(), True)
    if error:
        remark = f"ne s'importe pas : {first_words(error)}"
        return Line(package, here, remark, install_command(), True)
    if wanted and here.split("+")[0] != wanted:
        return Line(package, here, f"le cours est construit avec {wanted}", install_command())
    if package == "torchvision" and not seen["operators"]:
        return Line(package, here, "sans opérateurs compilés, dont le cours n'a pas besoin")
    return Line(package, here)


def device_lines(seen: dict[str, Any]) -> list[Line]:
    """Say which devices torch sees."""
    lines = [Line("cuda", f"{name}, {gib(size)}") for name, size in seen.get("gpus", [])]
    if not lines and shutil.which("nvidia-smi"):
        remedy = "installer le torch prévu pour CUDA : https://pytorch.org/get-started/locally"
        if seen.get("cuda"):
            remedy = "mettre à jour le pilote NVIDIA"
        lines.append(Line("cuda", "absent", "un GPU NVIDIA est pourtant là", remedy))
    if not lines:
        lines.append(Line("cuda", "absent", "aucun GPU NVIDIA"))
    if seen.get("mps"):
        lines.append(Line("mps", "présent", "GPU d'Apple"))
    else:
        lines.append(Line("mps", "absent", "aucun GPU d'Apple"))
    cores = os.cpu_count() or 1
    threads = f"torch en utilise {seen['threads']}" if "threads" in seen else ""
    return [*lines, Line("cpu", f"{cores} cœur{'s' * (cores > 1)}", threads)]


def room_lines() -> list[Line]:
    """Look at the memory and the disk."""
    lines = []
    try:
        total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):  # Windows
        lines.append(Line("mémoire", "non mesurée sur ce système"))
    else:
        remedy = "fermer d'autres programmes pendant les entraînements" if total < 4 * GIB else ""
        lines.append(Line("mémoire", gib(total), free_memory(), remedy))
    free = shutil.disk_usage(ROOT).free
    remedy = "libérer de la place : l'environnement prend environ 2 Gio" if free < 2 * GIB else ""
    return [*lines, Line("disque", f"{gib(free)} libres", "", remedy)]


def free_memory() -> str:
    """Say how much memory is available, where Linux tells."""
    try:
        found = re.search(r"MemAvailable:\s+(\d+)", Path("/proc/meminfo").read_text())
    except OSError:
        return ""
    return f"dont {gib(int(found[1]) * 1024)} disponibles" if found else ""


def builder_lines() -> list[Line]:
    """Look at what only those who build and test the site need."""
    from install import find_browser

    wanted = locked("constraints.txt")
    bad = [name for name in SITE if version(name) != wanted.get(name, version(name))]
    if bad:
        remark = "absents ou d'une autre version : " + ", ".join(bad)
        lines = [Line("Sphinx", version("sphinx") or "absent", remark, "make site")]
    else:
        lines = [Line("Sphinx", version("sphinx"))]
    try:
        found, remedy = find_browser.find(), find_browser.remedy()
    except find_browser.BrowserNotFoundError as error:
        found, remedy = None, str(error)
    return [*lines, Line("Chromium", found) if found else Line("Chromium", "absent", "", remedy)]
