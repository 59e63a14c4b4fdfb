"""What code printed, on a narrow screen: sentences are folded, columns are kept.

A sentence, above all an error's, is folded under its start. A row of a table (two spaces
between columns, or words that start where its neighbour's columns do) is folded under the
start of its last column. The lines of a list written on several, as tensors are, stay whole.

::

    fit_output("RuntimeError : …", 24)    # '<span class="long" …>…</span>', 66, 0
"""

from __future__ import annotations

import re

from .break_points import HANG, long_line, text_of

LINES = re.compile(r"[^\n]+\n?|\n")
LIST = re.compile(r"\[[^\[\]]*\]")
STRING = re.compile(r"""'[^'\n]*'|"[^"\n]*\"""")
COLUMN = re.compile(r"(?<=  )(?=\S)|(?<=\S )(?=[│┃║|] )")
UNDERLINE = re.compile(r"\s*[\^~]+\s*")  # of a piece of the line above
CLOSED = re.compile(r".*\][,)]*")  # what a list of several lines has on its last one


def fit_output(output: str, narrow: int) -> tuple[str, int, int]:
    """Return the HTML of an output, its widest line, and the widest part that is not folded."""
    lines = LINES.findall(output)
    texts = [text_of(line) for line in lines]
    kept = kept_whole(texts)
    folded = [
        long_line(line, max(under, text_indent(text) + HANG))
        if len(text) > max(narrow, width)
        else line
        for line, text, (width, under) in zip(lines, texts, kept, strict=True)
    ]
    widest = max(map(len, texts), default=0)
    return "".join(folded), widest, max((width for width, _ in kept), default=0)


def text_indent(text: str) -> int:
    """Return how many spaces a line starts with."""
    return len(text) - len(text.lstrip())


def kept_whole(texts: list[str]) -> list[tuple[int, int]]:
    """Return how many characters of each line stay in one row, and under which the rest hangs.

    >>> kept_whole(["tensor([[1., 2.],", "        [3., 4.]], dtype=torch.float64)"])
    [(17, 0), (18, 0)]
    >>> kept_whole(["SGD     lent et sûr", "Adam    rapide", "Une phrase à part."])
    [(12, 8), (14, 8), (0, 0)]
    """
    in_lists = _in_lists(texts)
    columns = _columns(texts)
    found = []
    for rank, text in enumerate(texts):
        if in_lists[rank] or any(map(UNDERLINE.fullmatch, texts[rank : rank + 2])):
            found.append((in_lists[rank] or len(text), 0))
        elif columns[rank]:
            last = max(columns[rank])
            found.append((last + max(map(len, text[last:].split())), last))
        else:
            found.append((0, 0))
    return found


def _in_lists(texts: list[str]) -> list[int]:
    """Return how many characters of each line are of a list written on several lines."""
    found = []
    depth = 0
    for rank, text in enumerate(texts):
        bare = STRING.sub("", text)
        after = max(0, depth + bare.count("[") - bare.count("]"))
        goes_on = bool(after) and texts[rank + 1 : rank + 2] != [] and _continues(texts[rank + 1])
        closed = CLOSED.match(text) if depth else None
        found.append(len(text) if goes_on else len(closed[0]) if closed else 0)
        depth = after if goes_on else 0
    return found


def _continues(text: str) -> bool:
    return text.startswith((" ", "[")) or not text


def _columns(texts: list[str]) -> list[set[int]]:
    """Return where columns start in each line, its neighbours' too if it has words there."""
    found = []
    for text in texts:
        bare = text
        while (shorter := LIST.sub(lambda one: "x" * len(one[0]), bare)) != bare:
            bare = shorter
        indent = text_indent(text)
        found.append({at.start() for at in COLUMN.finditer(bare) if at.start() > indent})
    for ranks in (range(1, len(texts)), range(len(texts) - 2, -1, -1)):
        step = -1 if ranks.step > 0 else 1
        for rank in ranks:
            starts = {at for at in found[rank + step] if _word_starts(texts[rank], at)}
            found[rank] = found[rank] | starts
    return found


def _word_starts(text: str, at: int) -> bool:
    return text[at - 1 : at] == " " and text[at : at + 1].strip() != ""
