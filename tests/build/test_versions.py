"""``make site AUDIENCE=L3``: after any other build, the site of a clean one for that audience."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.workshop import Workshop

FOR_SOME = """

.. slide::
   :for: M2

Démonstration
-------------

La preuve.

.. onlyfor:: L3

   Une image.
"""
FOR_L3 = ("site", "--audience", "L3")


def with_audiences(workshop: Workshop) -> Workshop:
    """Name two audiences; have a chapter with something for each."""
    conf = workshop.root / "source/conf.py"
    text = conf.read_text(encoding="utf-8")
    workshop.write("source/conf.py", f'{text}\ncourse_audiences = ["L3", "M2"]\n')
    chapter = (workshop.root / "source/chapitres/01-essai.rst").read_text(encoding="utf-8")
    workshop.write("source/chapitres/01-essai.rst", chapter + FOR_SOME)
    return workshop


@pytest.mark.timeout(600)  # five builds
def test_a_switch_of_audience_leaves_nothing_of_the_other_version(
    workshop: Workshop, tmp_path: Path
) -> None:
    """There and back: pages and decks are those of a clean build, to the byte."""
    with_audiences(workshop)
    clean = Workshop(tmp_path / "propre", workshop)
    assert workshop.build("site")[0] == 0
    whole = workshop.site()
    assert workshop.build(*FOR_L3)[0] == 0
    switched = workshop.site()
    status, said = clean.build(*FOR_L3)
    assert status == 0, said
    assert switched == clean.site()
    assert switched["slides/chapitres/01-essai.html"] != whole["slides/chapitres/01-essai.html"]
    assert workshop.build("site")[0] == 0
    assert workshop.site() == whole


def test_an_audience_nobody_has_stops_before_anything_is_built(workshop: Workshop) -> None:
    """With the nearest of those of conf.py."""
    with_audiences(workshop)
    status, said = workshop.build("slides", "--audience", "L4")
    assert status == 2
    assert "Public inconnu : « L4 ». Le plus proche : « L3 »." in said
    assert "Construction" not in said
