"""Read an old file as clean text, or refuse it with a plain sentence.

Encoding is ftfy's work: it guesses that of the bytes, and undoes text that was
encoded twice (``√©`` for ``é``). Tabs, mixed line ends, no-break spaces at the
start of a line and control characters are set right here. Usage::

    source = read_source(Path("chapitre.rst"))
    source.lines, source.repairs
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import ftfy

from .blocks import Line

LARGEST = 2_000_000
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\u200b]")
BINARY_SHARE = 0.02


class RefusedError(Exception):
    """The file cannot be imported; the message says why, for the author."""


@dataclass
class Source:
    """The text of a file, line by line, and what was repaired on the way."""

    path: Path
    lines: list[Line]
    repairs: list[str] = field(default_factory=list)


def read_source(path: Path) -> Source:
    """Return the text of ``path``. Raises RefusedError."""
    try:
        if not path.is_file():
            raise RefusedError("ce fichier n'existe pas")
        size = path.stat().st_size
        if size > LARGEST:
            raise RefusedError(
                f"fichier de {size / 1e6:.1f} Mo : au-delà de {LARGEST / 1e6:.0f} Mo, "
                "ce n'est pas un chapitre".replace(".", ",")
            )
        raw = path.read_bytes()
    except OSError as error:
        raise RefusedError(f"lecture impossible : {error.strerror}") from error
    repairs: list[str] = []
    text = decode(raw, repairs)
    text = mend(text, repairs)
    if not text.strip():
        raise RefusedError("le fichier est vide")
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), start=1)]
    return Source(path, lines, repairs)


def decode(raw: bytes, repairs: list[str]) -> str:
    """Return the bytes as text; what is not text is refused."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text, encoding = _decoded(raw, "utf-16"), "utf-16"
    else:
        if raw.count(b"\0"):
            raise RefusedError("ce n'est pas un fichier de texte")
        text, encoding = ftfy.guess_bytes(raw)
    control = len(CONTROL.findall(text))
    if control > max(3, BINARY_SHARE * len(text)):
        raise RefusedError("ce n'est pas un fichier de texte")
    if encoding not in ("utf-8", "ascii"):
        repairs.append(f"encodage {encoding} deviné : relire les accents")
    return text


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise RefusedError(f"texte {encoding} illisible") from error


def mend(text: str, repairs: list[str]) -> str:
    """Undo double encoding, tabs, mixed line ends and stray characters."""
    ends = {
        end
        for end in ("\r\n", "\n", "\r")
        if end in text.replace("\r\n", "" if end != "\r\n" else "\r\n")
    }
    if ends - {"\n"}:
        repairs.append("fins de ligne unifiées")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for odd in ("\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"):
        text = text.replace(odd, "\n" if odd in "\u2028\u2029\x85" else " ")
    fixed = _encoded_once(text)
    if fixed != text:
        before, after = text.split("\n"), fixed.split("\n")
        count = sum(a != b for a, b in zip(before, after, strict=True))
        repairs.append(f"accents et symboles encodés deux fois : {count} lignes réparées")
        text = fixed
    if CONTROL.search(text):
        repairs.append("caractères de contrôle retirés")
        text = CONTROL.sub("", text)
    if "\t" in text:
        repairs.append("tabulations remplacées par des espaces")
        text = text.expandtabs(4)
    return "\n".join(_plain_indent(line) for line in text.split("\n"))


def _encoded_once(text: str) -> str:
    """Repair the whole, then each line left; a line stays a line."""
    fixed = ftfy.fix_encoding(text)
    if fixed.count("\n") != text.count("\n"):
        fixed = text
    lines = (ftfy.fix_encoding(line) for line in fixed.split("\n"))
    return "\n".join(line.replace("\n", " ").replace("\r", " ") for line in lines)


def _plain_indent(line: str) -> str:
    """Turn no-break spaces at the start of a line into spaces."""
    bare = line.lstrip(" \u00a0\u202f\u2003\u2002\u3000")
    return " " * (len(line) - len(bare)) + bare
