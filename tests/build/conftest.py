"""What the tests of whole builds share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from builder.seen import seen_in
from course.base.files import read_sealed, write_sealed
from harness.workshop import Workshop


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """A small course beside a copy of the build script."""
    return Workshop(tmp_path / "cours")


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Where that course was built, once; and a copy of all that is there."""
    workshop = Workshop(tmp_path_factory.mktemp("modele") / "cours")
    status, said = workshop.build("html", "site")
    assert status == 0, said
    kept = workshop.root.with_name("garde")
    shutil.copytree(workshop.root, kept, symlinks=True)
    return workshop.root, kept


@pytest.fixture
def built(model: tuple[Path, Path]) -> Workshop:
    """That course, built: put back where it was. What it reads is known, nothing runs."""
    root, kept = model
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(kept, root, symlinks=True)
    state = root / "build/.state"
    for target in ("html", "slides"):  # the files are others: they are those that were built
        note = read_sealed(state / f"{target}.json")
        memory, work = state / f"{target}.environment", root / "build/.work"
        note["files"] = seen_in(memory, work / f"{target}.doctrees", work / target)
        write_sealed(state / f"{target}.json", note)
    return Workshop.at(root)
