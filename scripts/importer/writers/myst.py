"""Write a Markdown chapter's blocks as MyST of our authoring model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..blocks import Block
from ..context import Context
from ..markdown.inline import MarkdownInline, escaped
from ..slidey.formulas import clean_formula

Lines = list[tuple[str, Block]]
LITERAL_NOTE = "recopié tel quel : le texte ne se lit pas autrement"


class MystWriter:
    """Writes blocks; ``context`` knows the cells, images, links and the ledger."""

    def __init__(self, context: Context, anchors: dict[str, str]) -> None:
        self.context = context
        self.ledger = context.ledger
        self.inline = MarkdownInline(context, anchors)

    def chapter(self, blocks: Sequence[Block]) -> Lines:
        """Return the lines of the whole chapter."""
        return self.blocks(blocks)

    def blocks(self, blocks: Sequence[Block]) -> Lines:
        """Write blocks, parted by blank lines."""
        out: Lines = []
        for block in blocks:
            if lines := self.block(block):
                if out:
                    out.append(("", block))
                out += lines
        return out

    def block(self, block: Block) -> Lines:
        """Write one block."""
        if block.degraded >= 2 and block.kind != "title":
            return self.as_literal(block)
        return list(getattr(self, f"_{block.kind}")(block))

    def own(self, block: Block, *lines: str) -> Lines:
        """Return lines that belong to ``block``."""
        return [(line, block) for text in lines for line in text.split("\n")]

    def as_literal(self, block: Block) -> Lines:
        """Show the source of a block as it was typed."""
        used = sorted({n for b in block.walk() for n in b.lines})
        source = [self.ledger.texts[number] for number in used if number in self.ledger.texts]
        self.ledger.set(used, "transformed")
        self.ledger.note(block.first, LITERAL_NOTE)
        return self.fenced(block, "text", "\n".join(source))

    def fenced(self, block: Block, info: str, body: str, prefix: str = "") -> Lines:
        """Write a fence longer than any inside."""
        longest = max((len(found) for found in re.findall(r"`{3,}", body)), default=2)
        fence = "`" * (longest + 1)
        lines = [fence + info, *body.split("\n"), fence] if body else [fence + info, fence]
        return self.own(block, *(prefix + line if line else "" for line in lines))

    def _title(self, block: Block) -> Lines:
        self.ledger.transformed(block)
        shown = Block("text", block.lines, " ".join(block.text.split()))
        text = escaped(shown.text) if block.degraded else self.inline.myst(shown)
        return self.own(block, f"{'#' * block.level} {text.replace(chr(10), ' ') or 'Sans titre'}")

    def _text(self, block: Block) -> Lines:
        self.ledger.carried(block)
        text = escaped(block.text) if block.degraded else self.inline.myst(block)
        if not text.strip():
            self.ledger.listed(block, "balises seules : non reprises")
            return []
        return self.own(block, text)

    def _quote(self, block: Block) -> Lines:
        self.ledger.carried(block)
        inner = self.blocks(block.children)
        return [(f"> {text}".rstrip(), owner) for text, owner in inner]

    def _wrapper(self, block: Block) -> Lines:
        self.ledger.transformed(block)
        inner = self.blocks(block.children)
        if not inner:
            self.ledger.listed(block, "remarque vide : non reprise")
            return []
        colons = ":" * (3 + sum(text.lstrip().startswith(":::") for text, _ in inner))
        label = block.args if block.args and block.args.lower() not in ("attention", "note") else ""
        first = inner[0][0]
        if label and not first.startswith(("`", "|", ">", "%", "$$")):
            inner[0] = (f"**{label}** : {first}", inner[0][1])
        elif label:
            inner = [*self.own(block, f"**{label}**", ""), *inner]
        return [*self.own(block, f"{colons}{{{block.name}}}"), *inner, *self.own(block, colons)]

    def _divider(self, block: Block) -> Lines:
        self.ledger.listed(block, "ligne de séparation : non reprise")
        return []

    def _front(self, block: Block) -> Lines:
        self.ledger.transformed(block)
        return []

    def _comment(self, block: Block) -> Lines:
        if not block.text:
            self.ledger.listed(block, "commentaire vide : non repris")
            return []
        self.ledger.transformed(block)
        self.ledger.note(block.first, "commentaire : repris comme commentaire, invisible")
        return self.own(block, *(f"% {line}".rstrip() for line in block.text.split("\n")))

    def _math(self, block: Block) -> Lines:
        text = clean_formula(block.text)
        if not text:
            self.ledger.listed(block, "formule vide : non reprise")
            return []
        self.ledger.carried(block)
        prefix = block.options.get("prefix", "")
        return self.own(block, *(prefix + line for line in ["$$", *text.split("\n"), "$$"]))

    def _code(self, block: Block) -> Lines:
        self.ledger.transformed(block)
        if "unclosed" in block.options:
            self.ledger.note(
                block.first, "bloc de code jamais fermé : il va jusqu'à la fin du fichier"
            )
        prefix = block.options.get("prefix", "")
        out: Lines = []
        for piece, cell in self.context.pieces(block):
            if out:
                out += self.own(block, "")
            if cell is not None and cell.status == "run":
                body = f":cell: {cell.name}"
                out += self.fenced(block, f"{{snippet}} {self.context.script}", body, prefix)
            elif cell is not None:
                reason = cell.reason.replace("\\", "\\\\").replace('"', "'")
                body = f':reason: "{reason}"\n\n{piece.code}'
                out += self.fenced(block, "{unexecuted}", body, prefix)
            else:
                out += self.fenced(block, piece.language, piece.code, prefix)
        if not out:
            self.ledger.listed(block, "bloc de code vide")
            return []
        if lead := block.options.get("lead"):
            out[0] = (lead + out[0][0].lstrip(), block)
        return out
