"""Why a cell stays out of the run, said to the reader of the page."""

from __future__ import annotations

import ast
import importlib.util
import re
import warnings
from collections.abc import Sequence
from functools import cache
from typing import Any

from .cells import Cell

NETWORK_WORDS = re.compile(
    r"offline|connect|resolve|urlopen|download|HTTPSConnection|huggingface|getaddrinfo", re.I
)


def leave_if_unreadable(cell: Cell) -> None:
    """Leave out what is no Python program by itself."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(cell.code, cell.name, "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 0
        message = getattr(error, "msg", None) or str(error)
        leave(cell, "skipped", f"fragment, illisible seul (ligne {line} : {message})")
        return
    missing = sorted({name for name in imports(cell.code) if not is_installed(name)})
    if missing:
        names = ", ".join(f"« {name} »" for name in missing)
        leave(cell, "skipped", f"demande un module absent : {names}")


def imports(code: str) -> set[str]:
    """Return the packages that the top level of a cell imports, guarded ones aside."""
    found = set()
    for node in ast.parse(code).body:
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").split(".")[0])
    return found - {"", "__future__"}


@cache
def is_installed(name: str) -> bool:
    """Whether this environment has a package."""
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def leave(cell: Cell, status: str, reason: str) -> None:
    """Keep a cell out of the run."""
    cell.status, cell.reason = status, " ".join(re.sub(r"0x[0-9a-f]{6,}", "0x…", reason).split())


def take_outcome(cell: Cell, outcome: dict[str, Any], every: Sequence[Cell], folder: str) -> None:
    """Keep what the cell gave, and say why it stays out if it does."""
    cell.printed = {int(line): text for line, text in outcome["printed"].items()}
    cell.values = {int(line): text for line, text in outcome["values"].items()}
    cell.shapes = {int(line): text for line, text in outcome["shapes"].items()}
    cell.stdout, cell.figures = outcome["stdout"], outcome["figures"]
    error = outcome.get("error")
    if outcome["outside"]:
        leave(
            cell, "failed", f"écrit hors de son dossier : {outcome['outside']}".replace(folder, "…")
        )
    elif error:
        cell.error = error
        _explain(cell, outcome, every)
        cell.reason = cell.reason.replace(folder, "…")
    elif outcome["written"]:
        names = ", ".join(f"« {name} »" for name in outcome["written"])
        leave(cell, "failed", f"écrit des fichiers : {names}")


def _explain(cell: Cell, outcome: dict[str, Any], every: Sequence[Cell]) -> None:
    error, message, kinds = outcome["error"], outcome["message"], outcome["kinds"]
    first = message.strip().split("\n")[0][:160]
    offline = {"OSError", "RuntimeError", "ConnectionError", "LocalEntryNotFoundError"} & {*kinds}
    if outcome["network"] or (offline and NETWORK_WORDS.search(message)):
        leave(cell, "skipped", "demande le réseau, coupé pendant l'import")
    elif error in ("ModuleNotFoundError", "ImportError"):
        name = outcome["missing"] or first
        leave(cell, "skipped", f"demande un module absent : « {name} »")
    elif error == "NameError" and (found := re.match(r"name '(\w+)' is not defined", first)):
        giver = _defined_in(found[1], cell, every)
        if giver:
            why = f"utilise « {found[1]} », défini par du code non exécuté (« {giver} »)"
        else:
            why = f"fragment : « {found[1]} » n'est défini nulle part avant"
        leave(cell, "skipped", why)
    elif error == "TooLongError":
        leave(cell, "failed", "trop long : arrêté avant la fin")
    elif error in ("SystemExit", "KeyboardInterrupt"):
        leave(cell, "failed", "appelle exit() : arrêterait tout le script")
    elif error == "EOFError":
        leave(cell, "failed", "attend une saisie au clavier")
    else:
        line = f" (ligne {outcome['line']})" if outcome["line"] else ""
        leave(cell, "failed", f"échoue{line} : {error} : {first}".rstrip(" :"))


def _defined_in(name: str, cell: Cell, every: Sequence[Cell]) -> str:
    """Return the cell left out, before this one, that binds ``name``."""
    pattern = re.compile(
        rf"^\s*(?:{name}\b[\w\s,.]*(?::[^=]+)?=(?!=)|(?:def|class)\s+{name}\b"
        rf"|for\s+[^:]*\b{name}\b|import\s.*\b{name}\b|from\s.*\b{name}\b|.*\bas\s+{name}\b"
        rf"|[\w\s,]+,\s*{name}\b.*=)",
        re.MULTILINE,
    )
    for other in every:
        if other is cell:
            return ""
        if other.status != "run" and pattern.search(other.code):
            return other.name
    return ""
