"""Show every slide to a browser, and list what a room could not see whole or read.

``python scripts check-slides [FOLDER] [--only 07]``: each slide of each deck at 1280 × 720 and on
a 4:3 projector (1024 × 768), all its steps shown. What is drawn is measured
(``visible_content.js``), not boxes; each line names the chapter's file and line,
what overflows, by how much, and what to do. ``:fit: none`` and its ``:reason:``
exempt a slide; the exemptions are listed too. It says how much is left blank (``space.py``) and
what a room would gain from (``remarks.py``); ``--screens`` looks at every kind of screen
(``screens.py``).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from configured import SETTINGS
from course.base.errors import CourseError
from project import BUILD

from decks.projection import chromium, decks_in, open_deck, served, wait_for_images
from decks.remarks import Remark, remarks_on, summary
from decks.screens import check_screens
from decks.space import Space

VISIBLE_CONTENT = Path(__file__).with_name("visible_content.js").read_text(encoding="utf-8")
FOLDER_HELP = "le dossier des diaporamas (build/slides)"
ONLY_HELP = "un seul diaporama : 07, ou 07-evaluer"
SIZES = [(1280, 720), (1024, 768)]
SEEN_AT = "1280 × 720"  # for the remarks: sizes are in pixels of the slide at any size
STATE = """() => {
    const slide = Reveal.getCurrentSlide();
    const {source = document.body.dataset.source, line, fit = "", reason = ""} = slide.dataset;
    return {id: slide.id, source: `${source}:${line}`, fit, reason};
}"""

CUT = "couper la diapositive par « slide », ou essayer « :fit: split » ou « :fit: shrink »"
NARROW = "raccourcir les lignes (75 caractères ; 40 à côté d'une sortie)"
FIGURE = "laisser plus de place à la figure : une ou deux lignes de texte avec elle"
# kind: (what is wrong, what to do)
KINDS = {
    "bottom": ("dépasse en bas de {over} px", CUT),
    "top": ("dépasse en haut de {over} px", CUT),
    "right": ("dépasse à droite de {over} px", NARROW),
    "left": ("dépasse à gauche de {over} px", NARROW),
    "clipped": ("coupé de {over} px par son cadre", NARROW),
    "overlap": ("recouvre le bloc précédent de {over} px", CUT),
    "figure-bottom": ("figure coupée en bas de {over} px", FIGURE),
    "figure-top": ("figure coupée en haut de {over} px", FIGURE),
    "figure-right": ("figure coupée à droite de {over} px", FIGURE),
    "figure-left": ("figure coupée à gauche de {over} px", FIGURE),
    "figure-clipped": ("figure coupée de {over} px par son cadre", FIGURE),
    "figure-small": ("figure trop petite : il manque {over} px sur 160 de haut", FIGURE),
    "small-text": ("texte de {size} px, sous les 24 lisibles", "moins de texte, plus grand"),
    "small-code": ("code de {size} px, sous les 18 lisibles", "moins de lignes, plus grandes"),
}
UNMET = {
    "shrink": "« :fit: shrink » s'arrête au lisible : couper, ou « :fit: split »",
    "split": "ce bloc ne se répartit pas : le raccourcir, ou couper par « slide »",
}


@dataclass(frozen=True)
class Complaint:
    """What is wrong with one slide at one size."""

    deck: str
    slide: str
    source: str
    size: str
    kind: str
    over: int
    what: str
    fit: str = ""

    def __str__(self) -> str:
        """Write it for the author, file and line first."""
        wrong, remedy = KINDS[self.kind]
        if self.kind in ("bottom", "overlap", "clipped"):
            remedy = UNMET.get(self.fit, remedy)
        smallest = {"small-text": 24, "small-code": 18}.get(self.kind, 0)
        wrong = wrong.format(over=self.over, size=smallest - self.over)
        return (
            f"source/{self.source} : {self.deck}#/{self.slide} ({self.size}) : {wrong} : "
            f"« {self.what} ». {remedy[0].upper()}{remedy[1:]}."
        )


@dataclass
class Verdict:
    """What is wrong, the exempt slides with their reasons, the remarks, what is left blank."""

    complaints: list[Complaint] = field(default_factory=list)
    exempt: dict[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    space: Space = field(default_factory=Space)
    slides: int = 0


def check(page: Any, deck: str, size: str, verdict: Verdict) -> Iterator[Complaint]:
    """Yield what is wrong in an open deck; note the exempt slides and why, and the remarks."""
    for rank in range(page.evaluate("Reveal.getTotalSlides()")):
        page.evaluate(f"Reveal.slide({rank}, 0, 999)")
        wait_for_images(page, "Reveal.getCurrentSlide()")
        state = page.evaluate(STATE)
        where = f"source/{state['source']} : {deck}#/{state['id']}"
        if size == SEEN_AT:
            verdict.remarks += remarks_on(page, deck)
            verdict.space.note(page, where)
            verdict.slides += 1
        if state["fit"] == "none":
            verdict.exempt[where] = state["reason"]
            continue
        for found in page.evaluate(VISIBLE_CONTENT):
            yield Complaint(deck, state["id"], state["source"], size, **found, fit=state["fit"])


def check_folder(folder: Path, only: str = "") -> Verdict:
    """Look at every slide of every deck, or of those whose name starts with ``only``."""
    verdict = Verdict()
    with served(folder) as address, chromium() as browser:
        for path in decks_in(folder, only):
            for width, height in SIZES:
                url = f"{address}/{path.relative_to(folder)}"
                page = open_deck(browser, url, width, height)
                size = f"{width} × {height}"
                verdict.complaints += check(page, path.stem, size, verdict)
                page.context.close()
    return verdict


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folder of decks."""
    parser.add_argument(
        "folder",
        nargs="?",
        metavar="DOSSIER",
        type=Path,
        default=BUILD / "slides",
        help=FOLDER_HELP,
    )
    parser.add_argument("--only", default="", metavar="CHAPITRE", help=ONLY_HELP)
    parser.add_argument("--screens", action="store_true", help="aussi sur tous les écrans (long)")


def main(asked: argparse.Namespace) -> int:
    """Check the decks of a folder; fail when a slide does."""
    folder = asked.folder
    if not decks_in(folder):
        print(
            f"Aucun diaporama dans {folder}/{SETTINGS.chapters} : lancer « make slides ».",
            file=sys.stderr,
        )
        return 2
    try:
        verdict = check_folder(folder, asked.only)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 2
    cut = check_screens(folder, asked.only) if asked.screens else []
    for where, reason in verdict.exempt.items():
        print(f"{where} : dispensée : {reason}")
    for one in (*verdict.remarks, *verdict.complaints, *cut):
        print(one)
    print(verdict.space)
    wrong = len({(one.deck, one.slide) for one in verdict.complaints})
    if to_take_up := summary(verdict.remarks):
        print(to_take_up)
    print(
        f"{verdict.slides} diapositives, {wrong} à corriger, {len(verdict.exempt)} dispensées."
        if wrong or verdict.exempt
        else f"{verdict.slides} diapositives, toutes entières et lisibles."
    )
    refused = any(one.kind in SETTINGS.refused for one in verdict.remarks)
    return 1 if verdict.complaints or cut or refused else 0
