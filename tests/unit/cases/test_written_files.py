"""What a script writes vanishes (case 01): it runs once, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.course import SCRIPT
from harness.workshop import Workshop

# Each run leaves a line in a file outside the course.
WRITES = '''"""
Journal
=======

Tenir un journal.
"""

# %% noter
import os
import time

with open({trace!r}, "a") as trace:
    trace.write("x")
{write}
print("noté")
'''
KINDS = {
    "texte": 'with open("journal.csv", "a") as f:\n    f.write(f"{time.time()}\\n")',
    "modele": 'import torch\ntorch.save(torch.rand(3) + time.time(), "modele.pt")',
    "dossier": 'os.makedirs("lots/un")\nopen("lots/un/a.bin", "wb").write(os.urandom(9))',
    "a-cote": "from pathlib import Path\n"
    'Path(__file__).with_name("cache.bin").write_bytes(os.urandom(9))',
}


@pytest.fixture(scope="module")
def built_twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workshop, str, list[Path]]:
    """A course of all these scripts, what its second build said, and its gallery before."""
    place = tmp_path_factory.mktemp("ecrit")
    workshop = Workshop(place / "cours")
    for kind, write in KINDS.items():
        text = WRITES.format(trace=str(place / f"trace-{kind}"), write=write)
        workshop.write(f"gallery/01_essai/plot_{kind}.py", text)
    mark = f"\nwith open({str(place / 'trace-un')!r}, 'a') as f:\n    f.write('x')\n"
    workshop.write("gallery/01_essai/plot_un.py", SCRIPT + mark)
    before = sorted((workshop.root / "gallery").rglob("*"))
    for _ in range(2):
        status, said = workshop.build("site")
        assert status == 0, said
    return workshop, said, before


@pytest.mark.parametrize("kind", [*KINDS, "un"])
def test_a_script_that_writes_runs_once(
    built_twice: tuple[Workshop, str, list[Path]], kind: str
) -> None:
    """What it wrote is no input of its own, nor of its neighbours."""
    workshop, said, _ = built_twice
    assert "exécution" not in said
    assert (workshop.root.parent / f"trace-{kind}").read_text() == "x"


def test_nothing_is_left_in_the_gallery(built_twice: tuple[Workshop, str, list[Path]]) -> None:
    """It is as the author left it."""
    workshop, _, before = built_twice
    assert sorted((workshop.root / "gallery").rglob("*")) == before
