"""Titles at their right level, hand-typed numbers dropped, slides out of wrappers.

Slidey gives a title the level of its character's first use; what authors typed
(``4.1.1`` under the character of ``4.1``) corrects it. Usage::

    blocks = settle(blocks, ledger, fallback="Mon chapitre")
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .blocks import Block, Ledger, Line, walk

NUMBER = re.compile(
    r"^(?P<lead>[^\w(]*?)(?P<star>\*{0,2})"
    r"(?P<number>(?:\d{1,2}\.)+(?:\d{1,2}\b)?|\d{1,2}(?:\.\d{1,2})*\s*[.):]|\d{1,2}\s*[-–—](?=\s))"
    r"\s*(?=\S)(?P<rest>.*)$"
)
CHAPTER = re.compile(
    r"^(?P<lead>[^\w(]*)(?:chapitre|chap\.?|chapter)\s+[\dIVX]+\s*(?:[:.–—-]\s*)(?P<rest>\S.*)$",
    re.I,
)
AUTOMATIC = re.compile(r"^#([=\-~*^\"])\s*[.):]?\s*")
MARKERS = ("slide", "title")
HOLDERS = ("wrapper", "quote", "unknown", "list", "item")


def settle(blocks: list[Block], ledger: Ledger, fallback: str) -> list[Block]:
    """Return the blocks with one chapter title first and levels without gaps."""
    blocks = hoist(blocks, ledger)
    set_levels(blocks)
    titles = [block for block in blocks if block.kind == "title"]
    depths = {id(title): strip_number(title, ledger) for title in titles}
    follow_numbers(titles, depths, ledger)
    blocks = put_title_first(blocks, ledger, fallback)
    close_gaps([block for block in blocks if block.kind == "title"], ledger)
    return blocks


def hoist(blocks: Sequence[Block], ledger: Ledger) -> list[Block]:
    """Take titles and slide marks out of what holds them, splitting it around them."""
    found: list[Block] = []
    for block in blocks:
        if block.kind not in HOLDERS or not any(b.kind in MARKERS for b in block.walk()):
            found.append(block)
            continue
        for marker in (b for b in block.walk() if b.kind in MARKERS):
            what = "titre" if marker.kind == "title" else "diapositive"
            ledger.note(marker.first, f"{what} à l'intérieur d'un autre bloc : sorti de ce bloc")
        found += _split(block)
    return found


def _split(block: Block) -> list[Block]:
    parts: list[Block] = []
    current: list[Block] = []

    def close() -> None:
        if current:
            whole = Block(**{**vars(block), "children": list(current)})
            if parts:
                whole.lines = []
            parts.append(whole)
            current.clear()

    for child in block.children:
        pieces = _split(child) if any(b.kind in MARKERS for b in child.walk()) else [child]
        for piece in [child] if child.kind in MARKERS else pieces:
            if piece.kind in MARKERS:
                close()
                parts.append(piece)
            else:
                current.append(piece)
    close()
    own = [part for part in parts if part.lines is block.lines or part.lines == block.lines]
    if not own:
        parts.insert(0, Block(**{**vars(block), "children": []}))
    return parts


def set_levels(blocks: Sequence[Block]) -> None:
    """Give each title the rank of its character's first use."""
    ranks: dict[str, int] = {}
    for block in blocks:
        if block.kind == "title" and not block.level:
            block.level = ranks.setdefault(block.name, len(ranks) + 1)


def strip_number(title: Block, ledger: Ledger) -> int:
    """Drop a hand-typed number; return how many parts it had."""
    if found := AUTOMATIC.match(title.text):
        title.text = title.text[found.end() :].strip() or title.text
        ledger.note(title.first, "numérotation automatique du titre retirée")
        return 0
    if found := CHAPTER.match(title.text):
        ledger.note(title.first, "numéro de chapitre retiré du titre", title.text)
        title.text = f"{found['lead']}{found['rest']}".strip()
        return 0
    found = NUMBER.match(title.text)
    if not found or not re.search(r"\w", found["rest"]):
        return 0
    number = re.sub(r"[^\d.]", "", found["number"]).strip(".")
    title.text = f"{found['lead']}{found['star']}{found['rest']}".strip()
    ledger.note(title.first, f"numéro tapé à la main retiré du titre : {found['number'].strip()}")
    return number.count(".") + 1


