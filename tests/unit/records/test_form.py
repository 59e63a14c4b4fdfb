"""A record is what its types say, and names files of its own folder alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from course.records.profiles import Origin
from course.records.record import CellRecord, Figure, Record, as_text, from_text

KEY = "0123456789abcdef"


@pytest.fixture
def kept(tmp_path: Path) -> dict[str, Any]:
    """The content of a record with a figure, whose hash is still to be made."""
    for name in ("a.svg", "a-dark.svg"):
        (tmp_path / name).write_text("<svg/>", encoding="utf-8")
    (tmp_path.parent / "secret.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "lien.svg").symlink_to(tmp_path.parent / "secret.svg")
    cell = CellRecord("42\n", [Figure("a.svg", "a-dark.svg", 640, 320, "époque 1")])
    record = Record(KEY, tmp_path, cells=[cell], origin=Origin("rapide", "processeur", {}))
    return json.loads(as_text(record))


def read(kept: dict[str, Any], folder: Path) -> Record | None:
    """Read the content back, with the hash that is right for it."""
    rest = {name: value for name, value in kept.items() if name != "sha256"}
    text = json.dumps(rest, ensure_ascii=True, sort_keys=True)
    return from_text(
        json.dumps({**rest, "sha256": hashlib.sha256(text.encode()).hexdigest()}), KEY, folder
    )


def set_figure(**changes: Any) -> Callable[[dict[str, Any]], None]:
    """Change the figure."""

    def change(kept: dict[str, Any]) -> None:
        kept["cells"][0]["figures"][0].update(changes)
        if "light" in changes:
            kept["files"][changes["light"]] = kept["files"].pop("a.svg")

    return change


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "a file above": set_figure(light="../secret.svg"),
    "a link": set_figure(light="lien.svg"),
    "an absolute path": set_figure(light="/etc/hostname"),
    "markup for a width": set_figure(width='1" onload="alert(1)'),
    "a list for a label": set_figure(label=["<b>"]),
    "a file that no hash is given for": lambda kept: kept["files"].clear(),
    "an output that is no text": lambda kept: kept["cells"][0].update(stdout=["x"]),
    "a device that is no text": lambda kept: kept["origin"].update(device={"a": 1}),
    "values that have no names": lambda kept: kept.update(values=[1]),
    "seconds that are no number": lambda kept: kept.update(seconds="vite"),
}


def test_what_was_written_is_read(kept: dict[str, Any], tmp_path: Path) -> None:
    """Else the tests below would pass for another reason."""
    record = read(kept, tmp_path)
    assert record
    assert record.cells[0].figures[0].label == "époque 1"


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_another_form_counts_as_absent(
    kept: dict[str, Any], tmp_path: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    """Even with the hash that is right for it: it may come from another machine."""
    change(kept)
    assert read(kept, tmp_path) is None
