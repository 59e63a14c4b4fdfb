"""Links, images, HTML and formulas inside a Markdown text, made ours.

Code between backticks is left alone; so is all that MyST reads already.
"""

from __future__ import annotations

import re

from ..blocks import Block
from ..context import REMOTE, Context

CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
IMAGE = re.compile(r"!\[([^\]]*)\]\(\s*<?([^)\s>]+)>?(?:\s+[\"'][^)]*[\"'])?\s*\)")
LINK = re.compile(
    r"(?<!!)\[([^\]\[]*(?:\[[^\]]*\][^\]\[]*)*)\]\(\s*<?([^)\s>]*)>?(?:\s+[\"'][^)]*[\"'])?\s*\)"
)
TASK = re.compile(r"^(\s*(?:[-*+]|\d+[.)])\s+)\[[ xX]\]\s+", re.MULTILINE)
HTML_IMAGE = re.compile(r"<img\b[^>]*?\bsrc\s*=\s*[\"']?([^\"'\s>]+)[^>]*>", re.IGNORECASE)
HTML_LINK = re.compile(r"<a\b[^>]*?\bhref\s*=\s*[\"']([^\"']+)[\"'][^>]*>(.*?)</a>", re.I | re.S)
WRAPPING = re.compile(
    r"</?(?:div|center|p|span|font|section|details|summary|figure|figcaption|iframe|video|audio"
    r"|source|script|style|hr|a|h[1-6]|button|input|svg|path|link|meta)\b[^<>]*>",
    re.IGNORECASE,
)
DUNDER = re.compile(r"(?<![\w`*])__([a-z]+)__(?![\w`*])")
DOUBLE_DOLLAR = re.compile(r"\$\$([^$\n]+?)\$\$")
ROUND = re.compile(r"\\\\?\((.+?)\\\\?\)")
SPECIAL = re.compile(r"[\\`*_{}\[\]<>$|~]")


class MarkdownInline:
    """Rewrites the text of a block; ``anchors`` maps old title anchors to ours."""

    def __init__(self, context: Context, anchors: dict[str, str]) -> None:
        self.context = context
        self.anchors = anchors

    def myst(self, block: Block) -> str:
        """Return the block's text as MyST."""
        text = TASK.sub(r"\1", block.text)
        out, at = "", 0
        for found in CODE.finditer(text):
            out += self._prose(text[at : found.start()], block) + found[0]
            at = found.end()
        return self._lines(out + self._prose(text[at:], block))

    def _prose(self, text: str, block: Block) -> str:
        note = self.context.ledger.note
        text = HTML_IMAGE.sub(lambda found: f"![]({found[1]})", text)
        text = HTML_LINK.sub(lambda found: f"[{found[2]}]({found[1]})", text)
        if WRAPPING.search(text):
            note(block.first, "balises HTML retirées, leur texte est gardé")
            text = WRAPPING.sub("", text)
        text = DUNDER.sub(r"`__\1__`", text)
        text = ROUND.sub(lambda found: f"${found[1].strip()}$", text)
        text = DOUBLE_DOLLAR.sub(lambda found: f"${found[1].strip()}$", text)
        text = text.replace("$$", "\\$\\$")  # it would open a formula without an end
        text = IMAGE.sub(lambda found: self._image(found[1], found[2], block), text)
        return LINK.sub(lambda found: self._link(found[1], found[2], block), text)

    def _image(self, alt: str, target: str, block: Block) -> str:
        note = self.context.ledger.note
        if name := self.context.image(target):
            if not alt.strip():
                note(block.first, f"image sans texte de remplacement : {target}")
            return f"![{alt.strip() or 'image à décrire'}]({name})"
        self.context.missing.append(target)
        if REMOTE.match(target) and not target.startswith("data:"):
            note(block.first, f"image du réseau : lien à la place : {target}")
            return f"*Image à retrouver* : <{target}>"
        note(block.first, f"image introuvable : {target}")
        return f"*Image à retrouver* : `{target[:120]}` {alt}".rstrip()

    def _link(self, text: str, target: str, block: Block) -> str:
        if re.match(r"(?:https?|ftp|mailto):", target):
            return f"[{text}]({target})"
        if target.startswith("#"):
            anchor = self.anchors.get(target[1:].lower())
            if anchor:
                return f"[{text}](#{anchor})"
        elif chapter := self.context.chapter_of(target):
            label = text.replace("`", "").replace("<", "").replace(">", "").replace("*", "")
            return f"{{doc}}`{label} <{chapter}>`"
        self.context.missing.append(target)
        self.context.ledger.note(
            block.first, f"lien sans cible ici, texte gardé : {text} ({target})"
        )
        return text

    def _lines(self, text: str) -> str:
        """Keep lines from being read as MyST's own marks."""
        lines = []
        for line in text.split("\n"):
            if re.match(r"^\s*(?:%|\+\+\+|:::|\()", line) and re.match(
                r"^\s*(?:%|\+\+\+|:::|\([\w-]+\)=)", line
            ):
                bare = line.lstrip()
                line = f"{line[: len(line) - len(bare)]}\\{bare}"
            lines.append(line.rstrip() if not line.endswith("  ") else line.rstrip() + "  ")
        while lines and not lines[-1].strip():
            lines.pop()
        if lines:
            lines[-1] = lines[-1].rstrip()
        return "\n".join(lines)


def escaped(text: str) -> str:
    """Return the text with every mark of Markdown escaped."""
    lines = []
    for line in text.split("\n"):
        bare = SPECIAL.sub(lambda found: "\\" + found[0], line.strip())
        bare = re.sub(r"^([-+#>=%:(])", r"\\\1", bare)
        lines.append(re.sub(r"^(\d+)([.)])", r"\1\\\2", bare))
    return "\n".join(line for line in lines if line)


def anchor_of(title: str) -> str:
    """Return the anchor that Markdown readers give a title."""
    text = re.sub(r"[`*]", "", title).strip().lower()
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", text))
