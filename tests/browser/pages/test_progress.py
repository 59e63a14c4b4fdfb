"""A student comes back, moves to another machine, is asked again: all in the browser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from harness.answering import AUTOGRAD, TENSORS, answer_choice, key_of, press, quiz, reload, verdict
from harness.browsing import Opener

PROGRESS = "html/progression.html"


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


def test_the_home_leads_back_to_where_one_was(visit: Opener) -> None:
    """To the section; to the first chapter for who comes first."""
    page = visit("index.html").page
    start = page.locator(".actions .main")
    assert start.inner_text() == "Commencer"
    page.goto(f"{visit.address}/html/chapitres/02-autograd.html#grad-s-additionne")
    page.wait_for_function(
        "document.getElementById('grad-s-additionne').getBoundingClientRect().top < 200"
    )
    page.goto(f"{visit.address}/index.html")
    assert start.inner_text() == "Reprendre\u00a0: .grad s’additionne"
    start.click()
    page.wait_for_url("**/html/chapitres/02-autograd.html#grad-s-additionne")


def test_cards_say_what_is_done(visit: Opener, chapters: list[str]) -> None:
    """As the menu does."""
    page = visit(f"html/chapitres/{chapters[1]}.html").page
    page.locator(".checklist input").first.check()
    page.goto(f"{visit.address}/index.html")
    marks = page.locator("a.card .progress-mark")
    marks.first.wait_for()
    assert marks.all_inner_texts()[0].startswith("1/")
