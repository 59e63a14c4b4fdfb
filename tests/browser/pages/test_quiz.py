"""A student answers: by keyboard, by mouse, in the forms that students type."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from harness.answering import AUTOGRAD, ROT47, TENSORS, key_of, press, quiz, reload, verdict
from harness.browsing import Opener, violations
from playwright.sync_api import Locator, expect

SEALED = re.compile(r'<script type="text/plain"[^>]*>(.*?)</script>', re.DOTALL)


def test_a_choice_is_answered_by_keyboard(visit: Opener) -> None:
    """Arrows choose, Enter checks; the explanation comes, then another try."""
    page = visit(TENSORS).page
    form = quiz(page, "choice")
    right = int(key_of(form)["answer"])
    form.locator("input").first.focus()
    press(page, "ArrowDown", "ArrowUp")
    for _ in range((right + 1) % form.locator("input").count()):
        press(page, "ArrowDown")
    press(page, "Enter")
    assert "Ce n’est pas cela" in verdict(form)
    assert form.locator(".quiz-result p").count() > 1
    form.get_by_role("button", name="Réessayer").focus()
    press(page, "Enter")
    assert form.locator("input:focus").count() == 1
    press(page, "ArrowUp", "Enter")
    assert "Juste" in verdict(form)


def dimensions(sizes: list[int]) -> str:
    """Write a shape as the middle of a tuple."""
    return ", ".join(map(str, sizes))


def other_shapes(right: list[int]) -> list[str]:
    """One size more; and the other way round, unless that is the same."""
    return [f"({dimensions(one)})" for one in ([*right, 7], right[::-1]) if one != right]


# By kind, made of the right answer: wrong ones, and right ones; then what cannot be read.
Spell = Callable[[Any], list[str]]
TYPED: dict[str, tuple[Spell, Spell, list[str]]] = {
    "shape": (
        other_shapes,
        lambda right: [
            form.format(dimensions(right)) for form in ("torch.Size([{}])", "  {} ", "[{}]")
        ],
        ["une ligne", "(a, b)", ""],
    ),
    "number": (
        lambda right: [f"{right + 10}"],
        lambda right: [f" {right:.4f} ".replace(".", ","), f"{right:.4f}"],
        ["vingt", ""],
    ),
    "print": (
        lambda right: [f"{right}7"],
        lambda right: [f"{right}  \n", right.replace(", ", ",")],
        [" ", ""],
    ),
}


@pytest.mark.parametrize("kind", TYPED)
def test_a_typed_answer_is_read_as_students_type_it(visit: Opener, site: Path, kind: str) -> None:
    """Commas, spaces and brackets; what cannot be read is not counted as wrong."""
    pages = sorted((site / "html/chapitres").glob("*.html"))
    asking = [page for page in pages if f'data-kind="{kind}"' in page.read_text("utf-8")]
    assert asking
    wrong, right, unread = TYPED[kind]
    for path in asking:
        form = quiz(visit(str(path.relative_to(site))).page, kind)
        answer = key_of(form)["answer"]
        field = form.locator("input, textarea")
        check = form.get_by_role("button", name="Vérifier")
        for text in unread:
            field.fill(text)
            check.click()
            expect(form.locator(".quiz-result")).to_contain_text("Écrivez")
        for text in wrong(answer):
            field.fill(text)
            check.click()
            assert "Ce n’est pas cela" in verdict(form)
            form.get_by_role("button", name="Voir la réponse").click()
            assert "La réponse" in verdict(form)
            form.get_by_role("button", name="Réessayer").click()
        for text in right(answer):
            field.fill(text)
            check.click()
            assert "Juste" in verdict(form)
            form.get_by_role("button", name="Réessayer").click()


@pytest.mark.parametrize("path", [TENSORS, AUTOGRAD])
def test_lines_are_put_in_order_by_keyboard(visit: Opener, path: str) -> None:
    """The arrows on a line's buttons move it; each move is announced."""
    page = visit(path).page
    form = quiz(page, "order")
    key = key_of(form)
    lines = list(key["lines"])
    form.get_by_role("button", name="Vérifier").click()
    assert "Ce n’est pas cela" in verdict(form)
    form.get_by_role("button", name="Réessayer").click()
    for place, number in enumerate(key["answer"]):
        rank = lines.index(number)
        form.locator(".quiz-lines li").nth(rank).locator("button").first.focus()
        for _ in range(rank - place):
            press(page, "ArrowUp")
        if rank != place:
            said = f"Ligne {place + 1} sur {len(lines)}"
            assert form.locator("[role=status]").text_content() == said
        lines.insert(place, lines.pop(rank))
    form.get_by_role("button", name="Vérifier").focus()
    press(page, "Enter")
    assert "Juste" in verdict(form)
    reload(page)
    assert "Juste" in verdict(quiz(page, "order"))


