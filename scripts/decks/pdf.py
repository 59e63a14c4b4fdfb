"""Print the decks: ``python scripts print pdf|steps|handout``.

``pdf`` gives one PDF a deck, a page a slide (``steps``: a page a step), with a bookmark a
slide, and ``handout`` two A4 documents a chapter: slides with answers and notes for the
lecturer; for students two or three a page, with lines to write on and no answer. All in
build/pdf/, fonts embedded. Links inside the deck work; those to pages lead to the published
site when conf.py has its address (``html_baseurl``), and are left as text when it has none.
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
HANDOUT_SHEET = Path(__file__).with_name("handout.css")
PER_PAGE = (2, 3)
NO_ADDRESS = (
    "{left} liens vers les pages du site restent du texte : "
    "donner son adresse à conf.py (html_baseurl)."
)
# What is asked for: (end of the file's name, kind of handout, a page for each step).
PRINTS = {
    "pdf": [("", "", False)],
    "steps": [("-etapes", "", True)],
    "handout": [("-enseignant", "lecturer", False), ("-etudiants", "students", False)],
}


def print_deck(
    browser: Browser, url: str, target: Path, handout: str, steps: bool, per_page: int = 2
) -> int:
    """Print one deck, as slides or as a handout; return how many links are left as text."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 720}, color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{url}?print-pdf&pdfSeparateFragments={str(steps).lower()}", wait_until="load")
    page.wait_for_function(READY)
    page.wait_for_function("document.querySelector('.pdf-page')")
    left: int = page.evaluate(FOR_PRINT, [handout, per_page])
    if handout:
        page.add_style_tag(path=HANDOUT_SHEET)
    page.evaluate("document.fonts.ready")
    wait_for_images(page)
    target.parent.mkdir(parents=True, exist_ok=True)
    page.pdf(path=target, prefer_css_page_size=True, print_background=True, tagged=True)
    slides = slides_of(page)
    if handout != "lecturer":  # notes of any length: a slide is on any page
        write_outline(target, slides, per_page if handout else 1)
    context.close()
    return left


def print_all(decks: Path, out: Path, what: str, per_page: int = 2) -> dict[Path, int]:
    """Print every deck of a built folder; return the files, and their links left as text."""
    made = {}
    with served(decks.parent) as address, chromium() as browser:
        for deck in decks_in(decks):
            for suffix, handout, steps in PRINTS[what]:
                target = out / f"{deck.stem}{suffix}.pdf"
                url = f"{address}/{deck.relative_to(decks.parent)}"
                made[target] = print_deck(browser, url, target, handout, steps, per_page)
    return made


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what to print and the folder of decks."""
    kinds = "pdf (une page par diapositive), steps (par étape) ou handout (A4, avec les notes)"
    parser.add_argument("what", choices=PRINTS, metavar="FORME", help=kinds)
    parser.add_argument(
        "--per-page",
        type=int,
        choices=PER_PAGE,
        default=2,
        help="diapositives par page (étudiants)",
    )
    default = BUILD / "site" / "slides"
    parser.add_argument(
        "decks", nargs="?", type=Path, default=default, metavar="DOSSIER", help="le leur"
    )


def main(asked: argparse.Namespace) -> int:
    """Print what is asked for, and say where it is."""
    made = print_all(asked.decks, BUILD / "pdf", asked.what, asked.per_page)
    if not made:
        print(f"Aucun diaporama dans {asked.decks} : lancer « make site ».", file=sys.stderr)
        return 2
    for path in made:
        size = f"{path.stat().st_size / 1e6:.1f}".replace(".", ",")
        print(f"{path.relative_to(ROOT)} ({size} Mo)")
    if left := sum(made.values()):
        print(NO_ADDRESS.format(left=left))
    return 0
