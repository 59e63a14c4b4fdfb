"""A long code over several slides: its numbers and its marked lines go on."""

from __future__ import annotations

import re

from harness.course import Course

LINES = "\n".join(f"echo {number}" for number in range(1, 41))


def test_the_numbers_of_lines_go_on_from_slide_to_slide(course: Course) -> None:
    """Each keeps its own, and what is marked stays marked."""
    course.chapter(
        f"""
## Long

+++ {{"fit": "split"}}

```{{code-block}} bash
:linenos:
:lineno-start: 5
:emphasize-lines: 2,39
:name: un-code

{LINES}
```
""".replace("## Long\n", ""),
        "01-essai.md",
    )
    built = course.build("revealjs")
    deck = built.html("chapitres/01-essai")
    numbers = re.findall(r'class="linenos">\s*(\d+)<', deck)
    marked = re.findall(r'class="hll"><span class="linenos">\s*(\d+)<', deck)

    assert not built.warnings
    assert deck.count("<section") > 2
    assert numbers == [str(number) for number in range(5, 45)]
    assert marked == ["6", "43"]
    assert len(re.findall(r'\bid="un-code"', deck)) == 1
