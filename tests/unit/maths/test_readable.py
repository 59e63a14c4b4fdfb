"""Formulas as lines of text, from what KaTeX makes of them."""

from __future__ import annotations

import pytest
from course.maths.katex import render
from course.maths.readable import MATHML, readable, text_of_mathml
from docutils import nodes

FORMULAS = {
    r"\frac{\partial \ell}{\partial w_1} = 2x(wx - y)^2": "∂ℓ/∂w₁ = 2x(wx − y)²",
    r"\hat y = \sqrt{a+b}": "ŷ = √(a + b)",
    r"\sum_{i=1}^n x_i": "∑ᵢ₌₁ⁿ xᵢ",
    r"-\ln 0{,}1 = \ln 10": "−ln 0,1 = ln 10",
    r"\tanh^2 x": "tanh²x",
    r"e^{\sin x}": "e^(sin x)",
    r"\frac{a+b}{2}": "(a + b)/2",
    r"x = -2": "x = −2",
    r"(7, 9)": "(7, 9)",
    r"1/\sqrt{\text{entrées}}": "1/√(entrées)",
    r"\begin{pmatrix}1&2\\3&4\end{pmatrix}": "(1 2; 3 4)",
}


@pytest.mark.parametrize(("tex", "text"), FORMULAS.items())
def test_a_formula_reads_as_one_would_write_it_on_a_line(tex: str, text: str) -> None:
    """An excerpt of the search has no room for more."""
    found = MATHML.search(render(tex))

    assert found is not None
    assert text_of_mathml(found[0]) == text


def test_what_was_not_rendered_is_its_latex() -> None:
    """Nothing is lost of a formula that KaTeX refuses."""
    assert readable(nodes.math("", r"\frca{1}{2}")) == r"\frca{1}{2}"
