"""In a long page one sees how far one is, where, and what one has answered."""

from __future__ import annotations

import pytest
from harness.browsing import Opener
from playwright.sync_api import expect

CHAPTER = "html/chapitres/02-autograd.html"


def test_a_bar_and_a_name_follow_the_reader(visit: Opener) -> None:
    """On a telephone the name stands in the head of the page."""
    seen = visit(CHAPTER, width=390, height=844)
    page = seen.page
    scale = "new DOMMatrix(getComputedStyle(document.querySelector('.reading-bar')).transform).a"
    assert page.evaluate(scale) == 0
    page.goto(f"{page.url}#grad-s-additionne")
    expect(page.locator(".header-center .here")).to_have_text(".grad s’additionne")
    assert 0.05 < page.evaluate(scale) < 0.95
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_function(f"{scale} > 0.99")
    assert seen.errors == []


def test_questions_are_counted_and_have_a_score(visit: Opener) -> None:
    """The right ones, under the last."""
    page = visit(CHAPTER).page
    forms = page.locator("article form.quiz:not(.rappels form)")
    count = forms.count()
    expect(forms.first.locator(".box-label")).to_have_text(f"Question 1 sur {count}")
    page.evaluate(
        """key => progress.change((state) => { state.answers[key] = ["x", 1]; })""",
        forms.first.get_attribute("data-key"),
    )
    expect(page.locator(".quiz-score")).to_have_text(f"Réponses justes\u00a0: 1 sur {count}.")


def test_keys_lead_to_the_chapters_around(visit: Opener) -> None:
    """The foot of the page names them."""
    page = visit(CHAPTER).page
    assert "P et N" in page.locator(".keys").inner_text()
    page.keyboard.press("n")
    page.wait_for_url("**/03-*.html")
    page.keyboard.press("p")
    page.wait_for_url("**/02-autograd.html")


@pytest.mark.parametrize("what", [f"{CHAPTER}#%", f"{CHAPTER}?highlight=%", "html/search.html?q=%"])
def test_an_address_that_cannot_be_read_leaves_the_page_whole(visit: Opener, what: str) -> None:
    """A link cut in a message: the page is there, and works."""
    seen = visit(what)
    seen.page.keyboard.press("/")
    seen.page.wait_for_function("document.activeElement.matches('input')")
    assert seen.errors == []


def test_a_section_chosen_on_a_telephone_puts_its_list_away(visit: Opener) -> None:
    """It would hide what was chosen."""
    page = visit(CHAPTER, width=390, height=844).page
    page.locator("label.toc-header-icon").click()
    link = page.locator(".toc-tree a[href='#grad-s-additionne']")
    link.click()
    expect(link).not_to_be_in_viewport()
    expect(page.locator("#grad-s-additionne h2")).to_be_in_viewport()


def test_a_printed_chapter_holds_no_answer_and_nothing_over_its_text(visit: Opener) -> None:
    """Hints and solutions are for the screen; a printed guess has its output."""
    page = visit("html/chapitres/04-module.html").page
    page.emulate_media(media="print")
    for hidden in (".hint", ".solution", ".skip-to-content", ".rappels", ".quiz-actions"):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden
    fixed = """[...document.body.querySelectorAll("*")].filter(one => one.checkVisibility()
        && getComputedStyle(one).position === "fixed").map(one => one.className)"""
    assert page.evaluate(fixed) == []
