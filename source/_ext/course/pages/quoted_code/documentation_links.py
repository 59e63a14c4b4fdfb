"""Code names of torch, torchvision, matplotlib and NumPy lead to their documentation.

On pages only: a slide is read from the back of a room, where a stray click must
not leave the deck, and its snippet leads to the page. Nothing to write: every
Python block that quotes a cell, whole or in part, has its links, whichever
directive shows it. A name that stands several times on a page is one stop of the
Tab key; the others answer to the mouse.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ...quotes.domain import domain_of
from ...records.session import Session, session_of
from ...scripts.code_names import Classes, Named, names_in
from ...scripts.documented_names import documented

PIECE = re.compile(r"<[^>]*>|&[^;]+;|.|\n")
# Line, start, end, address, the name that the address does not end with, whether Tab stops there.
Link = tuple[int, int, int, str, str, bool]
# The lines of a cell, and where each has names.
Lines = list[tuple[str, list[Named]]]


class linked_block(nodes.General, nodes.FixedTextElement):  # noqa: N801
    """A code block whose ``links`` lead to documentations."""


class LinkCode(SphinxPostTransform):
    """Find the cell that each Python block shows, and link its names."""

    builders = ("html",)
    default_priority = (
        4  # before sphinx-gallery (5), which would link to the inventories it fetches
    )

    def run(self, **kwargs: Any) -> None:
        """Give each block its links."""
        scripts = domain_of(self.env).quotes.get(self.env.current_document.docname, {})
        cells = [
            cell for name in sorted(scripts) for cell in cells_of(session_of(self.config), name)
        ]
        seen: set[str] = set()
        for block in list(self.document.findall(nodes.literal_block)):
            if str(block.get("language", "")).lower() != "python":
                continue
            links = list(_numbered(names_of(block.astext(), cells), seen))
            if links or block["ids"]:  # sphinx-gallery's own blocks have no place to go to
                linked = linked_block(block.rawsource, "", *block.children, **block.attributes)
                linked["links"] = links
                linked.source, linked.line = block.source, block.line
                block.replace_self(linked)


def cells_of(session: Session, name: str) -> list[Lines]:
    """Return the cells of a script, line by line, with their documented names."""
    script = session.script(name)
    record = session.store.load(script)
    classes = [cell.classes for cell in record.cells] if record else []
    return _cells(tuple(cell.source for cell in script.cells), _frozen(classes))


def _frozen(classes: list[Classes]) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]:
    return tuple(
        tuple((name, tuple(kinds)) for name, kinds in sorted(one.items())) for one in classes
    )


@lru_cache(maxsize=256)
def _cells(
    sources: tuple[str, ...], changes: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]
) -> list[Lines]:
    """Read a script once a build; ``changes`` are the classes that each cell gave."""
    classes: list[Classes] = []
    for change in changes:
        last = classes[-1] if classes else {}
        classes.append({**last, **{name: list(kinds) for name, kinds in change}})
    result = []
    for source, names in zip(sources, names_in(sources, classes), strict=True):
        lines: Lines = [(line, []) for line in source.split("\n")]
        for one in names:
            lines[one.line - 1][1].append(one)
        result.append(lines)
    return result


def names_of(code: str, cells: Iterable[Lines]) -> list[Named]:
    """Return the names of a block: those of the first cell that has its lines, in order."""
    wanted = code.rstrip("\n").split("\n")
    for cell in cells:
        if (found := _matched(wanted, cell)) is not None:
            return found
    return []


def _matched(wanted: list[str], cell: Lines) -> list[Named] | None:
    """Return the names of ``wanted`` lines, None if the cell does not have them all."""
    found, rest = [], iter(cell)
    for number, line in enumerate(wanted, start=1):
        text = line.strip()
        names = next((names for known, names in rest if known.strip() == text), None)
        if names is None:
            if text:
                return None
            rest = iter(cell)  # an empty line of the block that the cell has not
            continue
        for one in names:
            shift = _indent(line) - _indent(_line_of(cell, names))
            found.append(Named(number, one.start + shift, one.end + shift, one.name))
    return found


def _line_of(cell: Lines, names: list[Named]) -> str:
    return cell[names[0].line - 1][0]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _numbered(names: list[Named], seen: set[str]) -> Iterator[Link]:
    """Give each name its address; the first of a page is a stop of the Tab key."""
    for one in names:
        address = documented(one.name)
        said = re.split("[/#]", address.removesuffix(".html"))[-1]
        unsaid = "" if said == one.name else one.name
        yield one.line, one.start, one.end, address, unsaid, address not in seen
        seen.add(address)


def linked_html(code: str, links: list[Link]) -> str:
    """Return highlighted code with its links; the layout stays as it is."""
    before, mark, rest = code.partition("<pre>")
    inside, end, after = rest.rpartition("</pre>")
    if not mark or not end:
        return code
    return before + mark + "".join(_with_links(inside, links)) + end + after


def _with_links(code: str, links: list[Link]) -> Iterator[str]:
    """Yield the pieces of the code, tags of links among them, around whole tokens."""
    waiting, link = list(links), ""
    line, column, depth = 1, 0, 0
    open_at: tuple[int, int] | None = None  # the column and depth where the open link ends
    for piece in PIECE.findall(code):
        is_tag = piece.startswith("<")
        if open_at and column >= open_at[0] and depth <= open_at[1]:
            yield "</a>"
            open_at = None
        starts = bool(waiting) and waiting[0][:2] == (line, column)
        if starts and not open_at and not _is_frame(piece):
            _, _, end, address, unsaid, stop = waiting.pop(0)
            link = f'<a href="{html.escape(address)}"' + (
                f' data-name="{unsaid}"' if unsaid else ""
            )
            yield link + ("" if stop else ' tabindex="-1"') + ">"
            open_at = (end, depth)
        if open_at and piece.startswith("</") and depth == open_at[1]:
            # It began within a token that ends before it: « @torch ».
            yield f'</a>{piece}{link} tabindex="-1">'
            open_at = (open_at[0], depth - 1)
        else:
            yield piece
        if is_tag:
            depth += -1 if piece.startswith("</") else 1
        elif piece == "\n":
            line, column = line + 1, 0
        else:
            column += 1
    if open_at:
        yield "</a>"


def _is_frame(piece: str) -> bool:
    """Whether a tag frames a line or ends a token, rather than starting one."""
    return piece in ("<span>", '<span class="hll">') or piece.startswith("</")


def visit_linked_block(self: Any, node: linked_block) -> None:
    """Write the block as usual, then put its links in."""
    try:
        self.visit_literal_block(node)
    except nodes.SkipNode:
        self.body[-1] = linked_html(self.body[-1], node["links"])
        raise


def depart_linked_block(self: Any, node: linked_block) -> None:
    """Close the block, when it was not highlighted."""
    self.depart_literal_block(node)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the node and the transform."""
    app.add_node(linked_block, html=(visit_linked_block, depart_linked_block))
    app.add_post_transform(LinkCode)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
