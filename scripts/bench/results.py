"""What was measured, as data: medians, ratios round by round, and the bars. Usage::

results = Results.load(path)
results.ratio(("trois-chapitres", "course", "both", "cold"),
              ("trois-chapitres", "stack", "both", "cold"))
for bar in results.bars(): print(bar.label, bar.value, bar.limit)
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from .measure import Sample

Key = tuple[str, str, str, str]  # course, tool, target, operation
THREE = "trois-chapitres"
BARS = {"cold": 0.75, "same": 0.6, "word": 0.2, "summary": 0.2, "cell": 0.75}


@dataclass
class Measure:
    """One operation of one tool on one course, as many times as it was measured."""

    course: str
    tool: str
    target: str
    operation: str
    chapters: int = 0
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)  # bytes
    size: list[int] = field(default_factory=list)  # bytes

    def add(self, sample: Sample, size: int) -> None:
        """Keep one more."""
        self.wall.append(round(sample.wall, 3))
        self.cpu.append(round(sample.cpu, 3))
        self.memory.append(sample.memory)
        self.size.append(size)

    def median(self, what: str = "wall") -> float:
        """Return the median of ``what``."""
        return float(median(getattr(self, what)))


@dataclass(frozen=True)
class Bar:
    """A promise: a ratio and what it may not exceed; ``against`` names the tool."""

    label: str
    against: str
    value: float
    cpu: float
    limit: float

    @property
    def held(self) -> bool:
        """Whether it is kept."""
        return self.value <= self.limit


def ratio_of(ours: list[float], theirs: list[float]) -> float:
    """Return the median of the ratios, round by round."""
    return float(median(a / b for a, b in zip(ours, theirs, strict=False)))


@dataclass
class Results:
    """All that one run of the benchmark found."""

    date: str = ""
    machine: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, dict[str, str]] = field(default_factory=dict)
    repeats: int = 0
    missing: dict[str, str] = field(default_factory=dict)
    measures: list[Measure] = field(default_factory=list)
    real: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Results:
        """Read the data file."""
        data = json.loads(path.read_text(encoding="utf-8"))
        data["measures"] = [Measure(**one) for one in data["measures"]]
        return cls(**data)

    def save(self, path: Path) -> None:
        """Write the data file, one measure a line."""
        data = asdict(self)
        measures = data.pop("measures")
        head = json.dumps(data, ensure_ascii=False, indent=1)[:-2]
        lines = ",\n".join(f"  {json.dumps(one)}" for one in measures)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'{head},\n "measures": [\n{lines}\n ]\n}}\n', encoding="utf-8")

    def find(self, key: Key) -> Measure | None:
        """Return a measure, or None when it was not made."""
        for one in self.measures:
            if (one.course, one.tool, one.target, one.operation) == key:
                return one
        return None

    def ratio(self, ours: Key, theirs: Key, what: str = "wall") -> float | None:
        """Return how many times ``theirs`` is ``ours``; None when one was not measured."""
        first, second = self.find(ours), self.find(theirs)
        if first is None or second is None:
            return None
        return ratio_of(getattr(first, what), getattr(second, what))

    def courses(self) -> list[str]:
        """Return the growing courses, in order of size."""
        sizes = {one.course: one.chapters for one in self.measures if one.course != THREE}
        return sorted(sizes, key=lambda name: sizes[name])

    def tools(self) -> list[str]:
        """Return the tools, in the order of the run."""
        return list(dict.fromkeys(one.tool for one in self.measures))

    def bars(self) -> list[Bar]:
        """Return the promises that this run can judge."""
        found: list[Bar] = []
        for operation, limit in BARS.items():
            ours = (THREE, "course", "both", operation)
            other = "word" if operation == "summary" else operation
            found += self._bar(operation, ours, (THREE, "stack", "both", other), limit)
            pages = [
                bar
                for tool in self.tools()
                if tool != "course"
                for bar in self._bar(operation, ours, (THREE, tool, "pages", other), 1.0)
            ]
            found += sorted(pages, key=lambda bar: -bar.value)[:1]
        for size, limit in ((200, 0.4),):
            course = f"croissance-{size:03}"
            ours, theirs = ((course, tool, "both", "cold") for tool in ("course", "stack"))
            found += self._bar("cold-200", ours, theirs, limit)
        large, small = ((f"croissance-{size:03}", "course", "both", "word") for size in (500, 10))
        found += self._bar("word-500", large, small, 1.3)
        if self.real:
            value = ratio_of(self.real["build"]["wall"], self.real["scripts"]["wall"])
            cpu = ratio_of(self.real["build"]["cpu"], self.real["scripts"]["cpu"])
            found.append(Bar("real", "scripts", value, cpu, 0.6))
        return found

    def _bar(self, label: str, ours: Key, theirs: Key, limit: float) -> list[Bar]:
        value, cpu = self.ratio(ours, theirs), self.ratio(ours, theirs, "cpu")
        if value is None or cpu is None:
            return []
        return [Bar(label, f"{theirs[1]}-{theirs[2]}", value, cpu, limit)]
