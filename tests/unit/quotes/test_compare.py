"""Two cells with their difference marked; results to be guessed first."""

from __future__ import annotations

import re

import pytest
from course.quotes.compare import differing
from harness.course import Course
from hypothesis import given
from hypothesis import strategies as st

SCRIPT = '''"""
Un script
=========

Deux versions.
"""

# %% sans
total = 0
for k in range(3):
    total = k
print(total)

# %% avec
total = 0
for k in range(3):
    total += k
print(total)

# %% pareil
total = 0
for k in range(3):
    total += k
print(total)

# %% muette
muet = 1
'''
COMPARE = "Un mot.\n\n.. compare:: plot_un\n   :before: {before}\n   :after: {after}\n"
PREDICT = "Un mot.\n\n.. snippet:: plot_un\n   :cell: {cell}\n   :output: predict\n"


@pytest.mark.parametrize("builder", ["html", "revealjs"])
def test_the_lines_that_differ_are_marked_on_both_sides(course: Course, builder: str) -> None:
    """Here the third of each; both outputs are those of the run."""
    course.script(SCRIPT)
    course.chapter(COMPARE.format(before="sans", after="avec"))
    built = course.build(builder)
    text = built.html("chapitres/01-essai")
    marked = re.findall(r'<span class="hll">(.*?)\n</span>', text, re.DOTALL)
    assert [re.sub("<[^>]+>", "", line).strip() for line in marked] == ["total = k", "total += k"]
    assert re.findall(r"<pre>(\d)</pre>", text) == ["2", "3"]
    assert built.warnings == ""
    assert ("fragment compare-after" in text) == (builder == "revealjs")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (COMPARE.format(before="sans", after="avc"), "Le plus proche : « avec »"),
        (COMPARE.format(before="avec", after="pareil"), "ont le même code"),
        (".. compare:: plot_un\n   :before: sans\n", "« :after: » est obligatoire"),
        (".. compare:: plot_un\n   :befor: sans\n", "Le plus proche : « before »"),
        (PREDICT.format(cell="muette"), "rien à prévoir"),
    ],
)
def test_bad_names_are_said_with_the_nearest(course: Course, text: str, complaint: str) -> None:
    """With the file."""
    course.script(SCRIPT)
    course.chapter(text)
    warnings = course.build("revealjs").warnings
    assert re.search(r"01-essai\.rst:\d+: WARNING", warnings)
    assert complaint in warnings


def test_a_guess_comes_before_the_output(course: Course) -> None:
    """A step on the slide, a fold on the page."""
    course.script(SCRIPT)
    course.chapter(PREDICT.format(cell="avec"))
    page = course.build("html").html("chapitres/01-essai")
    assert '<details class="predict">' in page
    deck = course.build("revealjs").html("chapitres/01-essai")
    assert "<details" not in deck
    prompt, result = (
        deck.index("predict-prompt"),
        deck.index('class="snippet-results fragment covered"'),
    )
    assert prompt < result


LINES = st.lists(st.sampled_from(["a = 1", "b = 2", "    c()", ""]), max_size=12)


@given(LINES, LINES)
def test_what_is_not_marked_is_common(before: list[str], after: list[str]) -> None:
    """Take the marked lines away: the same text remains, blank lines apart."""
    gone, new = differing(before, after)
    kept = [line for n, line in enumerate(before, 1) if n not in gone and line.strip()]
    other = [line for n, line in enumerate(after, 1) if n not in new and line.strip()]
    assert kept == other
