"""A build that was killed costs nothing but its time."""

from __future__ import annotations

import os
import random
import time

import pytest
from harness.workshop import Workshop

KILLS = int(os.environ.get("COURS_ARRETS", "3"))
SEED = int(os.environ.get("COURS_GRAINE", "0"))


@pytest.mark.timeout(300 + 60 * KILLS)
def test_a_build_killed_at_any_moment_leaves_the_next_one_right(workshop: Workshop) -> None:
    """Killed with no warning, as by a closed lid; COURS_ARRETS sets how many times."""
    start = time.perf_counter()
    workshop.build("site")
    duration = time.perf_counter() - start
    expected = workshop.site()
    chance = random.Random(SEED)
    for _ in range(KILLS):
        workshop.clean()
        process = workshop.start("site")
        time.sleep(chance.uniform(0.2, 0.95) * duration)
        process.kill()
        process.communicate()
        status, said = workshop.build("site")
        assert status == 0, said
        assert workshop.site() == expected


def test_a_killed_rebuild_leaves_no_stale_page(built: Workshop) -> None:
    """Sphinx alone would believe that the pages it had no time to write are current."""
    built.write("source/chapitres/02-autre.rst", "Titre neuf\n==========\n\nUn autre mot.\n")
    process = built.start("site")
    time.sleep(1.6)
    process.kill()
    process.communicate()
    built.build("site")
    rebuilt = built.site()
    built.clean()
    built.build("site")
    assert rebuilt == built.site()
