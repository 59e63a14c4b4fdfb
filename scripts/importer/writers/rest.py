"""Write a Slidey chapter's blocks as reStructuredText of our authoring model.

Every line knows the block it comes from, so that what docutils complains about
can be written again more plainly (``degraded`` 1: text without markup; 2: a
literal block). Usage::

    lines = RestWriter(context).chapter(blocks)     # [("Un titre", block), …]
"""

from __future__ import annotations

from collections.abc import Sequence

from docutils.utils import column_width

from ..blocks import Block
from ..slidey.dialect import LAYOUTS
from ..slidey.formulas import clean_formula
from ..slidey.inline import protect
from .rest_lines import Lines, RestLines, class_names, wrapper_head
from .tables import read_table

UNDERLINES = '=-~^"*'


class RestWriter(RestLines):
    """Writes blocks; ``context`` knows the cells, images, links and the ledger."""

    def chapter(self, blocks: Sequence[Block]) -> Lines:
        """Return the lines of the whole chapter."""
        return self.blocks(blocks)

    def blocks(self, blocks: Sequence[Block]) -> Lines:
        """Write blocks, parted by blank lines; one that vanishes leaves nothing."""
        out: Lines = []
        last = ""
        for block in blocks:
            lines = self.block(block)
            if not lines:
                continue
            # Indented after a directive or a list, a quote would be part of it.
            if (block.kind == "quote" and last not in ("", "paragraph", "title")) or (
                last == block.kind == "list"
            ):
                out += [("", block), ("..", block)]
            if out:
                out.append(("", block))
            out += lines
            last = block.kind
        return out

    def block(self, block: Block) -> Lines:
        """Write one block."""
        if block.degraded >= 2 and block.kind not in ("title", "slide"):
            return self.as_literal(block)
        return list(getattr(self, f"_{block.kind}", self._unknown)(block))

    # -- What stands between titles -------------------------------------------

    def _title(self, block: Block) -> Lines:
        self.ledger.transformed(block)
        text = " ".join(self.text(block, block.text).split()) or "Sans titre"
        text = protect(text, True)
        rule = UNDERLINES[min(block.level, 6) - 1] * max(4, column_width(text))
        return self.own(block, text, rule)

    def _slide(self, block: Block) -> Lines:
        self.ledger.carried(block)
        words = block.args.split() + block.options.get("class", "").split()
        options = []
        if layout := next((LAYOUTS[w.lower()] for w in words if w.lower() in LAYOUTS), ""):
            options.append(f"   :layout: {layout}")
        if title := block.options.get("title"):
            options.append(f"   :title: {title}")
        known = {*LAYOUTS, "slideonly"}
        classes = class_names(w for w in words if w.lower() not in known)
        if classes:
            options.append(f"   :class: {' '.join(classes)}")
        for name in block.options.keys() - {"class", "title", "layout"}:
            self.ledger.note(block.first, f"option « {name} » d'une diapositive : non reprise")
        return self.own(block, ".. slide::", *options)

    def _paragraph(self, block: Block) -> Lines:
        self.ledger.carried(block)
        source = block.text.split("\n")
        lines = [line.strip() for line in self.text(block, "\n".join(source)).split("\n")]
        lines = [line for line in lines if line]
        if not lines:
            return []
        breaks = [line.endswith(" ") for line in source[:-1]]
        if any(breaks) and len(lines) == len(source):
            return self._line_block(block, lines, breaks)
        return self.own(block, *(protect(line, n == 0) for n, line in enumerate(lines)))

    def _line_block(self, block: Block, lines: list[str], breaks: list[bool]) -> Lines:
        """A trailing space is a line break."""
        self.ledger.transformed(block)
        out = [f"| {lines[0]}"]
        for line, is_break in zip(lines[1:], breaks, strict=True):
            out.append(f"| {line}" if is_break else f"  {line}")
        return self.own(block, *out)

    def _list(self, block: Block) -> Lines:
        start = int(block.args) if block.args.isdigit() and block.args != "0" else 1
        items = []
        for number, item in enumerate(block.children, start=start):
            mark = "- " if block.name == "bullet" else f"{number}. "
            items.append(self._marked(item, mark))
        simple = all(len(item.children) <= 1 for item in block.children)
        out: Lines = []
        for lines in items:
            if out and not simple:
                out.append(("", block))
            out += lines
        return out

    def _marked(self, item: Block, mark: str) -> Lines:
        self.ledger.carried(item)
        lines = self.blocks(item.children) or self.own(item, "…")
        first, owner = lines[0]
        if first.startswith((".. ", "| ")) or not first:
            rest = self.indented(lines, len(mark))
            return (
                [(f"{mark}\\ ", item), ("", item), *rest]
                if first.startswith("..")
                else [(mark + first, owner), *rest[1:]]
            )
        return [(mark + first, owner), *self.indented(lines[1:], len(mark))]

    def _quote(self, block: Block) -> Lines:
        self.ledger.carried(block)
        inner = self.blocks(block.children)
        return self.indented(inner) if inner else []

    def _divider(self, block: Block) -> Lines:
        self.ledger.listed(block, "ligne de séparation : non reprise")
        return []

    def _comment(self, block: Block) -> Lines:
        if not block.text.strip():
            self.ledger.listed(block, "commentaire vide : non repris")
            return []
        self.ledger.carried(block)
        self.ledger.note(block.first, "commentaire : repris comme commentaire, invisible")
        return self.as_comment(block, block.text)

    def _target(self, block: Block) -> Lines:
        if block.args:
            self.ledger.transformed(block)
            return self.as_comment(block, f"{block.name} : {block.args}")
        self.ledger.carried(block)
        return self.own(block, f".. _{self.context.label(block.name)}:")

    def _math(self, block: Block) -> Lines:
        text = clean_formula(block.text)
        if not text:
            self.ledger.listed(block, "formule vide : non reprise")
            return []
        self.ledger.carried(block)
        return self.own(block, ".. math::", "") + self.indented(self.own(block, text))

    def _table(self, block: Block) -> Lines:
        rows, heads = read_table(block.text, block.name)
        if not rows:
            return self.as_literal(block)
        self.ledger.transformed(block)
        out = self.own(block, ".. list-table::")
        if heads:
            out += self.own(block, f"   :header-rows: {heads}")
        out += self.own(block, "")
        for row in rows:
            for column, cell in enumerate(row):
                mark = "   * - " if column == 0 else "     - "
                text = " ".join(self.text(block, cell).split())
                out += self.own(block, (mark + (protect(text, True) if text else "")).rstrip())
        return out

    # -- Code -----------------------------------------------------------------

    def _code(self, block: Block) -> Lines:
        self.ledger.transformed(block)
        for option in block.options:
            self.ledger.note(block.first, f"option « {option} » d'un bloc de code : non reprise")
        out: Lines = []
        for piece, cell in self.context.pieces(block):
            if out:
                out += self.own(block, "")
            if cell is not None and cell.status == "run":
                where = f".. snippet:: {self.context.script}"
                out += self.own(block, where, f"   :cell: {cell.name}")
            elif cell is not None:
                out += self.own(block, ".. unexecuted::", f"   :reason: {cell.reason}", "")
                out += self.indented(self.own(block, piece.code))
            else:
                out += self.literal(block, piece.code, piece.language)
        if not out:
            self.ledger.listed(block, "bloc de code vide")
        return out

    # -- Directives -----------------------------------------------------------

    def _wrapper(self, block: Block) -> Lines:
        self.ledger.transformed(block)
        if block.name == "step":
            return self._step(block)
        inner = self.blocks(block.children)
        if not inner:
            self.ledger.listed(block, f"« {block.name} » sans contenu : non repris")
            return []
        if block.name == "poll":
            self.ledger.note(block.first, "vote en direct : devenu une question")
        is_titled = block.name in ("topic", "admonition")
        args = self.text(block, block.args) if is_titled else block.args
        head = wrapper_head(block.name, args)
        if block.options:
            names = ", ".join(sorted(block.options))
            self.ledger.note(block.first, f"options de « {block.name} » non reprises : {names}")
        return self.own(block, *head, "") + self.indented(inner)

    def _step(self, block: Block) -> Lines:
        """A step becomes a numbered line; ``reset`` starts again at 1."""
        self.step = 1 if "reset" in block.args.split() else self.step + 1
        self.ledger.note(block.first, f"étape : devenue « Étape {self.step} »")
        inner = self.blocks(block.children)
        label = f"**Étape {self.step}.**"
        if inner and block.children[0].kind == "paragraph" and not inner[0][0].startswith("|"):
            return [(f"{label} {inner[0][0]}", inner[0][1]), *inner[1:]]
        return self.own(block, label) + ([("", block)] if inner else []) + inner

    def _directive(self, block: Block) -> Lines:
        """Directives that stand alone."""
        return self.context.leaf(self, block)

    def _substitution(self, block: Block) -> Lines:
        return self.context.leaf(self, block)

    def _unknown(self, block: Block) -> Lines:
        first = [n for n in block.lines if n]
        self.ledger.listed(block, f"construction non comprise : « {block.name or block.kind} »")
        source = [self.ledger.texts[n].strip() for n in first if n in self.ledger.texts]
        out = self.as_comment(block, "Non repris : " + " ".join(source))
        inner = self.blocks(block.children)
        return out + ([("", block), *inner] if inner else [])
