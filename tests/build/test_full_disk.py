"""A disk that is full says so in one sentence, and leaves the site as it was."""

from __future__ import annotations

import resource
import subprocess
from pathlib import Path

import pytest
from harness.checkout import command, environment
from harness.workshop import CHAPTER, Workshop

SENTENCE = "Le disque est plein : libérer de la place, puis relancer la même commande."


def build_within(workshop: Workshop, most: int) -> tuple[int, str]:
    """Build where no file may be larger; the error is that of a full disk but for its number."""
    done = subprocess.run(
        command(workshop.root, "build", "site"),
        env=environment(workshop.root),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("most", [5_000, 60_000, 200_000])
def test_a_full_disk_leaves_the_previous_site(built: Workshop, most: int) -> None:
    """Met by the parent, by Sphinx or by a script; then there is room again."""
    before = built.site()
    longer = CHAPTER + "\n\nUne phrase.\n" * 3000
    built.write("source/chapitres/01-essai.rst", longer)
    script: Path = built.root / "gallery/01_essai/plot_un.py"
    text = script.read_text(encoding="utf-8")
    built.write("gallery/01_essai/plot_un.py", text.replace("x = 21", "x = 34"))
    status, said = build_within(built, most)
    assert status == 1, said
    assert said.count(SENTENCE) == 1
    assert "Traceback" not in said
    assert built.site() == before
    built.write("source/chapitres/01-essai.rst", CHAPTER)
    built.write("gallery/01_essai/plot_un.py", text)
    assert built.build("site")[0] == 0
    assert built.site() == before
