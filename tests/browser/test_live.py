"""`make live` in a real browser: saved, then seen, at the same place."""

from __future__ import annotations

import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from small_course import ROOT

# COURS_SUIVI=20 measures the bar of a second; the tests count on no particular speed.
SAVES = int(os.environ.get("COURS_SUIVI", "3"))
CHAPTER = "source/chapitres/02-autograd.md"
SCRIPT = "gallery/02_autograd/plot_accumulation.py"


class Live:
    """The course followed by `make live`, in a copy."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.log = root / "live.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, root / "scripts/live.py"],
                stdout=log,
                stderr=log,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )

    def address(self) -> str:
        """Wait for the server; return its address."""
        for _ in range(1200):
            said = self.log.read_text()
            if found := re.search(r"Accueil +(http://\S+)/\n(?s:.*)Ctrl-C", said):
                return found[1]
            assert self.process.poll() is None, said
            time.sleep(0.1)
        raise AssertionError(said)

    def edit(self, name: str, old: str, new: str) -> None:
        """Save a file with one change."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def settle(self) -> None:
        """Let what the last test saved be built: its reload would disturb this one."""
        said = ""
        while said != (said := self.log.read_text()):
            time.sleep(3)

    def wait_for_jobs(self) -> None:
        """Let the jobs for the next edit get ready, as they are when a person edits."""
        time.sleep(1.0)


@pytest.fixture(scope="module")
def live(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A copy of the project under `make live`; nothing runs, the records come along."""
    root = tmp_path_factory.mktemp("suivi") / "cours"
    skipped = shutil.ignore_patterns("__pycache__", ".venv", "build", ".git", ".*_cache")
    shutil.copytree(ROOT, root, ignore=skipped)
    shutil.copytree(ROOT / "build/records", root / "build/records")
    followed = Live(root)
    yield followed
    followed.process.send_signal(signal.SIGINT)
    followed.process.wait(20)
    assert "Arrêté." in followed.log.read_text()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page that may wait long: the machine is shared."""
    context = chromium.new_context(viewport={"width": 1360, "height": 900})
    context.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    yield context.new_page()
    context.close()


def first_words(live: Live) -> str:
    """Return the chapter's first line of prose."""
    text = (live.root / CHAPTER).read_text(encoding="utf-8")
    return re.search(r"(?m)^# .*\n+(?:[:`+].*\n+|\n)*([A-ZÀÉ][\w' ]{12,40})", text)[1]  # type: ignore[index]


def test_a_save_is_seen_where_one_was(live: Live, page: Page) -> None:
    """The page comes back changed, at its scroll position; the figure is printed."""
    page.goto(f"{live.address()}/html/chapitres/02-autograd.html")
    page.evaluate("scrollTo({top: 2400, behavior: 'instant'})")
    seconds, word = [], first_words(live)
    for number in range(SAVES):
        live.wait_for_jobs()
        new = f"{first_words(live) if not number else word} n{number}"
        start = time.perf_counter()
        live.edit(CHAPTER, word, new)
        page.get_by_text(f" n{number}").first.wait_for(state="attached")
        seconds.append(time.perf_counter() - start)
        word = new
    print(f"\nsave to visible, page: median {statistics.median(seconds):.2f} s of {SAVES}")
    assert abs(page.evaluate("scrollY") - 2400) < 60
    assert statistics.median(seconds) < 5


def test_a_deck_stays_at_its_slide(live: Live, page: Page) -> None:
    """The lecturer mends the slide that is on the screen."""
    ready = "window.Reveal?.isReady?.()"
    live.settle()
    page.goto(f"{live.address()}/slides/chapitres/02-autograd.html")
    page.wait_for_function(ready)
    page.keyboard.press("g")
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    page.wait_for_function("Reveal.getState().indexh === 4")
    page.wait_for_function("location.hash.length > 2 && location.hash !== '#/autograd'")
    live.wait_for_jobs()
    live.edit(CHAPTER, "\n## Objectifs", "\n## Objectifs du jour")
    page.wait_for_selector("text=Objectifs du jour", state="attached")
    page.wait_for_function(ready)
    assert page.evaluate("Reveal.getState().indexh") == 4


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


def test_a_cell_that_runs_says_so(live: Live, page: Page) -> None:
    """Its script alone runs again, and the browser says that something is under way."""
    page.goto(f"{live.address()}/html/galerie/02_autograd/plot_accumulation.html")
    live.wait_for_jobs()
    before = live.log.read_text().count("exécution 1 sur 1")
    live.edit(SCRIPT, "# %% imports\n", '# %% imports\nprint("suivi en direct")\n')
    expect(page.locator("body > div[role=status]")).to_contain_text("plot_accumulation.py")
    page.get_by_text("suivi en direct").first.wait_for()
    assert live.log.read_text().count("exécution 1 sur 1") == before + 1
