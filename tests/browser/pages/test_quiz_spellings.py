"""Every quiz of the course accepts its right answer as students type it, and no other.

The spellings are made of the answer that the build computed: what is typed otherwise and
means the same, and what means something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from harness.answering import key_of
from harness.browsing import Opener

# Answer a form with a text; tell whether it was right, None when it could not be read.
ANSWER = """([rank, given]) => {
    const form = document.querySelectorAll('form.quiz')[rank];
    const list = form.querySelector('.quiz-lines');
    if (list) list.append(...given.map(line => list.querySelector(`[data-line="${line}"]`)));
    else if (form.querySelector('[type=radio]')) form.querySelector(`[value="${given}"]`).click();
    else form.querySelector('textarea, input').value = given;
    form.requestSubmit();
    const is = ['right', 'wrong'].map(name => form.classList.contains(name));
    if (is[0] || is[1]) form.requestSubmit();
    return is[0] === is[1] ? null : is[0];
}"""
Spellings = tuple[list[Any], list[Any]]


def of_number(key: dict[str, Any]) -> Spellings:
    """20.5 is 20,5; its neighbours beyond the tolerance are not."""
    value, gap = key["answer"], 3 * key["tolerance"] + max(1e-3 * abs(key["answer"]), 1e-6)
    text = f"{value:.12g}"
    right = [text, text.replace(".", ","), f"  {text} ", text.replace("-", "−"), f"{value:.12e}"]
    wrong = [f"{value + gap:.12g}", f"{value - gap:.12g}", f"{-value - 1:.12g}"]
    return right, wrong


def of_shape(key: dict[str, Any]) -> Spellings:
    """(3, 5), torch.Size([3, 5]), 3×5: one more, one less, another size are wrong."""
    sizes = [str(size) for size in key["answer"]]
    listed = ", ".join(sizes)
    python = f"({listed},)" if len(sizes) == 1 else f"({listed})"
    right = [python, f"torch.Size([{listed}])", f"[{','.join(sizes)}]", f" {'×'.join(sizes)} "]
    other = [str(size + 1) for size in key["answer"]] or ["2"]
    wrong = [f"({listed}, 7)", f"({', '.join(other)})", f"(9, 9, {listed})"]
    return right, wrong


def of_print(key: dict[str, Any]) -> Spellings:
    """Spaces around commas and brackets are free; what is printed is not."""
    text = key["answer"]
    tight, wide = re.sub(r" *([][(),]) *", r"\1", text), re.sub(r"([][(),])", r" \1 ", text)
    right = [text, tight, wide, f"\n{text} \n", text.replace("-", "−")]
    digit = re.search(r"\d", text)
    changed = (
        text[: digit.start()] + str((int(digit[0]) + 1) % 10) + text[digit.end() :]
        if digit
        else "x"
    )
    wrong = [changed, f"{text} 1", f"{text}\n{text}"]
    return right, wrong


def of_choice(key: dict[str, Any]) -> Spellings:
    """One is right."""
    ranks = range(len(key["why"]))
    return [key["answer"]], [rank for rank in ranks if str(rank) != key["answer"]]


def of_order(key: dict[str, Any]) -> Spellings:
    """Lines of a free group change places; the first and the last do not."""
    ranks = [key["lines"].index(number) for number in key["answer"]]
    right = [ranks]
    for group in key["free"]:
        other = list(ranks)
        other[group[0]], other[group[1]] = other[group[1]], other[group[0]]
        right.append(other)
    reversed_, rotated = ranks[::-1], ranks[1:] + ranks[:1]
    return right, [reversed_, rotated]


SPELLINGS: dict[str, Callable[[dict[str, Any]], Spellings]] = {
    "number": of_number,
    "shape": of_shape,
    "print": of_print,
    "choice": of_choice,
    "order": of_order,
}


def test_right_answers_are_accepted_and_wrong_ones_refused(
    visit: Opener, chapters: list[str], subtests: pytest.Subtests
) -> None:
    """Three spellings and more of the right answer of what is typed, three others."""
    count = 0
    for chapter in chapters:
        page = visit(f"html/chapitres/{chapter}.html").page
        for rank, form in enumerate(page.locator("form.quiz").all()):
            kind = str(form.get_attribute("data-kind"))
            key = key_of(form)
            right, wrong = SPELLINGS[kind](key)
            count += 1
            with subtests.test(chapter=chapter, quiz=form.get_attribute("data-key")):
                assert kind in ("choice", "order") or min(len(right), len(wrong)) >= 3
                for given in right:
                    assert page.evaluate(ANSWER, [rank, given]) is True, given
                for given in wrong:
                    assert page.evaluate(ANSWER, [rank, given]) is not True, given
    assert count >= 4 * len(chapters)
