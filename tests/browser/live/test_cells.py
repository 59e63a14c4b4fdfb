"""`make live` in a real browser: a cell is saved, it runs, what it gives is seen."""

from __future__ import annotations

import statistics
import time

from harness.followed import MEASURED, SAVES, Live, follow, wait_for_text
from playwright.sync_api import Page, expect

SCRIPT = "gallery/02_autograd/plot_accumulation.py"
ITS_PAGE = "html/galerie/02_autograd/plot_accumulation.html"


def test_a_cell_that_runs_says_so(live: Live, page: Page) -> None:
    """Its script alone runs again, and the browser says that something is under way."""
    page.goto(f"{live.address()}/{ITS_PAGE}")
    live.wait_for_jobs()
    before = live.log.read_text().count("exécution 1 sur 1")
    live.edit(SCRIPT, "# %% imports\n", '# %% imports\nprint("suivi en direct")\n')
    expect(page.locator("body > div[role=status]")).to_contain_text("plot_accumulation.py")
    page.get_by_text("suivi en direct").first.wait_for()
    assert live.log.read_text().count("exécution 1 sur 1") == before + 1


def test_an_edited_cell_is_seen_once_it_has_run(live: Live, page: Page) -> None:
    """An interpreter that has imported torch waits for it; the figure is printed."""
    page.goto(f"{live.address()}/{ITS_PAGE}")
    seconds, line = [], "# %% imports\n"
    for number in range(SAVES):
        live.wait_for_jobs()
        new = f'# %% imports\nprint("cellule essai{number}")\n'
        start = time.perf_counter()
        live.edit(SCRIPT, line, new)
        wait_for_text(page, f"cellule essai{number}\n")
        seconds.append(time.perf_counter() - start - live.last_run("02_autograd/plot_accumulation"))
        line = new
    print(f"\ncell saved to visible, but its run: median {statistics.median(seconds):.2f} s")
    assert statistics.median(seconds) < (1 if MEASURED else 60)


def test_what_a_cell_prints_is_changed_in_the_page_as_it_is(live: Live, page: Page) -> None:
    """As a word of a text is: no figure is another."""
    live.settle()
    follow(page, f"{live.address()}/{ITS_PAGE}")
    live.edit(
        SCRIPT,
        'print("w.is_leaf =", w.is_leaf, "  w.grad',
        'print("feuille :", w.is_leaf, "  w.grad',
    )
    wait_for_text(page, "feuille : False")
    assert page.evaluate("window.isTheSamePage")


def test_a_figure_that_a_cell_draws_otherwise_is_seen(live: Live, page: Page) -> None:
    """Under its name of before, which a page does not ask for twice: the page is loaded anew."""
    live.settle()
    follow(page, f"{live.address()}/{ITS_PAGE}")
    with page.expect_response("**/02_autograd-plot_accumulation-oscillations-1.svg") as drawn:
        page.locator("img.only-light[src*=oscillations]").scroll_into_view_if_needed()
    before = drawn.value.text()
    live.wait_for_jobs()
    with page.expect_response("**/02_autograd-plot_accumulation-oscillations-1.svg") as drawn:
        live.edit(SCRIPT, 'color="C1", ls="--"', 'color="C1", ls=":"')
    assert drawn.value.text() != before
