"""`make live` in a real browser: saved, then seen, at the same place."""

from __future__ import annotations

import re
import statistics
import time

from harness.followed import MEASURED, SAVES, Live, follow, wait_for_text
from playwright.sync_api import Page, Route, expect

CHAPTER = "source/chapitres/02-autograd.md"
# To the slide that says it.
SHOW = "words => Reveal.slide(Reveal.getSlides().findIndex(s => s.textContent.includes(words)))"


def add_style(live: Live, sheet: str, name: str) -> None:
    """Save a style sheet with one property more."""
    text = (live.root / sheet).read_text(encoding="utf-8")
    live.edit(sheet, text, f"{text}\nbody {{ {name}: oui }}\n")


def wait_for_style(page: Page, name: str) -> None:
    """Wait for the page to have the property."""
    value = f"getComputedStyle(document.body).getPropertyValue('{name}')"
    page.wait_for_function(f"document.body && {value} === 'oui'")  # none while it is read anew


def first_words(live: Live) -> str:
    """Return the chapter's first line of prose."""
    text = (live.root / CHAPTER).read_text(encoding="utf-8")
    return re.search(r"(?m)^# .*\n+(?:[:`+].*\n+|\n)*([A-ZÀÉ][\w' ]{12,40})", text)[1]  # type: ignore[index]


def test_a_save_is_seen_where_one_was(live: Live, page: Page) -> None:
    """The page is changed, at its scroll position; the figure is printed."""
    page.goto(f"{live.address()}/html/chapitres/02-autograd.html")
    page.evaluate("scrollTo({top: 2400, behavior: 'instant'})")
    seconds, word = [], first_words(live)
    for number in range(SAVES):
        live.wait_for_jobs()
        new = f"{first_words(live) if not number else word} essai{number}"
        start = time.perf_counter()
        live.edit(CHAPTER, word, new)
        wait_for_text(page, f" essai{number}")
        seconds.append(time.perf_counter() - start)
        word = new
    print(f"\nsave to visible, page: median {statistics.median(seconds):.2f} s of {SAVES}")
    assert abs(page.evaluate("scrollY") - 2400) < 60
    if MEASURED:  # a bar for a quiet machine; two workers share this one
        assert statistics.median(seconds) < 1


def test_a_deck_stays_at_its_slide(live: Live, page: Page) -> None:
    """The lecturer mends the slide that is on the screen."""
    ready = "window.Reveal?.isReady?.()"
    live.settle()
    page.goto(f"{live.address()}/slides/chapitres/02-autograd.html")
    page.wait_for_function(ready)
    page.evaluate("Reveal.slide(9)")
    slide = page.evaluate("Reveal.getCurrentSlide().id")
    live.wait_for_jobs()
    live.edit(CHAPTER, "\n## Objectifs", "\n## Objectifs du jour")
    page.wait_for_selector("text=Objectifs du jour", state="attached")
    page.wait_for_function(ready)
    assert page.evaluate("Reveal.getCurrentSlide().id") == slide


def test_a_word_is_changed_in_the_page_as_it_is(live: Live, page: Page) -> None:
    """A reload takes a third of the second, and what one had answered and opened."""
    live.settle()
    follow(page, f"{live.address()}/html/chapitres/02-autograd.html")
    quiz = page.locator("form.quiz[data-kind=choice]").first
    quiz.locator("label").first.click()
    quiz.locator(".quiz-actions button").first.click()
    page.locator("details.hint > summary").first.click()
    live.edit(CHAPTER, "Prenons $x", "Choisissons $x")
    wait_for_text(page, "Choisissons")
    assert page.evaluate("window.isTheSamePage")
    expect(quiz.locator(".quiz-verdict")).to_be_visible()
    expect(page.locator("details.hint").first).to_have_attribute("open", "")


