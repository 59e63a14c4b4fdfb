"""What a divider lists: the sections around its own, each a link to its first slide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from harness.browsing import Opener
from harness.lectures.two_windows import READY

LISTED = """divider => [...divider.querySelectorAll('.divider-plan a')].map(link => [
    link.textContent, link.parentElement.className, link.getAttribute('href')])"""


@pytest.fixture
def dividers(visit: Opener, site: Path, chapters: list[str]) -> Any:
    """Those of the deck that has most of them."""

    def count(chapter: str) -> int:
        deck = site / f"slides/chapitres/{chapter}.html"
        return deck.read_text(encoding="utf-8").count("layout-divider")

    page = visit(f"slides/chapitres/{max(chapters, key=count)}.html", 1280, 720).page
    page.wait_for_function(READY)
    found = page.locator(".slides > .layout-divider")
    assert found.count() > 6
    return found


def test_a_divider_tells_what_is_done_from_what_comes(dividers: Any) -> None:
    """Six sections at most, its own among them, under the names of their dividers."""
    names = [one.locator("h2").text_content() for one in dividers.all()]
    for rank, divider in enumerate(dividers.all()):
        listed = divider.evaluate(LISTED)
        first = names.index(listed[0][0])
        assert [name for name, _, _ in listed] == names[first : first + 6]
        states = [state for _, state, _ in listed]
        here = states.index("here")
        assert first + here == rank
        assert states == ["done"] * here + ["here"] + ["coming"] * (len(listed) - here - 1)


def test_each_leads_to_the_first_slide_of_its_section(dividers: Any) -> None:
    """The one after its divider."""
    page = dividers.page
    page.evaluate("Reveal.slide(Reveal.getSlides().findIndex(s => s.matches('.layout-divider')))")
    link = page.locator(".layout-divider.present .coming a").first
    link.click()
    page.wait_for_function("Reveal.getCurrentSlide().matches('.layout-divider + section')")
    assert page.evaluate("Reveal.getPreviousSlide().matches('.layout-divider')")
    names = page.evaluate(
        "[...document.querySelectorAll('.slides > :is(.present, :has(+ .present))')]"
        ".map(one => one.querySelector('h2').textContent)"
    )
    assert names[0] == names[1]


def test_a_divider_says_that_there_are_more(dividers: Any) -> None:
    """Before the first that it lists, after the last: the chapter does not end with the sixth."""
    mark = "[getComputedStyle({}, '::before').content, getComputedStyle({}, '::after').content]"
    plan = "one.querySelector('.divider-plan')"
    count = dividers.count()
    for rank, divider in enumerate(dividers.all()):
        listed = divider.evaluate(LISTED)
        here = [state for _, state, _ in listed].index("here")
        wanted = ['"…"' if rank > here else "none"]
        wanted.append('"…"' if rank - here + len(listed) < count else "none")
        assert divider.evaluate(f"one => {mark.format(plan, plan)}") == wanted


def test_the_footer_counts_sections_as_dividers_do(dividers: Any) -> None:
    """One numbering; a short section, which none announces, has none."""
    page = dividers.page
    footer = page.locator("#deck-section")
    for rank in range(page.evaluate("Reveal.getTotalSlides()")):
        page.evaluate(f"Reveal.slide({rank})")
        said = page.locator(".layout-divider.present .divider-rank").all_inner_texts()
        if said:
            shown = said[0].removeprefix("Partie ").replace(" sur ", "/")
            assert footer.inner_text() == shown
            page.evaluate(f"Reveal.slide({rank} + 1)")
            assert footer.inner_text() == shown
    page.evaluate("Reveal.slide(1)")
    assert footer.inner_text() == ""


def test_the_title_s_rule_keeps_its_distance_from_the_list(dividers: Any) -> None:
    """Where it takes two lines too."""
    page = dividers.page
    for divider in dividers.all():
        page.evaluate("id => { location.hash = `#/${id}`; }", divider.get_attribute("id"))
        page.wait_for_selector(f"#{divider.get_attribute('id')}.present")
        title = divider.locator("h2").bounding_box()
        plan = divider.locator(".divider-plan").bounding_box()
        assert plan["x"] - title["x"] - title["width"] > 60
