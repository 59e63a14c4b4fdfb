"""What the tests of whole builds share."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.workshop import Workshop


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """A small course beside a copy of the build script."""
    return Workshop(tmp_path / "cours")
