"""The child process that runs a chapter's cells: no network, its own folder.

Started by ``runner``, never imported by it: ``python -m importer.execution.sandbox job.json``.
It writes one JSON line when a cell starts and one when it ends, so that the
parent knows where it was if it dies.
"""

from __future__ import annotations

import ast
import contextlib
import json
import os
import signal
import socket
import sys
import warnings
from pathlib import Path
from typing import Any

from .watch import Capture, Watch

LONGEST_REPR = 4_000


class TooLongError(BaseException):
    """The cell's time is over; not an Exception, so that code does not catch it."""


def run_cell(code: str, watch: Watch, space: dict[str, Any], shapes: dict[int, str]) -> Any:
    """Run the statements one by one; return the repr of values, by line."""
    values: dict[int, str] = {}
    tree = ast.parse(code, watch.name)
    future: list[ast.stmt] = [
        n for n in tree.body if isinstance(n, ast.ImportFrom) and n.module == "__future__"
    ]
    flags = compile(ast.Module(future, []), watch.name, "exec").co_flags if future else 0
    flags &= 0x1FF0000
    for node in tree.body:
        if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Await):
            expression = ast.Expression(node.value)
            value = eval(compile(expression, watch.name, "eval", flags), space)
            if value is not None:
                values[node.lineno] = short_repr(value)
            continue
        exec(compile(ast.Module([node], []), watch.name, "exec", flags), space)
        targets = node.targets if isinstance(node, ast.Assign) else []
        if len(targets) == 1 and isinstance(targets[0], ast.Name):
            value = space.get(targets[0].id)
            values[node.lineno] = short_repr(value)
            with contextlib.suppress(Exception):
                shapes[node.lineno] = repr(tuple(value.shape))  # type: ignore[union-attr]
    return values


def short_repr(value: Any) -> str:
    """Return the repr of plain values and arrays; others are not compared."""
    kind = type(value)
    known = isinstance(value, int | float | str | bool | tuple | list | dict)
    if not known and kind.__module__.split(".")[0] not in ("torch", "numpy"):
        return ""
    if isinstance(value, list | tuple | dict | str) and len(value) > 200:
        return ""
    try:
        text = repr(value)
    except BaseException:
        return ""
    return text if len(text) <= LONGEST_REPR else ""


def figures() -> int:
    """Count the open figures and close them, as the build does."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return 0
    count = len(pyplot.get_fignums())
    pyplot.close("all")
    return count


def files(folder: Path) -> dict[str, tuple[int, int]]:
    """List the files of the working folder, with what tells a change."""
    found = {}
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            relative = path.relative_to(folder).as_posix()
            if path.is_file() and not relative.startswith(".tmp/"):
                found[relative] = (path.stat().st_size, path.stat().st_mtime_ns)
    return found


def describe(error: BaseException, watch: Watch) -> dict[str, Any]:
    """Say what went wrong, for the parent to turn into a reason."""
    chain: BaseException | None = error
    kinds: list[str] = []
    while chain is not None and len(kinds) < 10:
        kinds.append(type(chain).__name__)
        chain = chain.__cause__ or chain.__context__
    line = 0
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == watch.name:
            line = trace.tb_lineno
        trace = trace.tb_next
    try:
        message = str(error)
    except BaseException:
        message = ""
    return {
        "error": type(error).__name__,
        "message": message[:500],
        "kinds": kinds,
        "line": line,
        "missing": str(getattr(error, "name", "") or ""),
    }


def main() -> None:
    """Run the job."""
    sys.path.remove(os.environ.pop("PYTHONPATH"))  # our modules are none of the chapter's
    job = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    folder = Path(job["folder"])
    os.chdir(folder)
    results = os.fdopen(os.dup(1), "w", encoding="utf-8")
    silence = os.open(os.devnull, os.O_RDWR)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    watch = Watch(folder, job["writable"])
    for name in ("connect", "connect_ex", "sendto"):
        setattr(socket.socket, name, watch.refuse_network)
    for name in ("getaddrinfo", "create_connection", "gethostbyname"):
        setattr(socket, name, watch.refuse_network)

    def too_long(*_: Any) -> None:
        raise TooLongError

    signal.signal(signal.SIGALRM, too_long)
    prepare(job["modules"])
    sys.addaudithook(watch.audit)
    sys.argv = ["chapitre.py"]
    sys.stdout = sys.stderr = Capture(watch)
    space: dict[str, Any] = {"__name__": "__main__", "__doc__": None}
    import types

    sys.modules["__main__"] = types.ModuleType("__main__")
    sys.modules["__main__"].__dict__.update(space)
    space = sys.modules["__main__"].__dict__
    for cell in job["cells"]:
        print(json.dumps({"start": cell["name"]}), file=results, flush=True)
        outcome = one(cell, watch, space, folder, job["seconds"])
        print(json.dumps(outcome), file=results, flush=True)


def prepare(modules: list[str]) -> None:
    """Start as the build does: torch seeded and alone on its thread."""
    warnings.simplefilter("ignore")
    for name in modules:
        with contextlib.suppress(BaseException):
            module = __import__(name)
            if name == "torch":
                module.set_num_threads(1)
                module.manual_seed(0)


def one(
    cell: dict[str, Any], watch: Watch, space: dict[str, Any], folder: Path, seconds: float
) -> dict[str, Any]:
    """Run one cell; a failure leaves the names as they were."""
    watch.reset(cell["name"])
    sys.stdin = open(os.devnull)  # noqa: SIM115 - exit() closes it
    before, names = files(folder), dict(space)
    outcome: dict[str, Any] = {"done": cell["name"], "values": {}, "shapes": {}}
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        outcome["values"] = run_cell(cell["code"], watch, space, outcome["shapes"])
    except BaseException as error:
        signal.setitimer(signal.ITIMER_REAL, 0)
        outcome |= describe(error, watch)
        space.clear()
        space.update(names)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    os.chdir(folder)
    after = files(folder)
    outcome["figures"] = figures()
    outcome["written"] = sorted(name for name in after if after[name] != before.get(name))[:5]
    outcome["network"], outcome["outside"] = watch.network, watch.outside
    outcome["printed"], outcome["stdout"] = watch.printed, "".join(watch.stdout)
    if outcome["written"] and "error" not in outcome:
        space.clear()
        space.update(names)
    return outcome


if __name__ == "__main__":
    main()
