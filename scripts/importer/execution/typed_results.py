"""Results that an author typed in comments, held against what was printed.

``print(x.sum())  # 21`` claims 21. A claim is compared as text, then as numbers:
the same value written otherwise (21 for 21.0) is told from a value that is
wrong. Comments that claim nothing (``# addition``) are left alone. Usage::

    compare(cell)      # [Claim(line=2, typed="20", printed="21", kind="faux")]
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from dataclasses import dataclass
from difflib import SequenceMatcher

from .cells import Cell

WRONG, OTHERWISE, RIGHT = "faux", "écrit autrement", "exact"
NUMBER = re.compile(
    r"[-+]?(?:\d{1,3}(?:[ \u00a0\u202f,_]\d{3})+(?![\d.])|\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
)
STRONG = re.compile(r"^(?:torch\.)?(?:tensor|Size|array)\s*\(")
WORDS = re.compile(r"^(True|False|None)\b")
DTYPE = re.compile(r"^(?:torch\.|np\.|numpy\.)?((?:float|int|uint|bfloat|complex)\d+|bool)\b")
DEVICE = re.compile(r"^(?:device\(type=)?['\"]?(cuda(?::\d+)?|cpu|mps(?::\d+)?)\b['\"]?")
SHAPE = re.compile(r"^(?:forme|shape|taille)?\s*[:=]?\s*(\((?:\d+\s*,\s*)*\d*,?\s*\))\s*$", re.I)
SEPARATOR = re.compile(
    r"^(?:=>|==>|→|->|⇒|>>>?|affiche|sortie|résultat|output|donne)\s*:?\s*", re.I
)


@dataclass(frozen=True)
class Claim:
    """One typed result: ``kind`` says whether it is exact."""

    line: int
    typed: str
    printed: str
    kind: str


@dataclass
class Comment:
    """A comment of the code: at the end of a statement, or alone under it."""

    line: int
    text: str
    inline: bool


def compare(cell: Cell) -> list[Claim]:
    """Return the claims of a cell's comments that could be checked."""
    comments = read_comments(cell.code)
    found = []
    for node in _statements(cell.code):
        last = node.end_lineno or node.lineno
        printed = "".join(
            text for line, text in sorted(cell.printed.items()) if node.lineno <= line <= last
        )
        value = cell.values.get(node.lineno, "")
        is_assignment = isinstance(node, ast.Assign)
        for comment in (c for c in comments if c.inline and node.lineno <= c.line <= last):
            claim = claim_of(comment.text, is_assignment or not (printed or value))
            result = value if is_assignment or not printed else printed
            if claim and SHAPE.match(claim) and is_assignment:
                result = cell.shapes.get(node.lineno) or value
            if claim and result:
                found += _judged(cell, comment.line, claim, result)
        if (printed or value) and not is_assignment:
            found += _block_under(cell, comments, last, printed or value)
    return found


def _judged(cell: Cell, line: int, typed: str, result: str) -> list[Claim]:
    kind = judge(typed, result)
    return [Claim(cell.line + line - 1, typed, result.strip(), kind)]


def _block_under(cell: Cell, comments: list[Comment], last: int, result: str) -> list[Claim]:
    """Compare the comments right under a statement when they look like its output."""
    block: list[str] = []
    alone = {c.line: c.text for c in comments if not c.inline}
    line = last + 1
    while line in alone:
        block.append(alone[line])
        line += 1
    if not block:
        return []
    lines = result.strip().split("\n")
    text = "\n".join(block)
    if not (claim_of(block[0], False) or _resembles(block[0], lines[0])):
        return []
    claim = claim_of(text.replace("\n", " "), False) if not _resembles(block[0], lines[0]) else ""
    if claim:
        return _judged(cell, last + 1, claim, result)
    typed = "\n".join(block[: max(1, len(lines))])
    return _judged(cell, last + 1, typed, result)


def _resembles(typed: str, printed: str) -> bool:
    """Whether a comment repeats the words of an output."""
    typed, printed = typed.strip(), printed.strip()
    if not typed or not printed:
        return False
    label = re.match(r"^[^\W\d][^:=\d(\[]{2,}[:=(]", printed)
    if label and squeeze(typed).startswith(squeeze(label[0])):
        return True
    return SequenceMatcher(None, typed, printed).ratio() > 0.75


