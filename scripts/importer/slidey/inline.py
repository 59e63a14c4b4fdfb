r"""Slidey's inline markup rewritten as reStructuredText that docutils reads the same.

Everything is cut into tokens and written again: what is not markup is escaped,
so a lone ``*``, ``|x|`` or ``name_`` stays text. Usage::

    Inline(links).rest("la *dérivée* $$x^2$$ vaut~2")
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .formulas import clean_formula

TOKEN = re.compile(
    r"""
    (?P<literal>``(?=\S)(?:.+?)``(?!`))
  | (?P<role>:(?P<role_name>[A-Za-z][\w:+-]*):`(?P<role_text>[^`]+)`)
  | (?P<dollars>\$\$(?P<dollars_text>[^$]+?)\$\$)
  | (?P<round>\\\((?P<round_text>.+?)\\\))
  | (?P<square>\\\[(?P<square_text>.+?)\\\])
  | (?P<link>`(?P<link_text>[^`<>]*)<(?P<link_url>[^`<>\s]+)>`_{1,2})
  | (?P<named>`(?P<named_text>[^`]+)`_{1,2}(?!\w))
  | (?P<backticks>(?<!`)`(?P<backticks_text>[^`\n]+)`(?!`))
  | (?P<sub>\|(?P<sub_name>[^|\s][^|\n]{0,60}?)\|(?!\|))
  | (?P<strong>\*\*(?P<strong_text>(?!\s*\*)[^\n]*?[^\s*]\s?)\*\*(?!\*))
  | (?P<em>(?<![\w*])\*(?P<em_text>(?![\s*])[^*\n]*?[^\s*])\*(?![\w*]))
  | (?P<url>(?:https?|ftp)://[^\s<>`]+[^\s<>`.,;:!?)\]*'"])
  | (?P<html></?(?:span|div|p|b|i|u|em|strong|br|small|center|font|sub|sup|a|img)\b[^<>]*>)
  | (?P<escape>\\[*`_|\\])
  | (?P<nbsp>~)
    """,
    re.VERBOSE | re.DOTALL,
)
ESCAPED = re.compile(r"[\\*`|]|_(?!\w)")
ENUMERATOR = re.compile(r"^(\(?(?:[A-Za-z]|[ivxlcdmIVXLCDM]+|\d+|#))([.)])(?=\s|$)")
BLOCK_START = re.compile(
    r"^(?:[-+*•‣⁃](?:\s|$)|\.\.(?:\s|$)|__(?:\s|$)|>>>|\||:[^:\s][^:]*:(?:\s|$)"
    r"|\+[-=]|=+(?:\s|$)|--?\w|/\w+|\[)"
)
OPTION_LIST = re.compile(r"^(?:--?|/)[A-Za-z]")
PUNCTUATION_LINE = re.compile(r"^([^\w\s])\1*$")
KNOWN_ROLES = {"sub", "sup", "subscript", "superscript", "emphasis", "strong", "kbd", "abbr"}


class Inline:
    """Rewrites text; ``link`` gives the reST of a link, ``notes`` collects remarks."""

    def __init__(self, link: Callable[[str, str], str] | None = None) -> None:
        self.link = link or (lambda target, text: escape(text or target))
        self.substitutions: dict[str, str] = {}
        self.notes: list[str] = []

    def rest(self, text: str) -> str:
        """Return ``text`` as reStructuredText, line ends kept."""
        out = ""
        at = 0
        for found in TOKEN.finditer(text):
            out = join(out, escape(text[at : found.start()]), False)
            kind = found.lastgroup or ""
            kind = next(name for name in ORDER if found[name] is not None)
            written, is_markup = self._token(kind, found)
            out = join(out, written, is_markup)
            at = found.end()
        return join(out, escape(text[at:]), False).replace("\0", "")

    def _token(self, kind: str, found: re.Match[str]) -> tuple[str, bool]:
        """Return a token's reST, and whether it is markup."""
        text = found[f"{kind}_text"] if f"{kind}_text" in found.re.groupindex else found[0]
        if kind == "literal":
            return literal(found[0][2:-2]), True
        if kind in ("dollars", "round", "square"):
            return formula(text)
        if kind == "role":
            return self._role(found["role_name"], text)
        if kind == "link":
            label = " ".join(text.split()).replace("\\", "\\\\")
            url = found["link_url"]
            if re.match(r"(?:https?|ftp|mailto):", url):
                return f"`{label or url} <{url}>`__", True
            return self.link(url, label), True
        if kind == "named":
            return self.link(text, ""), True
        if kind == "backticks":
            return literal(text), True
        if kind == "sub":
            name = found["sub_name"].strip()
            if name in self.substitutions:
                return self.substitutions[name], True
            return f"\\|{escape(found['sub_name'])}\\|", False
        if kind in ("strong", "em"):
            return self._emphasis("**" if kind == "strong" else "*", text)
        if kind == "url":
            return found[0].replace("*", "\\*").replace("|", "\\|"), False
        if kind == "html":
            self.notes.append("balises HTML retirées, leur texte est gardé")
            return "", False
        return ("\u00a0", False) if kind == "nbsp" else (found[0], False)

    def _emphasis(self, mark: str, text: str) -> tuple[str, bool]:
        """Markup does not nest: a formula or code inside keeps its own."""
        text = text.strip()
        inner = TOKEN.search(text)
        if not inner:
            return f"{mark}{escape(text)}{mark}", True
        out, at = "", 0
        for found in TOKEN.finditer(text):
            out = join(out, self._marked(mark, text[at : found.start()]), True)
            kind = next(name for name in ORDER if found[name] is not None)
            written, is_markup = self._token(kind, found)
            if kind in ("nbsp", "url", "escape", "html"):
                written, is_markup = f"{mark}{escape(found[0].replace('~', ' '))}{mark}", True
                written = written if found[0].strip("~") else "\u00a0"
            out = join(out, written, is_markup)
            at = found.end()
        return join(out, self._marked(mark, text[at:]), True), True

    def _marked(self, mark: str, text: str) -> str:
        bare = text.strip()
        if not bare:
            return text and " "
        before = " " if text[0].isspace() else ""
        after = " " if text[-1].isspace() else ""
        return f"{before}{mark}{escape(bare)}{mark}{after}"

    def _role(self, name: str, text: str) -> tuple[str, bool]:
        if name == "math":
            return formula(text)
        if name in ("doc", "ref"):
            if found := re.match(r"^(.*?)\s*<([^<>]+)>$", text, re.DOTALL):
                return self.link(found[2].strip(), found[1].strip()), True
            return self.link(text.strip(), ""), True
        if name in ("code", "literal", "file", "command", "python"):
            return literal(text), True
        if name in KNOWN_ROLES:
            return f":{name}:`{escape(text)}`", True
        self.notes.append(f"rôle inconnu « {name} » : son texte seul est repris")
        return escape(text), False


ORDER = [
    "literal", "role", "dollars", "round", "square", "link", "named", "backticks",
    "sub", "strong", "em", "url", "html", "escape", "nbsp",
]  # fmt: skip


def escape(text: str) -> str:
    r"""Escape what docutils would take for markup.

    >>> escape("2 * 3, a_b, nom_")
    '2 \\* 3, a_b, nom\\_'
    """
    return ESCAPED.sub(lambda found: "\\" + found[0], text.replace("\0", ""))


def literal(text: str) -> str:
    """Return inline code; a backtick at an end would close it early."""
    text = " ".join(text.split()).strip("`").strip()
    if not text:
        return ""
    if "``" in text or text.endswith("\\"):
        return escape(text)
    return f"``{text}``"


def formula(text: str) -> tuple[str, bool]:
    """Return an inline formula; an empty or quoting one stays text."""
    text = " ".join(clean_formula(text).split())
    if not text or "`" in text:
        return escape(text), False
    if text.endswith("\\"):
        text += " "
    return f":math:`{text}`", True


def join(left: str, right: str, is_markup: bool) -> str:
    r"""Append; markup must stand apart from letters (``\ `` is no space at all).

    A null marks the end of markup in the text under way.
    """
    if not right:
        return left
    glue = ""
    if is_markup and left and not left[-1].isspace() and left[-1] not in "\0" + OPENING:
        glue = "\\ "
    if left.endswith("\0"):
        left = left[:-1]
        if not right[0].isspace() and (is_markup or right[0] not in CLOSING):
            glue = "\\ "
        if right.startswith("\\") and not right.startswith("\\ "):
            glue = "\\ "
    end = "\0" if is_markup and not right[-1].isspace() and right[-1] in "`*_|" else ""
    return left + glue + right + end


OPENING = "-/'\"<([{«‘“’:—–\u00a0"
CLOSING = "-/'\")]}>»’”.,;:!?—–…\u00a0\u202f"


def protect(line: str, is_first: bool) -> str:
    r"""Escape a line that docutils would read as the start of something else.

    >>> protect("A) Les tenseurs", True)
    'A\\) Les tenseurs'
    """
    if is_first:
        if found := ENUMERATOR.match(line):
            line = f"{found[1]}\\{line[found.end(1) :]}"
        elif BLOCK_START.match(line) and not line.startswith(
            (":math:`", ":sub:`", ":sup:`", ":doc:`", ":ref:`")
        ):
            line = "\\" + line
    if PUNCTUATION_LINE.match(line):
        line = "\\" + line
    if line.endswith("::"):
        line = line[:-1] + "\\:"
    return line
