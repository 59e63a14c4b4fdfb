"""`make` alone tells a newcomer, in French, every command there is."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[3]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def make(*arguments: str) -> str:
    """Return what make prints."""
    done = subprocess.run(
        ["make", "--no-print-directory", *arguments], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_help_is_the_default_target():
    """A person who types `make` wants to know, not to wait for an installation."""
    assert make() == make("help")


def test_help_has_one_line_for_each_command():
    """A target without its `##` comment would be missing from the list."""
    phony = re.search(r"(?m)^\.PHONY: (.+)$", MAKEFILE)
    assert phony
    targets = set(phony[1].split()) - {"broken-environment"}
    listed = re.findall(r"(?m)^  make (\S+) +\S", make())
    assert sorted(listed) == sorted(targets)


def test_help_fits_a_terminal():
    """Eighty columns."""
    assert max(map(len, make().splitlines())) <= 80


def test_commands_of_the_readme_exist():
    """The README must be true."""
    listed = set(re.findall(r"(?m)^  make (\S+)", make()))
    for document in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / document).read_text(encoding="utf-8")
        assert set(re.findall(r"`make ([a-z-]+)", text)) <= listed
        assert set(re.findall(r"(?m)^make ([a-z-]+)", text)) <= listed


def test_the_makefile_stays_within_gnu_make_3_81():
    """The make of macOS knows neither of these."""
    assert not re.search(r"\.ONESHELL|\.RECIPEPREFIX|\$\(file |!=|::=|&:", MAKEFILE)
