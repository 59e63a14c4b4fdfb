"""What is kept of a run is what was written, or it is absent and made again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from course.records.record import CellRecord, Figure, Record
from course.records.store import RecordStore
from course.scripts.script import Script, read_script

SCRIPT = '"""\nUn script\n=========\n\nUn mot.\n"""\n\n# %% a\nx = 1\nprint(x)\n'


@pytest.fixture
def script(tmp_path: Path) -> Script:
    """A script with a file of data beside it."""
    folder = tmp_path / "gallery/01_essai"
    folder.mkdir(parents=True)
    (folder / "plot_un.py").write_text(SCRIPT)
    (folder / "mesures.csv").write_text("1,2\n")
    return read_script(tmp_path / "gallery", "plot_un")


@pytest.fixture
def store(tmp_path: Path) -> RecordStore:
    """An empty store."""
    return RecordStore(tmp_path / "records", tmp_path / "constraints.txt", tmp_path)


def keep(store: RecordStore, script: Script) -> Record:
    """Keep a record with a figure and an observed file."""
    record = store.new(script)
    for name in ("f.svg", "f-dark.svg"):
        (record.folder / name).write_text("<svg/>")
    record.cells = [CellRecord("1\n", [Figure("f.svg", "f-dark.svg", 10, 10)])]
    store.save(script, record)
    store.look_again()
    return record


def test_a_record_is_given_back_as_it_was(store: RecordStore, script: Script) -> None:
    """Its output to the last newline."""
    keep(store, script)
    found = store.load(script)
    assert found is not None
    assert found.cells[0].stdout == "1\n"
    assert (found.folder / found.cells[0].figures[0].light).exists()


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"sha256": "a"}', "\x00" * 9])
def test_a_record_that_is_not_what_was_written_is_absent(
    store: RecordStore, script: Script, content: str
) -> None:
    """Cut short, emptied, of another type."""
    record = keep(store, script)
    (record.folder / "record.json").write_text(content)
    assert store.load(script) is None


def test_a_number_changed_by_hand_is_not_believed(store: RecordStore, script: Script) -> None:
    """A page would show what no run gave."""
    record = keep(store, script)
    path = record.folder / "record.json"
    kept = json.loads(path.read_text())
    kept["cells"][0]["stdout"] = "2\n"
    path.write_text(json.dumps(kept))
    assert store.load(script) is None


@pytest.mark.parametrize("change", [Path.unlink, lambda path: path.write_text("<svg>")])
def test_a_figure_that_is_gone_or_changed_makes_its_record_absent(
    store: RecordStore, script: Script, change: object
) -> None:
    """It never reaches the site."""
    record = keep(store, script)
    change(record.folder / "f-dark.svg")  # type: ignore[operator]
    assert store.load(script) is None


def test_data_beside_the_script_is_part_of_its_key(store: RecordStore, script: Script) -> None:
    """Of any kind, at any depth, a link followed; what editors leave is not."""
    folder = script.path.parent
    seen = {store.key(script)}
    deep = folder / "a/b/donnees.bin"
    deep.parent.mkdir(parents=True)
    deep.write_bytes(b"0")
    (folder / "notes.md").write_text("un")
    elsewhere = folder.parents[1] / "commun"
    elsewhere.mkdir()
    (elsewhere / "x.py").write_text("x = 1")
    for change in (
        lambda: deep.write_bytes(b"1"),
        lambda: (folder / "notes.md").write_text("deux"),
        lambda: (folder / "outils").symlink_to(elsewhere),
        lambda: (elsewhere / "x.py").write_text("x = 2"),
    ):
        change()
        store.look_again()
        seen.add(store.key(script))
    assert len(seen) == 5
    for name in (".mesures.csv.swp", "mesures.csv~", ".#mesures.csv"):
        (folder / name).write_text("x")
    store.look_again()
    assert store.key(script) in seen


def test_another_script_of_the_folder_is_not(store: RecordStore, script: Script) -> None:
    """Else editing one would run them all."""
    before = store.key(script)
    (script.path.parent / "plot_deux.py").write_text(SCRIPT)
    store.look_again()
    assert store.key(script) == before


def test_a_loop_of_links_ends(store: RecordStore, script: Script) -> None:
    """A folder that links to what holds it."""
    (script.path.parent / "boucle").symlink_to(script.path.parent)
    assert store.key(script)
