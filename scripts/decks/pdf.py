"""Print the decks: ``python scripts print pdf|steps|handout``.

``pdf`` gives one PDF a deck, a page a slide (``steps``: a page a step), and
``handout`` two A4 documents a chapter: slides with their notes for the lecturer,
without them for students. All in build/pdf/, fonts embedded. Links inside the
deck work; those to pages lead to the published site when conf.py has its
address, and are left as text when it has none.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from playwright.sync_api import Browser
from project import BUILD, ROOT

from decks.outline import slides_of, write_outline
from decks.projection import READY, chromium, decks_in, served, wait_for_images

FOR_PRINT = Path(__file__).with_name("for_print.js").read_text(encoding="utf-8")
# What is asked for: (end of the file's name, kind of handout, a page for each step).
PRINTS = {
    "pdf": [("", "", False)],
    "steps": [("-etapes", "", True)],
    "handout": [("-enseignant", "lecturer", False), ("-etudiants", "students", False)],
}


def print_deck(browser: Browser, url: str, target: Path, handout: str, steps: bool) -> None:
    """Print one deck, as slides or as a handout."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 720}, color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{url}?print-pdf&pdfSeparateFragments={str(steps).lower()}", wait_until="load")
    page.wait_for_function(READY)
    page.wait_for_function("document.querySelector('.pdf-page')")
    page.evaluate(FOR_PRINT, handout)
    page.evaluate("document.fonts.ready")
    wait_for_images(page)
    target.parent.mkdir(parents=True, exist_ok=True)
    page.pdf(path=target, prefer_css_page_size=True, print_background=True, tagged=True)
    if not handout:
        write_outline(target, slides_of(page))
    context.close()


def print_all(decks: Path, out: Path, what: str) -> list[Path]:
    """Print every deck of a built folder; return the files."""
    made = []
    with served(decks.parent) as address, chromium() as browser:
        for deck in decks_in(decks):
            for suffix, handout, steps in PRINTS[what]:
                target = out / f"{deck.stem}{suffix}.pdf"
                url = f"{address}/{deck.relative_to(decks.parent)}"
                print_deck(browser, url, target, handout, steps)
                made.append(target)
    return made


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what to print and the folder of decks."""
    kinds = "pdf (une page par diapositive), steps (par étape) ou handout (A4, avec les notes)"
    parser.add_argument("what", choices=PRINTS, metavar="FORME", help=kinds)
    default = BUILD / "site" / "slides"
    parser.add_argument(
        "decks", nargs="?", type=Path, default=default, metavar="DOSSIER", help="le leur"
    )


def main(asked: argparse.Namespace) -> int:
    """Print what is asked for, and say where it is."""
    made = print_all(asked.decks, BUILD / "pdf", asked.what)
    if not made:
        print(f"Aucun diaporama dans {asked.decks} : lancer « make site ».", file=sys.stderr)
        return 2
    for path in made:
        size = f"{path.stat().st_size / 1e6:.1f}".replace(".", ",")
        print(f"{path.relative_to(ROOT)} ({size} Mo)")
    return 0
