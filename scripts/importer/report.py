"""What the import did, for the author: on screen in short, as Markdown in full.

Every line of the source that is not blank is carried over, transformed, or
listed here with its text; ``audit`` checks that by looking for the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .blocks import CARRIED, LISTED, TRANSFORMED, Ledger
from .execution.cells import Cell, Piece
from .execution.typed_results import OTHERWISE, RIGHT, WRONG, Claim
from .files import FOLDER
from .slidey.dialect import CODE, DIRECTIVE, OPTION, is_special

WORD = re.compile(r"\w+")
SYNTAX = re.compile(r"^\s*(?:>\s*)*(?:[-*+]\s+|\d+[.)]\s+)?(?:`{3,}|~{3,}|---$|\.\.$)")
UNPLACED = "ligne non placée par l'import : à reprendre"


@dataclass
class Facts:
    """The figures and lists of one import."""

    source: str
    name: str
    ledger: Ledger
    repairs: list[str] = field(default_factory=list)
    slides_in: int = 0
    slides_out: int = 0
    titles: int = 0
    blocks: list[tuple[int, Piece, Cell | None]] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    repeats: list[tuple[int, int, str]] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)
    todo: list[str] = field(default_factory=list)
    unplaced: int = 0

    def cells(self, status: str) -> list[Cell]:
        """Return the cells of a status."""
        return [cell for _, _, cell in self.blocks if cell is not None and cell.status == status]

    def lies(self, kind: str = WRONG) -> list[Claim]:
        """Return the claims of a kind."""
        return [claim for claim in self.claims if claim.kind == kind]


def audit(ledger: Ledger, written: Iterable[str]) -> int:
    """List each line that no stage placed, or whose words stand nowhere; count the former."""
    forgotten = ledger.lost()
    ledger.list_lines(forgotten, UNPLACED)
    words: set[str] = set()
    for text in written:
        words |= set(WORD.findall(text.replace("\\", "").lower()))
    shown = {entry.line for entry in ledger.entries.values()}
    for number, text in ledger.texts.items():
        if number in shown or is_special(text):
            continue
        wanted = {word for word in WORD.findall(_bare(text).lower()) if not word.isdigit()}
        if not _are_there(wanted - words, words):
            ledger.note(number, "mots absents du résultat")
    return len(forgotten)


def _bare(text: str) -> str:
    """Return a line without the names that are syntax: directive, option, fence."""
    text = text.replace("\\", "")
    if found := DIRECTIVE.match(text.strip()):
        return found[3] or "" if found[2].lower() not in CODE else ""
    if found := OPTION.match(text):
        return found[2] or ""
    return "" if SYNTAX.match(text) else text


def _are_there(missing: set[str], words: set[str]) -> bool:
    """Whether what is missing differs by marks that are part of no word (``x_``)."""
    return all(word.strip("_") in words or not word.strip("_") for word in missing)


def counts(facts: Facts) -> list[str]:
    """Return the figures of an import, one line each."""
    ran, failed, skipped = (len(facts.cells(s)) for s in ("run", "failed", "skipped"))
    plain = sum(cell is None for _, _, cell in facts.blocks)
    wrong, other, right = (len(facts.lies(kind)) for kind in (WRONG, OTHERWISE, RIGHT))
    ledger = facts.ledger
    return [
        f"diapositives : {facts.slides_in} dans l'original, {facts.slides_out} dans le chapitre",
        f"cellules : {ran} exécutées, {failed} en échec, {skipped} écartées ; "
        f"{plain} blocs laissés tels quels",
        f"résultats tapés à la main : {wrong} faux, {other} écrits autrement, {right} exacts",
        f"lignes : {len(ledger.texts)}, dont {ledger.count(CARRIED)} reprises, "
        f"{ledger.count(TRANSFORMED)} transformées, {ledger.count(LISTED)} listées, "
        f"{len(ledger.lost())} perdues",
    ]


def screen(facts: Facts) -> str:
    """Return the few lines for the terminal."""
    lines = [f"{facts.source} → source/{FOLDER}/{facts.name}"]
    lines += [f"  {line}" for line in [*facts.repairs, *counts(facts)]]
    for claim in facts.lies():
        typed, printed = _one(claim.typed), _one(claim.printed)
        lines.append(f"  faux, ligne {claim.line} : tapé « {typed} », affiché « {printed} »")
    for cell in facts.cells("failed"):
        lines.append(f"  échec, ligne {cell.line} ({cell.name}) : {cell.reason}")
    for line, reason, text in _not_understood(facts):
        lines.append(f"  non compris, ligne {line} : {reason} : {text[:80]}")
    lines += [f"  à corriger : {text}" for text in facts.leftovers]
    return "\n".join(lines)


def markdown(facts: Facts) -> str:
    """Return the whole report."""
    out = [f"# Import de {facts.source}", "", f"Chapitre : `{facts.name}`.", ""]
    out += [f"- {line}" for line in counts(facts)]
    out += _section("Réparations", [f"- {text}" for text in facts.repairs])
    code = []
    for line, piece, cell in facts.blocks:
        if cell is None:
            code.append(f"- ligne {line} : {piece.language}, laissé tel quel{_why(piece.why)}")
        elif cell.status == "run":
            code.append(f"- ligne {line} : `{cell.name}`, exécutée")
        else:
            state = "en échec" if cell.status == "failed" else "écartée"
            code.append(f"- ligne {line} : `{cell.name}`, {state} : {cell.reason}")
    out += _section("Blocs de code", code)
    claims = []
    for claim in sorted(facts.claims, key=lambda c: (c.kind != WRONG, c.line)):
        if claim.kind != RIGHT:
            typed, printed = _one(claim.typed), _one(claim.printed)
            claims.append(
                f"- ligne {claim.line}, {claim.kind} : tapé `{typed}`, affiché `{printed}`"
            )
    out += _section("Résultats tapés à la main", claims)
    out += _section("À reprendre", [f"- {text}" for text in [*facts.leftovers, *facts.todo]])
    repeats = [
        f"- ligne {line} : comme à la ligne {first} : `{_one(text)}`"
        for line, first, text in facts.repeats
    ]
    out += _section("Blocs répétés (brouillons probables)", repeats)
    entries = sorted(facts.ledger.entries.values(), key=lambda e: (e.line, e.reason))
    noted = [f"- ligne {e.line} : {e.reason}{_text(e.text)}" for e in entries]
    out += _section("Lignes à connaître, et lignes non reprises", noted)
    return "\n".join(out) + "\n"


def _not_understood(facts: Facts) -> list[tuple[int, str, str]]:
    entries = facts.ledger.entries.values()
    words = ("construction non comprise", UNPLACED)
    return [(e.line, e.reason, e.text) for e in entries if e.reason.startswith(words)]


def _section(title: str, lines: list[str]) -> list[str]:
    return ["", f"## {title}", "", *lines] if lines else []


def _why(text: str) -> str:
    return f" ({text})" if text else ""


def _text(text: str) -> str:
    shown = _one(text, 2000).replace("`", "'")
    return f" : `{shown}`" if shown else ""


def _one(text: str, width: int = 160) -> str:
    """Return a text on one line, cut to a width."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"
