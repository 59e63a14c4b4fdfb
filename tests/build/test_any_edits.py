"""Whatever an author edits, and in whatever order, a build gives what a clean one gives.

Sequences are tried at random on a small course that borrows everywhere, each build compared
with a clean one to the byte; ``COURS_SUITES=300`` tries three hundred, others each time.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from harness.edited.edits import BROKEN, CheckedOutCourse, EditedCourse
from harness.edited.places import BREAKING, PLACES, TIED
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

SEQUENCES = int(os.environ.get("COURS_SUITES", "0"))

CHOICES = [
    (place, choice)
    for place, texts in PLACES.items()
    if place not in TIED
    for choice in range(len(texts))
]
BREAKS = [(place, choice) for place in BREAKING for choice in (BROKEN, 0)]
edits = st.sampled_from(CHOICES * 2 + BREAKS)  # a refused course has nothing to compare
steps = st.fixed_dictionaries(
    {"edits": st.lists(edits, max_size=4)},
    optional={
        "touch": st.tuples(st.integers(0, 20), st.sampled_from([-400, 0, 400])),
        "during": st.lists(edits, min_size=1, max_size=2),
        "profile": st.sampled_from(["rapide", "complet"]),
        "reverted": st.integers(0, 5),
    },
)


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the scripts gave, for all sequences: a script is run once in each of its forms."""
    return tmp_path_factory.mktemp("records")


def follow(course: EditedCourse, sequence: list[dict[str, Any]], builders: list[str]) -> None:
    """Make each step, and compare what is built with a clean build."""
    before = [dict(course.chosen)]
    start: dict[str, Any] = {"edits": []}
    last: list[dict[str, Any]] = [{"edits": []}] if "during" in sequence[-1] else []
    for step in [start, *sequence, *last]:
        if "reverted" in step:
            course.chosen = dict(before[step["reverted"] % len(before)])
        for edit in step["edits"]:
            course.edit(*edit)
        course.save()
        if "touch" in step:
            course.touch(*step["touch"])
        course.profile = step.get("profile", course.profile)
        before.append(dict(course.chosen))
        for builder in builders:
            built = course.build(builder, step.get("during"))
            note(f"{builder}: read {built.read} {built.error}")
            # A course that is refused from the start would have nothing compared.
            assert step is not start or not built.error + built.warnings
            if "during" not in step:
                assert course.differences(builder, built) == [], (builder, step)


def tried(times: int) -> settings:
    """Return how many sequences are tried: the same ones, unless more are asked for."""
    return settings(
        max_examples=times,
        derandomize=not SEQUENCES,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink] if SEQUENCES else [Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@tried(SEQUENCES or 2)
@pytest.mark.timeout(0)  # as long as the sequences that were asked for
@given(sequence=st.lists(steps, min_size=2, max_size=4))
def test_a_build_after_any_edits_gives_what_a_clean_build_gives(
    records: Path, sequence: list[dict[str, Any]]
) -> None:
    """Pages and decks, after each step."""
    with TemporaryDirectory() as folder:
        follow(EditedCourse(Path(folder), records), sequence, ["html", "revealjs"])


@tried(SEQUENCES // 30 or 1)
@pytest.mark.timeout(0)  # the same
@given(sequence=st.lists(steps, min_size=1, max_size=1 + bool(SEQUENCES)))
def test_make_site_after_any_edits_gives_what_it_gives_at_first(
    records: Path, sequence: list[dict[str, Any]]
) -> None:
    """The published site, built by the real command."""
    with TemporaryDirectory() as folder:
        follow(CheckedOutCourse(Path(folder), records), sequence, ["site"])
