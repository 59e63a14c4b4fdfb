"""Expressions over what a script recorded, and nothing else of Python."""

from __future__ import annotations

import pytest
from course.base.errors import CourseError
from course.quotes.expressions import evaluate


def test_expressions_read_recorded_values_alone() -> None:
    """Sequences compare whatever their brackets; nothing else of Python is within reach."""
    values = {"forme": [32, 10], "perte": 0.25, "notes": [1.0, 2.0]}
    assert evaluate("forme == (32, 10) and forme == [32, 10]", values, "x") is True
    assert evaluate("all(note > 0.5 for note in notes)", values, "x") is True
    assert evaluate("round(perte, 1)", values, "x") == 0.2
    for forbidden in ("__import__('os')", "open('x')", "forme.count(1)", "(lambda: 1)()"):
        with pytest.raises(CourseError):
            evaluate(forbidden, values, "x")