def claim_of(text: str, is_assignment: bool) -> str:
    """Return the result that a comment states, '' if it states none.

    >>> claim_of("5 (index du max)", False), claim_of("2*3 + 2 = 8", False)
    ('5', '8')
    """
    text = SEPARATOR.sub("", text.strip())
    if STRONG.match(text) or text.startswith(("[", "(")):
        literal = _balanced(text)
        if SHAPE.match(literal) or STRONG.match(text):
            return literal
        return literal if not is_assignment and NUMBER.search(literal) else ""
    if is_assignment:
        found = SHAPE.match(text)
        return found[1] if found else ""
    for pattern in (WORDS, DTYPE, DEVICE):
        if found := pattern.match(text):
            return found[1]
    if found := re.match(r"^(['\"])(.*?)\1", text):
        return found[2]
    if found := re.match(rf"^.*=\s*({NUMBER.pattern})\s*$", text):
        return found[1]
    found = NUMBER.match(text)
    if found and not re.match(r"\s*(?:[\w%/*+°×]|-\w)", text[found.end() :]):
        return found[0]
    return found[0] if found and re.match(r"\s+\(", text[found.end() :]) else ""


def _balanced(text: str) -> str:
    """Return the start of ``text`` up to its closing bracket."""
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign in "([") - (sign in ")]")
        if not depth and sign in ")]":
            return text[: at + 1]
    return text


def judge(typed: str, printed: str) -> str:
    """Say whether ``typed`` is what was printed.

    >>> judge("21", "somme : 21.0"), judge("20", "21"), judge("[7., 9.]", "tensor([7., 9.])")
    ('écrit autrement', 'faux', 'exact')
    """
    flat, claim = squeeze(printed), squeeze(typed)
    if claim and re.search(rf"(?<![\w.]){re.escape(claim)}(?![\w.])", flat):
        return RIGHT
    if claim and flat.rstrip(".").endswith(claim) and not claim[0].isalnum():
        return RIGHT
    if flat and claim.startswith(flat):
        return RIGHT
    if WORDS.match(typed) or DTYPE.match(typed) or DEVICE.match(typed):
        return RIGHT if typed in printed else WRONG
    tail = (
        printed[found.start() :]
        if (found := re.search(r"tensor\(|Size\(|array\(|\[|\(", printed))
        else printed
    )
    if STRONG.match(typed):
        if _attributes(typed) != _attributes(tail):
            return WRONG
    elif not typed.startswith(("[", "(")):
        tail = printed
    return _by_numbers(typed, tail)


def _attributes(text: str) -> set[str]:
    return set(re.findall(r"(dtype|requires_grad|grad_fn|device)\s*=", text))


def _by_numbers(typed: str, printed: str) -> str:
    wanted, given = numbers(typed), numbers(printed)
    if not wanted:
        return WRONG
    if "..." in typed or "…" in typed:
        head = numbers(re.split(r"\.\.\.|…", typed)[0])
        same = all(_close(a, b) for a, b in zip(head, given, strict=False)) and len(given) >= len(
            head
        )
        return OTHERWISE if same else WRONG
    if len(wanted) == 1 and not typed.startswith(("[", "(", "t")):
        return OTHERWISE if any(_close(wanted[0], value) for value in given) else WRONG
    same = len(wanted) == len(given) and all(map(_close, wanted, given))
    return OTHERWISE if same else WRONG


def _close(typed: str, printed: str) -> bool:
    """Whether a typed number is the printed one, rounded as it was typed."""
    try:
        a, b = float(typed), float(printed)
    except ValueError:
        return typed == printed
    decimals = len(typed.partition(".")[2]) if "e" not in typed.lower() else 12
    return abs(a - b) <= 0.5000001 * 10**-decimals if decimals else a == b


def numbers(text: str) -> list[str]:
    """Return the numbers of a text, thousands separators removed."""
    text = re.sub(r"dtype=[\w.]+|(?<=[A-Za-z_])\d+", "", text)
    return [re.sub(r"[ \u00a0\u202f,_]", "", found) for found in NUMBER.findall(text)]


def squeeze(text: str) -> str:
    """Return the text without any space."""
    return re.sub(r"\s+", "", text)


def read_comments(code: str) -> list[Comment]:
    """Return the comments of the code; none if Python cannot read it."""
    found = []
    lines = code.split("\n")
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type == tokenize.COMMENT:
                row, column = token.start
                inline = bool(lines[row - 1][:column].strip())
                found.append(Comment(row, token.string.lstrip("#").strip(), inline))
    except (tokenize.TokenError, SyntaxError):
        return []
    return found


def _statements(code: str) -> list[ast.Expr | ast.Assign]:
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):
        return []
    return [node for node in ast.walk(tree) if isinstance(node, ast.Expr | ast.Assign)]
