"""Code that did not run is shown as such, with its reason, in both builders."""

from __future__ import annotations

import pytest
from harness.course import Course

REST = """
.. unexecuted::
   :reason: demande le réseau

   import nimporte
   télécharger(*args)
"""
MYST = """
```{unexecuted}
:reason: demande le réseau
import nimporte
télécharger(*args)
```
"""


@pytest.mark.parametrize(("name", "text"), [("01-essai.rst", REST), ("01-essai.md", MYST)])
@pytest.mark.parametrize("builder", ["html", "revealjs"])
def test_the_reason_stands_with_the_code(
    course: Course, name: str, text: str, builder: str
) -> None:
    """A reader must not take it for code that ran."""
    course.chapter(text, name)
    built = course.build(builder)
    assert built.warnings == ""
    html = built.html("chapitres/01-essai")
    assert "Code non exécuté" in html
    assert "demande le réseau" in html
    assert "télécharger(*args)" in html


def test_a_reason_is_required(course: Course) -> None:
    """Without one the box would be a way around the promise."""
    course.chapter(".. unexecuted::\n\n   x = 1\n")
    assert "« :reason: » est obligatoire" in course.build().warnings
