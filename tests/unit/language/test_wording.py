"""The French of the extension, name by name."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

from course.base import wording


def test_a_name_has_one_wording() -> None:
    """They are imported together: of two of one name, the last would be said in both places."""
    names = Counter(
        target.id
        for path in sorted(Path(wording.__file__).parent.glob("*.py"))
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    )
    assert [name for name, count in names.items() if count > 1] == []
