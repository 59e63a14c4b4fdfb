"""A script is cut into cells once; whoever asks has lists of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from course.upstream import gallery_sources

SCRIPT = '"""\nTitre\n=====\n"""\n\n# %% un\na = 1\n\n# %% deux\nb = 2\n'


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """A script of two cells."""
    path = tmp_path / "plot_un.py"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


def codes(script: Path) -> list[str]:
    """Return the code of its cells."""
    _, blocks = gallery_sources.split_code_and_text_blocks(script)
    return [block.content.strip() for block in blocks if block.type == "code"]


def test_a_text_that_was_cut_is_not_cut_again(
    script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """sphinx-gallery asks twice a build, and we once more."""
    assert codes(script) == ["a = 1", "b = 2"]
    monkeypatch.delattr(gallery_sources, "cut")
    assert codes(script) == ["a = 1", "b = 2"]


def test_an_edited_text_is_cut_anew(script: Path) -> None:
    """Its name is the same."""
    assert codes(script) == ["a = 1", "b = 2"]
    script.write_text(SCRIPT.replace("b = 2", "b = 3"), encoding="utf-8")
    assert codes(script) == ["a = 1", "b = 3"]


def test_what_one_caller_changes_another_does_not_see(script: Path) -> None:
    """sphinx-gallery may take blocks out of its list."""
    _, blocks = gallery_sources.split_code_and_text_blocks(script)
    blocks.clear()
    assert codes(script) == ["a = 1", "b = 2"]
