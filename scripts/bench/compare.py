"""Measure this project and its peers on the same courses: ``make bench``.

    python scripts bench                         # everything: hours
    python scripts bench --quick                 # a few minutes, kept out of the pages
    python scripts bench --sizes 10 50 --peers stack mkdocs-gallery --real
    python scripts bench --report                # the tables again, from the data

The data go to source/mesures/bench.json, the table and the plots beside it; a quick
run leaves the three in build/bench/.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from pathlib import Path
from typing import Any

from project import ROOT

from bench import content, report
from bench.environment import peers_python, versions
from bench.ours import course_tool
from bench.peers import peers
from bench.plan import Plan, run_courses
from bench.real import measure_real
from bench.results import Measure, Results
from bench.tools import TARGETS, Tool

INTERRUPTED = "Interrompu : les tours finis sont gardés."
WORK, KEPT = ROOT / "build" / "bench", ROOT / "source" / "mesures"
PEERS = ("stack", "myst-nb", "mkdocs-gallery", "nbconvert")
SIZES = (10, 50, 200, 500)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what there is to choose."""
    parser.add_argument("--quick", action="store_true", help="un tour, 10 chapitres, deux outils")
    parser.add_argument("--sizes", nargs="*", type=int, help="10 50 200 500, ou rien")
    parser.add_argument("--repeats", type=int, help="tours, cinq d'ordinaire")
    parser.add_argument("--peers", nargs="*", choices=PEERS, help="les autres outils, ou rien")
    parser.add_argument("--targets", nargs="+", choices=TARGETS, default=list(TARGETS))
    parser.add_argument("--limit", type=float, default=120.0, help="secondes ; au-delà, une fois")
    parser.add_argument("--no-three", action="store_true", help="sans les trois chapitres")
    parser.add_argument("--real", action="store_true", help="aussi le cours réel")
    parser.add_argument("--report", action="store_true", help="sans mesurer : les tableaux")
    parser.add_argument("--output", type=Path, help="dossier des résultats")


def with_defaults(found: argparse.Namespace) -> argparse.Namespace:
    """Fill in what was not asked for."""
    if found.sizes is None:
        found.sizes = [10] if found.quick else list(SIZES)
    if found.peers is None:
        found.peers = ["stack"] if found.quick else list(PEERS)
    found.repeats = found.repeats or (1 if found.quick else 5)
    found.output = found.output or (WORK / "results" if found.quick else KEPT)
    return found


def machine() -> dict[str, Any]:
    """Describe this machine."""
    names = [platform.processor() or platform.machine()]
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text(encoding="utf-8").splitlines()
        names = [
            line.partition(": ")[2] for line in lines if line.startswith("model name")
        ] or names
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "processor": names[0],
        "cores": len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count(),
        "memory": memory,
        "system": platform.system(),
        "python": platform.python_version(),
    }


def chosen_tools(names: list[str], results: Results) -> list[Tool]:
    """Return ours and the peers that can be installed; note their versions, or why not."""
    python = Path(sys.executable)
    bench, missing = peers_python(WORK / "venv", python, names)
    results.missing.update(missing)
    for name, reason in missing.items():
        print(f"{name} manque : {reason}", file=sys.stderr)
    known = peers(python, bench)
    tools: list[Tool] = [course_tool(python)]
    tools += [known[name] for name in names if name not in missing]
    results.versions = {tool.name: versions(tool.python, tool.packages) for tool in tools}
    return tools


def main(asked: argparse.Namespace) -> int:
    """Measure, save as it goes, report."""
    asked = with_defaults(asked)
    data = asked.output / "bench.json"
    if asked.report:
        report.write(Results.load(data), asked.output)
        return 0
    start = time.time()
    results = Results(time.strftime("%Y-%m-%d"), machine(), repeats=asked.repeats)
    tools = chosen_tools(asked.peers, results)
    plan = Plan(WORK, asked.repeats, asked.limit, tuple(asked.targets), results.missing)
    courses = [] if asked.no_three else [[content.three_chapters()]]
    if asked.sizes:
        courses.append([content.growth(size) for size in asked.sizes])
    done: list[Measure] = []

    def save(measures: list[Measure]) -> None:
        results.measures = done + measures
        results.save(data)

    plan.save = save
    for group in courses:
        print(f"Mesure de {', '.join(course.name for course in group)}", flush=True)
        done += run_courses(group, tools, plan)
        save([])
    if asked.real:
        print("Mesure du cours réel", flush=True)
        results.real = measure_real(WORK / "real", Path(sys.executable), asked.repeats)
        save([])
    report.write(results, asked.output)
    print(report.as_text(results))
    print(f"{data} ({(time.time() - start) / 60:.0f} min).")
    return 0