def test_a_word_is_changed_in_the_deck_at_the_step_shown(live: Live, page: Page) -> None:
    """On the slide that is on the screen and on another, saved together."""
    live.settle()
    follow(page, f"{live.address()}/slides/chapitres/02-autograd.html")
    page.evaluate(SHOW, "Le retour part de 1")
    page.evaluate("Reveal.next()")
    state = page.evaluate("Reveal.getState()")
    assert state["indexf"] == 0, "a step is shown"
    shown = page.locator("section.present .fragment.visible")
    expect(shown).to_have_count(1)
    text = (live.root / CHAPTER).read_text(encoding="utf-8")
    here = text.replace("Le retour part de 1", "Le retour commence à 1")
    live.edit(CHAPTER, text, here.replace("On coupe l'expression", "On découpe l'expression"))
    expect(page.locator("section.present")).to_contain_text("Le retour commence à 1")
    wait_for_text(page, "On découpe l’expression")
    assert page.evaluate("window.isTheSamePage")
    assert page.evaluate("Reveal.getState()") == state
    expect(shown).to_have_count(1)


def test_a_paragraph_is_added_in_the_page_and_the_deck_as_they_are(live: Live, page: Page) -> None:
    """The lines of all that follows change too, which the slides name."""
    live.settle()
    deck = page.context.new_page()
    follow(page, f"{live.address()}/html/chapitres/02-autograd.html")
    follow(deck, f"{live.address()}/slides/chapitres/02-autograd.html")
    place = first_words(live)
    live.edit(CHAPTER, place, f"Une phrase de plus.\n\n{place}")
    for one in (page, deck):
        wait_for_text(one, "Une phrase de plus.")
        assert one.evaluate("window.isTheSamePage")


def test_a_section_is_added_and_the_deck_stays_at_its_slide(live: Live, page: Page) -> None:
    """reveal.js has to count the slides anew: the deck is reloaded, just after a move here."""
    live.settle()
    follow(page, f"{live.address()}/slides/chapitres/02-autograd.html")
    live.edit(CHAPTER, "\n## De quel côté", "\n## Un titre de plus\n\nDu texte.\n\n## De quel côté")
    expect(page.locator("body > div[role=status]")).to_contain_text("02-autograd.md")
    page.evaluate("Reveal.slide(6)")
    slide = page.evaluate("Reveal.getCurrentSlide().id")
    wait_for_text(page, "Un titre de plus")
    page.wait_for_function("id => window.Reveal?.getCurrentSlide?.()?.id === id", arg=slide)
    assert page.evaluate("Reveal.getState().indexh") == 7


def test_a_page_opened_during_a_build_is_not_left_behind(live: Live, page: Page) -> None:
    """Published after the page was read, before it listened: no news of it will come."""
    live.settle()
    held: list[Route] = []
    page.route("**/_suivi", lambda route: held.append(route), times=1)
    with page.expect_request("**/_suivi"):
        page.goto(f"{live.address()}/html/chapitres/02-autograd.html")
    word = first_words(live)
    live.publish(CHAPTER, word, f"{word} publié entre-temps")
    held[0].continue_()
    wait_for_text(page, " publié entre-temps")


def test_a_style_is_seen_although_no_text_has_changed(live: Live, page: Page) -> None:
    """What a page takes with it has no version that the page would tell."""
    live.settle()
    follow(page, f"{live.address()}/slides/chapitres/02-autograd.html")
    add_style(live, "source/_static/css/fonts.css", "--suivi")
    wait_for_style(page, "--suivi")


def test_an_error_shows_in_the_browser_above_the_last_good_page(live: Live, page: Page) -> None:
    """File and line, and the page itself is still there; the mended page replaces it."""
    page.goto(f"{live.address()}/html/chapitres/02-autograd.html")
    live.wait_for_jobs()
    live.edit(CHAPTER, "plot_accumulation", "plot_acumulation")
    panel = page.locator("body > div[role=status]")
    expect(panel).to_contain_text("02-autograd.md:")
    expect(panel).to_contain_text("plot_accumulation")
    expect(page.locator("h1")).to_contain_text("Autograd")
    live.edit(CHAPTER, "plot_acumulation", "plot_accumulation")
    expect(panel).to_have_count(0)


def test_pages_follow_make_live_when_it_starts_anew(live: Live, page: Page) -> None:
    """It does so when the course's own code changes; the server keeps its address."""
    live.settle()
    page.set_default_timeout(200_000)  # all is read and written again
    follow(page, f"{live.address()}/slides/chapitres/02-autograd.html")
    add_style(live, "source/_ext/course/deck/reveal_theme/static/deck.css", "--reparti")
    wait_for_style(page, "--reparti")
