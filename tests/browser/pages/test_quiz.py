"""A student answers, comes back, moves to another machine: all in the browser."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from harness.browsing import Opener
from playwright.sync_api import Page, expect

TENSORS = "html/chapitres/01-tenseurs.html"
AUTOGRAD = "html/chapitres/02-autograd.html"
PROGRESS = "html/progression.html"
ROT47 = {code: 33 + (code + 14) % 94 for code in range(33, 127)}
SEALED = re.compile(r'<script type="text/plain"[^>]*>(.*?)</script>', re.DOTALL)


def quiz(page: Page, kind: str) -> Any:
    """Return the first quiz of a kind."""
    return page.locator(f'form.quiz[data-kind="{kind}"]').first


def key_of(form: Any) -> dict[str, Any]:
    """Read what a quiz keeps out of sight, as its script does."""
    text = form.locator('script[type="text/plain"]').text_content()
    return json.loads(text.translate(ROT47))


def verdict(form: Any) -> str:
    """Return what is said of the answer given."""
    return form.locator(".quiz-verdict").text_content() or ""


def press(page: Page, *keys: str) -> None:
    """Type on the keyboard, nothing else."""
    for key in keys:
        page.keyboard.press(key)


def answer_choice(form: Any, rank: int) -> None:
    """Choose and check with the mouse."""
    form.locator("input").nth(rank).check()
    form.get_by_role("button", name="Vérifier").click()


def reload(page: Page) -> None:
    """Come back later."""
    page.reload(wait_until="load")


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


@pytest.mark.parametrize(
    ("path", "kind", "wrong", "right", "unread"),
    [
        (TENSORS, "shape", "(427, 640)", "torch.Size([3])", "une ligne"),
        (AUTOGRAD, "shape", "5", " 5, 3 ", "(a, b)"),
        (AUTOGRAD, "shape", "(3, 5)", "[5, 3]", ""),
        (AUTOGRAD, "number", "10", " 20,0 ", "vingt"),
        (TENSORS, "print", "4", "4\n260  \n", " "),
    ],
)
def test_a_typed_answer_is_read_as_students_type_it(
    visit: Opener, path: str, kind: str, wrong: str, right: str, unread: str
) -> None:
    """Commas, spaces and brackets; what cannot be read is not counted as wrong."""
    page = visit(path).page
    form = quiz(page, kind)
    field = form.locator("input, textarea")
    check = form.get_by_role("button", name="Vérifier")
    field.fill(unread)
    check.click()
    assert "Écrivez" in form.locator(".quiz-result").text_content()
    field.fill(wrong)
    check.click()
    assert "Ce n’est pas cela" in verdict(form)
    form.get_by_role("button", name="Voir la réponse").click()
    assert "La réponse" in verdict(form)
    form.get_by_role("button", name="Réessayer").click()
    field.fill(right)
    check.click()
    assert "Juste" in verdict(form)


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


def test_free_lines_may_change_places(visit: Opener) -> None:
    """The author's order is not the only right one."""
    page = visit(TENSORS).page
    form = quiz(page, "order")
    key = key_of(form)
    first, second = key["free"][0]
    order = list(key["answer"])
    order[first], order[second] = order[second], order[first]
    form.evaluate(
        "(form, ranks) => { const list = form.querySelector('ol');"
        "list.append(...ranks.map((rank) => list.querySelector(`[data-line='${rank}']`))); }",
        [key["lines"].index(number) for number in order],
    )
    form.get_by_role("button", name="Vérifier").click()
    assert "Juste" in verdict(form)


def test_answers_and_boxes_survive_a_reload_and_show_in_the_menu(visit: Opener) -> None:
    """Right answers and ticked boxes count; wrong answers are remembered only."""
    seen = visit(TENSORS)
    page = seen.page
    forms = page.locator('form.quiz[data-kind="choice"]')
    right = int(key_of(forms.nth(0))["answer"])
    answer_choice(forms.nth(0), right)
    answer_choice(forms.nth(1), 1 if key_of(forms.nth(1))["answer"] == "0" else 0)
    page.locator(".checklist input").first.check()
    total = page.locator("form.quiz, .checklist input").count()
    page.wait_for_selector(".progress-mark")
    assert page.locator(".progress-mark").inner_text() == f"2/{total}"
    reload(page)
    page.wait_for_selector(".progress-mark")
    assert page.locator(".progress-mark").get_attribute("aria-label") == f"2 sur {total}"
    assert "Juste" in verdict(forms.nth(0))
    assert "Ce n’est pas cela" in verdict(forms.nth(1))
    assert page.locator(".checklist input").first.is_checked()
    assert seen.errors == []


@pytest.mark.parametrize(
    "state",
    [
        "{",
        "null",
        "[]",
        '"autre"',
        '{"course": "autre", "version": 1, "answers": {}}',
        '{"course": "apprendre-pytorch", "version": 1, "answers": 3, "ticks": [1]}',
        '{"course": "apprendre-pytorch", "version": 1, "answers": {"01-tenseurs/KEY": ["99", 1],'
        ' "x": 1, "__proto__": ["1", 1]}, "ticks": {"01-tenseurs/KEY": "oui"}}',
        '{"course": "apprendre-pytorch", "version": 1,'
        ' "answers": {"01-tenseurs/ORDER": ["0,0", 1]}}',
    ],
)
def test_a_corrupt_or_foreign_state_is_ignored(visit: Opener, state: str) -> None:
    """Never a blank page: the quiz is asked as if for the first time, and answers are kept."""
    seen = visit(TENSORS)
    page = seen.page
    for mark, kind in (("KEY", "choice"), ("ORDER", "order")):
        key = quiz(page, kind).get_attribute("data-key").rpartition("/")[2]
        state = state.replace(mark, key)
    page.evaluate("text => localStorage.setItem('apprendre-pytorch', text)", state)
    reload(page)
    assert seen.errors == []
    form = quiz(page, "choice")
    assert page.locator(".quiz-verdict").count() == 0
    answer_choice(form, int(key_of(form)["answer"]))
    assert "Juste" in verdict(form)
    reload(page)
    assert "Juste" in verdict(form)


