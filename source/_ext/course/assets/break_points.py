"""Where a long line of code may be folded, said by ``<wbr>``: nothing that is copied.

A browser left alone breaks after a hyphen (``--`` / ``verifier``), after an operator, before
the text of a comment, in the middle of a name. Here a line is folded between words, before an
operator, after a comma; inside a word only when it is longer than ``WHOLE``, and then after
what a reader would choose first. A comment at the end of a line goes whole to the next row.

::

    may_break(code, code_breaks(text_of(code)))    # x = torch.ones(<wbr>…
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

Match = re.Match[str]

WHOLE = 20  # characters of a word that is never broken
HANG = 4  # characters, below the start of a folded line
TOKEN = re.compile(r"(<[^>]*>)|(&[^;\s]+;|.)", re.DOTALL)
TAG = re.compile(r"<(/?)[a-z][^>]*>")
WORD = re.compile(r"\S+")
# These stay with the word after them, those with the word before.
WITH_NEXT = re.compile(
    r"[-+*/@%|&<>#]|\*\*|//|[<>=!]=|->|and|or|if|else|for|in|not|is|lambda|as|--?\w"
)
BINDS = re.compile(r"[*/@%]|\*\*|//|[<>=!]=|[<>]")  # its two sides, if they are short
WITH_PREVIOUS = re.compile(r"(?:[-+*/@|&%]|//|\*\*)?=|[:;!?»]\W*|\\")
CUTTING = 3  # the last of these places cut a name: it may be longer, by so many characters
NAMES = 4
# Places of a long word, the best first.
INSIDE = (
    re.compile(r"(?<=[,;])(?=.)"),
    re.compile(r"(?<=[(\[{])(?=[^)\]}(\[{])|(?<=[)\]])(?=\.)"),
    re.compile(r"(?<=[^=!<>]=)(?=[^=])"),
    re.compile(r"(?<=\w)(?=\.[^\W\d])"),
    re.compile(r"(?<=[/\\_-])(?=\w)|(?<=\w)(?=::)"),
    re.compile(r"(?<=[a-z\d])(?=[A-Z])"),
    re.compile(rf".{{{WHOLE}}}(?=.)"),
)


def text_of(line: str) -> str:
    """Return what a line of HTML shows.

    >>> text_of('<b>a</b> &lt; b\\n')
    'a < b'
    """
    return html.unescape(TAG.sub("", line)).rstrip("\n")


def code_breaks(text: str, whole: int = WHOLE) -> list[int]:
    """Return where a line of code may be folded: the ranks of the characters before which.

    >>> text = "    perte = carre(a) - carre(b)  # un nombre"
    >>> [text[at:] for at in code_breaks(text)]
    ['carre(a) - carre(b)  # un nombre', '- carre(b)  # un nombre', '# un nombre', 'nombre']
    """
    found: list[int] = []
    words = list(WORD.finditer(text))
    for before, word, after in zip([None, *words], words, [*words[1:], None], strict=False):
        if before:
            start = found[-1] if found else words[0].start()  # of what is not broken yet
            if not _stay_together(start, before, word, after, whole):
                found.append(word.start())
        found += [word.start() + rank for rank in word_breaks(word[0], whole)]
    return found


def _stay_together(start: int, before: Match, word: Match, after: Match | None, whole: int) -> bool:
    """Whether no row ends between two words."""
    if WITH_NEXT.fullmatch(before[0]):
        return start == before.start() or word.end() - start <= whole
    if WITH_PREVIOUS.fullmatch(word[0]):
        return True
    is_short = after is not None and after.end() - start <= whole
    return bool(BINDS.fullmatch(word[0])) and is_short


def word_breaks(word: str, whole: int = WHOLE) -> list[int]:
    """Return where a word may be broken: nowhere, unless it is long.

    >>> word_breaks("torch.tensor(a)")
    []
    >>> word_breaks("torch.tensor(load_sample_images().images)")
    [13, 33]
    """
    return list(_inside(word, 0, whole, INSIDE))


def _inside(
    word: str, start: int, whole: int, places: tuple[re.Pattern[str], ...]
) -> Iterator[int]:
    if not places or len(word) <= whole + (NAMES if len(places) <= CUTTING else 0):
        return
    cuts = [0, *(at.end() for at in places[0].finditer(word)), len(word)]
    for rank, (begin, end) in enumerate(pairwise(cuts)):
        if rank:
            yield start + begin
        yield from _inside(word[begin:end], start + begin, whole, places[1:])


def may_break(line: str, places: Iterable[int]) -> str:
    """Return a line of HTML with a mark at these ranks of its text, before what opens there.

    >>> may_break("a <b>&lt; b</b>", [2])
    'a <wbr><b>&lt; b</b>'
    """
    wanted = set(places)
    pieces: list[str] = []
    rank = 0
    tags: list[str] = []  # since the last character
    for tag, character in TOKEN.findall(line):
        if tag:
            tags.append(tag)
            continue
        if rank in wanted:
            closing = next((at for at, one in enumerate(tags) if one[1] != "/"), len(tags))
            tags.insert(closing, "<wbr>")
        pieces += [*tags, character]
        tags = []
        rank += 1
    return "".join([*pieces, *tags])


def long_line(line: str, hang: int, name: str = "long") -> str:
    """Return a line of HTML that hangs under its start when it is folded."""
    return f'<span class="{name}" style="--hang:{hang}">{line}</span>'
