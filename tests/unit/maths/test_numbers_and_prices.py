"""Numbers of equations are Sphinx's alone; dollars beside a digit or a space are prices."""

from __future__ import annotations

import re

import pytest
from course.maths.katex import display_source, render
from harness.course import Course

ENVIRONMENTS = {
    "align": r"\begin{align}u &= v \\ &= z\end{align}",
    "gather": r"\begin{gather}u \\ z\end{gather}",
    "alignat": r"\begin{alignat}{2}u &= v &\quad z &= t\end{alignat}",
    "equation": r"\begin{equation}u = v\end{equation}",
    "split": r"\begin{split}u &= v \\ &= z\end{split}",
    "two lines": r"u &= v \\ z &= t",
    "cases in align": r"\begin{align}u &= \begin{cases}1 \\ 2\end{cases} \\ &= z\end{align}",
}
UNDER_ANOTHER = {
    r"\begin{align}c &= d\end{align}": "aligned",
    r"\begin{alignat}{2}c &= d\end{alignat}": "alignedat",
    r"\begin{gather}c \\ d\end{gather}": "gathered",
    r"\begin{equation}c\end{equation}": "gathered",
}


@pytest.mark.parametrize("builder", ["html", "revealjs"])
@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_a_label_gives_one_number_and_no_label_none(
    course: Course, suffix: str, builder: str
) -> None:
    """Whatever the environment: KaTeX would number each line from 1."""
    parts = []
    for rank, tex in enumerate(ENVIRONMENTS.values()):
        if suffix == ".md":
            parts += [f"$$\n{tex}\n$$ (eq-{rank})", f"Voir {{eq}}`eq-{rank}`.", f"$$\n{tex}\n$$"]
        else:
            no_wrap = "   :no-wrap:\n" * tex.startswith(r"\begin")
            math = f".. math::\n{no_wrap}"
            parts += [f"{math}   :label: eq-{rank}\n\n   {tex}", f"Voir :eq:`eq-{rank}`."]
            parts += [f"{math}\n   {tex}"]
    course.chapter("\n\n".join(parts), f"01-essai{suffix}")
    built = course.build(builder)
    page = built.html("chapitres/01-essai")

    assert not built.warnings
    assert "eqn-num" not in page
    numbers = [str(rank) for rank in range(1, len(ENVIRONMENTS) + 1)]
    assert re.findall(r'class="eqno">\((\d+)\)', page) == numbers
    assert re.findall(r'href="#equation-[^"]*">\((\d+)\)</a>', page) == numbers


@pytest.mark.parametrize("tex", UNDER_ANOTHER)
def test_an_environment_under_another_equation_is_written_as_one_of_its_lines(tex: str) -> None:
    """LaTeX has other names for those that do not stand alone."""
    source = display_source(f"a = b\n\n{tex}", False)

    assert f"begin{{{UNDER_ANOTHER[tex]}}}" in source
    assert "eqn-num" not in render(source, True)


def test_an_empty_line_does_not_cut_an_environment() -> None:
    """It is no new equation there."""
    assert display_source("\\begin{align}a\\\\\n\nb\\end{align}", False) == (
        "\\begin{align*}a\\\\\nb\\end{align*}"
    )


def test_a_number_chosen_by_the_author_is_kept(course: Course) -> None:
    """``\\tag`` without a label is theirs; beside a label it is refused."""
    course.chapter("$$\na = b \\tag{3}\n$$\n", "01-essai.md")
    built = course.build()

    assert not built.warnings
    assert "katex-tag" in built.html("chapitres/01-essai")


PRICES = (
    "5$ par mois et 10$ par an",
    "5 $ par mois et 10 $ par an",
    "$5 et $10",
    r"\$5 et \$10",
    "de 5$ à 10$, soit 3$",
    "il coûte 5 $, puis 3 $",
    "un billet (5 $) ; un autre (10 $)",
    "5 $/mois ou 50 $/an",
    "5 M$ et 10 M$",
)


@pytest.mark.parametrize("builder", ["html", "revealjs"])
def test_dollars_of_prices_are_text(course: Course, builder: str) -> None:
    """And those around a formula are not."""
    course.chapter("\n\n".join(f"{price}, $x_1$." for price in PRICES), "01-essai.md")
    page = course.build(builder).html("chapitres/01-essai")

    assert page.count('class="katex"') == len(PRICES)
    read = page.replace("\u202f", " ").replace("\xa0", " ")
    assert [price for price in PRICES if f"<p>{price}, <span".replace("\\", "") not in read] == []


READ_AS_FORMULAS = ("5 $, puis 3$", "(5 $) et (3$)", "5 $/mois ou 50$/an", "3 M$, 5 M$")


@pytest.mark.parametrize("builder", ["html", "revealjs"])
def test_a_text_between_two_prices_is_refused(course: Course, builder: str) -> None:
    """Where the dollars would make a formula of it; at its line, with what to write."""
    course.chapter("\n\n".join(READ_AS_FORMULAS), "01-essai.md")
    said = course.build(builder).warnings
    for rank, text in enumerate(READ_AS_FORMULAS):
        between = text.split("$")[1]
        assert f"01-essai.md:{3 + 2 * rank}: WARNING: « ${between}$ » se lit comme une" in said


def test_words_and_punctuation_of_formulas_are_free(course: Course) -> None:
    """Those of ``\\text``, and signs that stand for themselves."""
    formulas = (r"x \text{ et } y", ",", ".5", r": f \to g", r"\det e", "a, b", "A/B")
    course.chapter("\n\n".join(f"Soit ${tex}$." for tex in formulas), "01-essai.md")
    built = course.build()
    assert not built.warnings
    assert built.html("chapitres/01-essai").count('class="katex"') == len(formulas)
