"""The results as the documentation shows them, and as the terminal does. Usage::

    write(results, folder)       # tableaux.inc, croissance-*.svg beside bench.json
    print(as_text(results))      # the bars, one a line

Every number of the page comes from here; the page itself types none.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from .plan import WORDS
from .plot import PLOTS, plot
from .results import THREE, Bar, Measure, Results
from .tools import OPERATIONS

MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"]
MONTHS += ["septembre", "octobre", "novembre", "décembre"]
BAR_LABELS = {
    **{name: f"trois chapitres, {WORDS[name]}" for name in OPERATIONS},
    "cold-200": "200 chapitres, à froid",
    "word-500": "un mot à 500 chapitres",
    "real": "le cours réel, à froid",
}
COLUMNS = ["À froid", "Rien", "Mot", "Texte", "Cellule"]  # in the order of OPERATIONS
HEAD = ["Outil", "Produit", *COLUMNS, "Mémoire", "Taille"]
UNITS = "En secondes ; mémoire et taille en mégaoctets."


def number(value: float, digits: int = 1) -> str:
    """Return a number in French: decimal comma, narrow spaces between thousands."""
    return f"{value:,.{digits}f}".replace(",", "\u202f").replace(".", ",")


def called(tool: str) -> str:
    """Return a tool's name: in French, or its package's as code."""
    return WORDS.get(tool, f"``{tool}``")


def against(bar: Bar) -> str:
    """Return what a bar is measured against."""
    if bar.label == "word-500":
        return "le même à 10 chapitres"
    if bar.label == "real":
        return "ses scripts lancés un à un"
    tool, _, target = bar.against.rpartition("-")
    return f"{called(tool)} ({WORDS[target]})"


def fewer_rounds(results: Results, bar: Bar) -> str:
    """Say of how many rounds the real course was measured, when there were fewer."""
    rounds = len(results.real["build"]["wall"]) if bar.label == "real" else results.repeats
    return f" ({rounds} tours)" if rounds < results.repeats else ""


def as_text(results: Results) -> str:
    """Return the bars, one a line."""
    lines = []
    for bar in results.bars():
        state = "tenu" if bar.held else "DÉPASSÉ"
        lines.append(
            f"  {state:8} {number(bar.value, 2)} ≤ {number(bar.limit, 2)} "
            f"(processeur {number(bar.cpu, 2)}) : {BAR_LABELS[bar.label]}, contre {against(bar)}"
        )
    return "\n".join(lines).replace("``", "")


def table(head: list[str], rows: Iterable[list[str]], title: str = "") -> str:
    """Return a list-table."""
    lines = [f".. list-table:: {title}".rstrip(), "   :header-rows: 1", ""]
    for row in [head, *rows]:
        lines += [f"   {'*' if at == 0 else ' '} - {cell}" for at, cell in enumerate(row)]
    return "\n".join(lines)


def seconds_of(measure: Measure | None, repeats: int) -> str:
    """Return a median; how many rounds it is of, when there were fewer."""
    if measure is None:
        return "—"
    few = f" ({len(measure.wall)} tour)" if len(measure.wall) < repeats else ""
    value = measure.median()
    return number(value, 2 if value < 10 else 1) + few


def rows_of(results: Results, courses: list[str], targets: list[str]) -> list[list[str]]:
    """Return a row for each tool at each target, in each course."""
    rows = []
    for course in courses:
        for target in targets:
            for tool in results.tools():
                found = [results.find((course, tool, target, name)) for name in OPERATIONS]
                cold = found[0]
                if cold is None:
                    continue
                times = [seconds_of(one, results.repeats) for one in found]
                weight = [
                    number(cold.median("memory") / 2**20, 0),
                    number(cold.median("size") / 2**20),
                ]
                first = WORDS[target] if course == THREE else str(cold.chapters)
                rows.append([called(tool), first, *times, *weight])
    return rows


def ratio_rows(results: Results, courses: list[str]) -> list[list[str]]:
    """Return ours over each tool, wall then processor."""
    rows = []
    for course in courses:
        for tool in results.tools()[1:]:
            for target in ("both", "pages"):
                cells = []
                for name in OPERATIONS:
                    other = "word" if name == "summary" else name
                    keys = (course, "course", "both", name), (course, tool, target, other)
                    wall, cpu = results.ratio(*keys), results.ratio(*keys, "cpu")
                    if wall is None or cpu is None:
                        cells.append("—")
                    else:
                        cells.append(f"{number(wall, 2)} ({number(cpu, 2)})")
                if set(cells) != {"—"}:
                    measure = results.find((course, tool, target, "cold"))
                    size = [str(measure.chapters)] if measure and course != THREE else []
                    rows.append([*size, f"{called(tool)}, {WORDS[target]}", *cells])
    return rows


def as_page(results: Results) -> str:
    """Return what the page includes."""
    day = date.fromisoformat(results.date)
    when = f"{day.day}{'er' * (day.day == 1)} {MONTHS[day.month - 1]} {day.year}"
    machine = results.machine
    rounds = f"{results.repeats} tour{'s' * (results.repeats > 1)}"
    blocks = [
        f"Mesuré le {when} en {rounds} : {machine['processor']}, "
        f"{machine['cores']} processeurs, {number(machine['memory'] / 2**30, 0)} Go, "
        f"{machine['system']}, Python {machine['python']}."
    ]
    for tool, packages in results.versions.items():
        named = ", ".join(f"``{name}`` {version}" for name, version in packages.items())
        blocks.append(f"- {called(tool)} : {named}")
    blocks += [
        f"- ``{name}`` manque : ``{why.splitlines()[-1]}``" for name, why in results.missing.items()
    ]
    blocks += _bars(results)
    if results.find((THREE, "course", "both", "cold")):
        blocks.append(_title("Trois chapitres qui s'exécutent"))
        blocks.append(f"Six cellules chacun, dont un entraînement sur MNIST. {UNITS}")
        blocks.append(table(HEAD, rows_of(results, [THREE], ["both", "pages", "decks"])))
        blocks.append(
            "Les pages et les diaporamas de ce projet, rapportés à ceux de chaque outil, "
            "ou à ses pages seules ; entre parenthèses, le temps de processeur."
        )
        blocks.append(table(["Rapporté à", *COLUMNS], ratio_rows(results, [THREE])))
    if results.courses():
        blocks.append(_title("Quand le cours grandit"))
        blocks.append(
            f"Les cellules ne sont pas exécutées, sauf ici celle que l'on change. {UNITS}"
        )
        for name in PLOTS:
            blocks.append(f".. raw:: html\n   :file: croissance-{name}.svg")
        for target in ("both", "pages", "decks"):
            rows = rows_of(results, results.courses(), [target])
            head = [HEAD[0], "Chapitres", *HEAD[2:]]
            if rows:
                blocks.append(table(head, rows, WORDS[target].capitalize()))
        title = "Ce projet, rapporté à chaque outil (entre parenthèses, le temps de processeur)"
        head = ["Chapitres", "Rapporté à", *COLUMNS]
        blocks.append(table(head, ratio_rows(results, results.courses()), title))
    return ".. Written by make bench: change nothing here.\n\n" + "\n\n".join(blocks) + "\n"


def _title(text: str) -> str:
    return f"{text}\n{'-' * len(text)}"


def _bars(results: Results) -> list[str]:
    rows = [
        [
            BAR_LABELS[bar.label].capitalize() + fewer_rounds(results, bar),
            against(bar),
            number(bar.value, 2),
            number(bar.cpu, 2),
            number(bar.limit, 2),
            "oui" if bar.held else "non",
        ]
        for bar in results.bars()
    ]
    head = ["Construction", "Rapportée à", "Rapport", "Processeur", "Limite", "Tenue"]
    return [_title("En bref"), table(head, rows)] if rows else []


def write(results: Results, folder: Path) -> None:
    """Write the tables and the plots."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tableaux.inc").write_text(as_page(results), encoding="utf-8")
    for name in PLOTS if results.courses() else ():
        (folder / f"croissance-{name}.svg").write_text(plot(results, name), encoding="utf-8")