def follow_numbers(titles: Sequence[Block], depths: dict[int, int], ledger: Ledger) -> None:
    """Put ``4.1.1`` one level under ``4.1``, whatever line is drawn under it."""
    levels: dict[int, Counter[int]] = {}
    for title in titles:
        if depth := depths[id(title)]:
            levels.setdefault(depth, Counter())[title.level] += 1
    wanted: dict[int, int] = {}
    for depth in sorted(levels):
        usual = levels[depth].most_common(1)[0][0]
        above = [wanted[d] for d in wanted if d < depth]
        wanted[depth] = max([usual, *(level + 1 for level in above)])
    for title in titles:
        depth = depths[id(title)]
        enough = depth and (sum(levels[depth].values()) > 1 or len(levels) > 1)
        if enough and title.level != wanted[depth]:
            ledger.note(title.first, f"titre remis au niveau de sa numérotation : {title.text}")
            title.level = wanted[depth]


def put_title_first(blocks: list[Block], ledger: Ledger, fallback: str) -> list[Block]:
    """Make sure that one title of level 1 opens the chapter, and only one."""
    titles = [block for block in blocks if block.kind == "title"]
    tops = [title for title in titles if title.level == 1]
    first = next((n for n, block in enumerate(blocks) if not is_quiet(block)), None)
    opens = first is not None and blocks[first].kind == "title" and blocks[first].level == 1
    if opens and len(tops) <= 2:
        for title in tops[1:]:
            title.level = 2
            ledger.note(title.first, "second titre de premier niveau : descendu d'un niveau")
        return blocks
    lone = len(tops) == 1 and first is not None
    before = blocks[: blocks.index(tops[0])] if lone else []
    if lone and not any(b.kind in MARKERS for b in before):
        ledger.note(tops[0].first, "titre du chapitre remonté en tête")
        blocks.remove(tops[0])
        blocks.insert(0, tops[0])
        return blocks
    if len(tops) != 0 or titles:
        for title in titles:
            title.level += 1
    opening = Block("title", [], fallback, level=1)
    ledger.note(1, f"titre de chapitre ajouté : « {fallback} »")
    return [opening, *blocks]


def is_quiet(block: Block) -> bool:
    """Whether a block may stand before the chapter's title: it shows nothing."""
    if block.kind == "directive":
        return block.name in ("meta", "stylesheet", "title", "url", "redirection-title")
    return block.kind in ("slide", "target", "comment", "divider", "front", "substitution")


def close_gaps(titles: Sequence[Block], ledger: Ledger) -> None:
    """A title is at most one level under the one before it."""
    last = 0
    for title in titles:
        if title.level > last + 1:
            title.level = last + 1
        title.level = min(title.level, 6)
        last = title.level


def repeated(blocks: Sequence[Block]) -> list[tuple[int, int, str]]:
    """List the blocks that stand twice: (line, line of the first, what)."""
    seen: dict[str, int] = {}
    found = []
    for block in walk(blocks):
        text = " ".join(block.text.split())
        if block.kind not in ("paragraph", "code", "math") or len(text) < 60:
            continue
        if text in seen:
            found.append((block.first, seen[text], text))
        else:
            seen[text] = block.first
    return found


def drafts(blocks: Sequence[Block], lines: Sequence[Line]) -> list[str]:
    """Say what stands after a divider line with words on it (``#### Stop ####``)."""
    marks = [b for b in walk(blocks) if b.kind == "divider" and re.search(r"\w", b.text)]
    last = max((line.number for line in lines if not line.is_blank), default=0)
    found = []
    for rank, mark in enumerate(marks):
        following = marks[rank + 1].first if rank + 1 < len(marks) else last + 1
        words = mark.text.strip("#=-~*^_/%@! ")
        if following > mark.first + 1:
            found.append(
                f"lignes {mark.first + 1} à {following - 1}, après « {words} » : "
                "brouillon probable, repris tout de même"
            )
    return found
