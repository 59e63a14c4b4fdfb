"""Formulas of decks: the same to the eye, in fewer bytes."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from course.maths import katex
from course.maths.deck_formula import deck_formula


def on_slide(tex: str, display: bool = False) -> str:
    """Return what a slide holds."""
    return deck_formula(katex.render(tex, display), "lu ainsi")


@pytest.mark.parametrize(
    ("tex", "html"),
    [
        ("n", '<span class="katex"><span class="katex-base"><span class="mathnormal">n</span>'),
        ("p_1", '<span class="mathnormal">p</span><sub>1</sub>'),
        ("e^{z_k}", '<sup><span class="mathnormal" style="margin-right:.044em">z</span><sub>'),
    ],
)
def test_what_stands_on_one_line_is_text(tex: str, html: str) -> None:
    """Indices and exponents included, one in another too."""
    made = on_slide(tex)
    assert html in made
    assert "vlist" not in made
    assert "strut" not in made


def test_a_letter_reads_as_it_is_written_and_the_rest_by_a_label() -> None:
    """A raised 2 read aloud would be 52 for five squared."""
    assert "aria-label" not in on_slide("x - 5")
    for tex in ("5^2", r"\frac{1}{2}"):
        formula = BeautifulSoup(on_slide(tex), "html.parser").select_one(".katex")
        assert formula
        assert (formula["role"], formula["aria-label"]) == ("math", "lu ainsi")


@pytest.mark.parametrize("tex", [r"\frac{a_1}{2}", r"\sum_i e_i^2", r"\sqrt{s}", r"\hat y"])
def test_what_is_piled_up_stays_so(tex: str) -> None:
    """A fraction, limits, both an index and an exponent, a root, an accent."""
    made = on_slide(tex, display=True)
    assert "vlist" in made
    assert "math>" not in made
    spans = re.findall("<(/?)span", made)
    assert spans.count("") == spans.count("/")


def test_what_stands_on_a_strut_keeps_its_box() -> None:
    """A numerator is placed by the rule of the child of a list."""
    assert '<span class="pstrut"></span><span>1</span>' in on_slide(r"\frac{1}{2}", display=True)