def test_a_browser_that_keeps_nothing_still_asks(visit: Opener) -> None:
    """localStorage may throw (private windows, blocked cookies)."""
    seen = visit(TENSORS)
    page = seen.page
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw Error('non'); } })"
    )
    reload(page)
    form = quiz(page, "choice")
    answer_choice(form, int(key_of(form)["answer"]))
    assert "Juste" in verdict(form)
    page.wait_for_selector(".progress-mark")
    assert not [error for error in seen.errors if "quiz.js" in error or "progress.js" in error]


def test_progress_is_exported_and_imported(visit: Opener, tmp_path: Path) -> None:
    """A file, from one browser to another; a foreign one is refused and changes nothing."""
    page = visit(TENSORS).page
    form = quiz(page, "choice")
    answer_choice(form, int(key_of(form)["answer"]))
    page.locator(".checklist input").nth(1).check()
    page.goto(page.url.replace("chapitres/01-tenseurs", "progression"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Enregistrer").click()
    saved = tmp_path / "progression.json"
    download.value.save_as(saved)

    other = visit(PROGRESS)
    page = other.page
    page.wait_for_selector(".progress-mark")
    for name, content in (("a.json", "{}"), ("b.json", "\x00 ceci"), ("c.json", "[1]")):
        (tmp_path / name).write_text(content)
        page.locator("#progress-file").set_input_files(tmp_path / name)
        page.wait_for_function("document.getElementById('progress-status').textContent")
        assert "n’est pas une progression" in page.locator("#progress-status").inner_text()
        assert page.evaluate("localStorage.getItem('apprendre-pytorch')") is None
    page.locator("#progress-file").set_input_files(saved)
    page.wait_for_function(
        "document.getElementById('progress-status').textContent.startsWith('Progression')"
    )
    tensors = page.locator("tbody tr", has_text="Les tenseurs")
    assert tensors.inner_text().split()[-2].startswith("1/")
    page.goto(page.url.replace("progression", "chapitres/01-tenseurs"))
    assert "Juste" in verdict(quiz(page, "choice"))
    assert page.locator(".checklist input").nth(1).is_checked()
    assert other.errors == []


def test_erasing_asks_first(visit: Opener) -> None:
    """A slip of the mouse loses nothing."""
    page = visit(TENSORS).page
    page.locator(".checklist input").first.check()
    page.goto(page.url.replace("chapitres/01-tenseurs", "progression"))
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Tout effacer").click()
    assert '"ticks":{}' not in page.evaluate("localStorage.getItem('apprendre-pytorch')")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Tout effacer").click()
    assert '"ticks":{}' in page.evaluate("localStorage.getItem('apprendre-pytorch')")


def test_earlier_questions_come_back_the_wrong_ones_first(visit: Opener) -> None:
    """Opened, the box asks what was missed; the answer counts for its chapter."""
    page = visit(TENSORS).page
    missed = page.locator('form.quiz[data-kind="choice"]').nth(2)
    key = missed.get_attribute("data-key")
    answer_choice(missed, 1 if key_of(missed)["answer"] == "0" else 0)
    seen = visit(AUTOGRAD)
    state = page.evaluate("localStorage.getItem('apprendre-pytorch')")
    page = seen.page
    page.evaluate("text => localStorage.setItem('apprendre-pytorch', text)", state)
    reload(page)
    page.locator(".rappels summary").focus()
    press(page, "Enter")
    form = page.locator(".rappels form").first
    form.wait_for()
    assert form.get_attribute("data-key") == key
    assert form.locator(".quiz-verdict").count() == 0
    answer_choice(form, int(key_of(form)["answer"]))
    assert "Juste" in verdict(form)
    kept = json.loads(page.evaluate("localStorage.getItem('apprendre-pytorch')"))
    assert kept["answers"][key][1] == 1
    assert seen.errors == []


def test_it_all_works_from_the_disk(visit: Opener, site: Path) -> None:
    """No server, no network: the state is kept and the earlier questions come."""
    seen = visit((site / AUTOGRAD).as_uri())
    page = seen.page
    form = page.locator("#auto-evaluation form.quiz").first
    answer_choice(form, int(key_of(form)["answer"]))
    page.locator(".rappels summary").click()
    page.locator(".rappels form").first.wait_for()
    reload(page)
    assert "Juste" in verdict(page.locator("#auto-evaluation form.quiz").first)
    assert seen.errors == []
    assert seen.outside("file:") == []


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1360, 390])
def test_axe_has_nothing_to_say_before_and_after_an_answer(
    visit: Opener, scheme: str, width: int
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
        found = Axe().run(page).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found] == [], state
    page.goto(page.url.replace("chapitres/02-autograd", "progression"))
    page.wait_for_selector("tbody .progress-mark")
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found] == []


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