def put_in_order(form: Locator, order: list[int]) -> None:
    """Put the lines in this order, and ask whether it is right."""
    lines = key_of(form)["lines"]
    form.evaluate(
        "(form, ranks) => { const list = form.querySelector('ol');"
        "list.append(...ranks.map((rank) => list.querySelector(`[data-line='${rank}']`))); }",
        [lines.index(number) for number in order],
    )
    form.get_by_role("button", name="Vérifier").click()


def test_a_wrong_order_says_where_to_look(visit: Opener) -> None:
    """The first line out of its place; the right one stays to be found."""
    form = quiz(visit(AUTOGRAD).page, "order")
    order = list(key_of(form)["answer"])
    put_in_order(form, [*order[:-2], order[-1], order[-2]])
    expect(form.locator(".quiz-result")).to_contain_text(f"est la ligne {len(order) - 1}.")


def test_free_lines_may_change_places(visit: Opener) -> None:
    """The author's order is not the only right one."""
    page = visit(TENSORS).page
    form = quiz(page, "order")
    key = key_of(form)
    first, second = key["free"][0]
    order = list(key["answer"])
    order[first], order[second] = order[second], order[first]
    put_in_order(form, order)
    assert "Juste" in verdict(form)


@pytest.mark.parametrize("path", [TENSORS, AUTOGRAD])
def test_no_answer_is_legible_before_it_is_given(site: Path, path: str) -> None:
    """The source of the page holds neither explanation nor right answer."""
    text = (site / path).read_text(encoding="utf-8")
    forms = re.findall(r'<form class="quiz .*?</form>', text, re.DOTALL)
    assert len(forms) >= 4
    for form in forms:
        (content,) = [json.loads(found.translate(ROT47)) for found in SEALED.findall(form)]
        for why in content["why"]:
            assert max(re.findall(r">([^<>]+)<", why), key=len) not in text
        assert not re.search(r"correct|checked|explication", form)


def test_without_script_the_question_is_readable(chromium: Any, address: str) -> None:
    """The form says what it needs; nothing of it can be used by mistake."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{TENSORS}")
    form = quiz(page, "choice")
    form.scroll_into_view_if_needed()
    expect(form).to_contain_text("JavaScript", use_inner_text=True)
    expect(form).to_contain_text("torch.ones(4, 1)", use_inner_text=True)
    assert form.locator("button").count() == 0
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1360, "light"), (390, "dark")])
def test_axe_has_nothing_to_say_before_and_after_an_answer(
    visit: Opener, width: int, scheme: str
) -> None:
    """Every quiz answered, rightly or wrongly; the page of progress; the open box."""
    page = visit(AUTOGRAD, width, scheme=scheme).page
    page.locator(".rappels summary").click()
    page.locator(".rappels form").first.wait_for()
    for state in ("before", "after"):
        if state == "after":
            for form in page.locator("form.quiz").all():
                field = form.locator("input:not([type=radio]), textarea")
                if field.count():
                    field.fill("1")
                elif form.locator("input").count():
                    form.locator("input").first.check()
                form.get_by_role("button", name="Vérifier").click()
            page.locator(".checklist input").first.check()
            page.wait_for_selector(".progress-mark", state="attached")
        assert (state, violations(page, "form.quiz, .rappels, .checklist")) == (state, [])
    page.goto(page.url.replace("chapitres/02-autograd", "progression"))
    page.wait_for_selector("tbody .progress-mark")
    assert violations(page) == []


def test_the_scripts_are_small(site: Path) -> None:
    """What a page pays for its quizzes, and every page for its menu."""
    folder = site / "html/_static/js"
    sizes = {
        name: len(gzip.compress((folder / f"{name}.js").read_bytes()))
        for name in ("quiz", "progress", "progress-page")
    }
    print(sizes)
    assert sizes["quiz"] <= 4096
    assert sizes["progress"] <= 2048


def test_a_slide_asks_then_answers_by_a_key(visit: Opener) -> None:
    """The answer is the next step, and it fits."""
    page = visit("slides/chapitres/02-autograd.html#/auto-evaluation", 1280, 720).page
    page.wait_for_function("window.Reveal && Reveal.isReady()")
    answer = page.locator("#auto-evaluation .answer")
    assert "visible" not in str(answer.get_attribute("class"))
    press(page, "ArrowRight")
    assert "visible" in str(answer.get_attribute("class"))
    assert "Réponse" in answer.inner_text()
