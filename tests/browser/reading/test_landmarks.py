"""In a long page one sees how far one is, where, and what one has answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.browsing import Opener, violations
from harness.course import Course
from playwright.sync_api import expect

CHAPTER = "html/chapitres/02-autograd.html"
FIRST, SECOND = "chapitres/01-essai.html", "chapitres/02-autre.html"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two chapters of three long sections."""
    course = Course(tmp_path_factory.mktemp("reperes"))
    course.script()
    long = "".join(f"Titre {name}\n=======\n\n{'Un mot. ' * 2000}\n\n" for name in "abc")
    for name in ("01-essai.rst", "02-autre.rst"):
        course.chapter(f"Un chapitre\n***********\n\nUn mot.\n\n{long}", name)
    built = course.build()
    assert (built.error, built.warnings) == ("", "")
    return built.folder


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


@pytest.mark.parametrize("touch", [False, True])
def test_a_chapter_opened_again_leads_to_where_one_was(reader: Opener, touch: bool) -> None:
    """Each keeps its own place; the line goes once it is used, and moves nothing as it comes."""
    page = reader(FIRST, 390 if touch else 1360, 844, touch=touch).page
    address = page.url
    resume = page.locator(".resume a")
    expect(resume).to_have_count(0)
    page.goto(f"{address}#titre-b")
    expect(resume).to_have_count(0)
    page.goto(address.replace(FIRST, SECOND))
    expect(resume).to_have_count(0)
    for _ in range(2):  # who leaves from the top keeps the place
        page.goto(address)
        expect(resume).to_have_text("Reprendre\u00a0: Titre b")
        page.goto(address.replace(FIRST, "index.html"))
    page.goto(address)
    box = resume.bounding_box()
    assert box
    assert box["height"] >= (44 if touch else 24)
    assert violations(page, "article") == []
    after = "document.querySelector('.chapter-facts ~ p:not(.resume)').getBoundingClientRect().top"
    before = page.evaluate(after)
    page.evaluate("document.querySelector('.resume').style.display = 'none'")
    page.evaluate("document.querySelector('.chapter-facts').style.marginBottom = '2.25rem'")
    assert abs(page.evaluate(after) - before) <= 16
    page.evaluate("document.querySelector('.resume').style.display = ''")
    resume.click()
    page.wait_for_url("**#titre-b")
    expect(page.locator("#titre-b h2")).to_be_in_viewport()
    expect(resume).to_have_count(0)


def test_a_browser_that_keeps_something_else_shows_the_chapter(reader: Opener) -> None:
    """A place that is no longer there, or no place at all."""
    seen = reader(FIRST)
    for kept in ('{"01-essai":"parti"}', "{", "[]", '"x"'):
        name = "`${progress.course}:lieux`"
        seen.page.evaluate(f"(kept) => localStorage.setItem({name}, kept)", kept)
        seen.page.goto(seen.page.url)
        expect(seen.page.locator(".resume")).to_have_count(0)
        expect(seen.page.locator(".reading-bar")).to_be_attached()
    assert seen.errors == []


def test_under_a_finger_titles_do_not_lead_to_the_slides(reader: Opener) -> None:
    """An icon alone does not say so; the link under the title does. The mouse has both."""
    for touch, count in ((True, 0), (False, 4)):
        page = reader(FIRST, 390 if touch else 1360, 844, touch=touch).page
        page.evaluate("document.documentElement.classList.add('whole')")
        assert page.locator(".slide-link:visible").count() == count
        expect(page.locator(".deck-link a")).to_be_visible()
