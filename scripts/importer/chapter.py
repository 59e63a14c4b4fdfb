"""One old file to one chapter: the stages in order, and the files they give.

Nothing is written here: ``convert`` returns the files, ``files`` puts them in
place, all or none. Usage::

    result = convert(Path("cours.rst"), "07-reseaux", known={}, limits=Limits())
    result.files[Path("source/chapitres/07-reseaux.rst")]
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from machine import locked, module_of

from . import report
from .blocks import Block, Ledger, Line, walk
from .check import refused
from .context import Context
from .execution.cells import Cell
from .execution.reasons import imports
from .execution.runner import Limits, run_cells
from .execution.typed_results import compare
from .files import FOLDER
from .gather import gather_cells
from .markdown.inline import anchor_of
from .markdown.reader import MarkdownReader
from .slidey.reader import SlideyReader
from .source_text import read_source
from .structure import drafts, repeated, settle
from .writers.gallery_script import plain, write_script
from .writers.myst import MystWriter
from .writers.rest import RestWriter

MARKDOWN = {".md", ".markdown", ".mkd", ".mdown"}
PASSES = 8
LONG_CELL = 25
OURS = {module_of(package) for package in locked("requirements.txt")}
DEEPEST_ANCHOR = 3  # myst_heading_anchors of conf.py


@dataclass
class Result:
    """The files of a chapter, text or bytes, and the facts for the report."""

    files: dict[Path, str | bytes] = field(default_factory=dict)
    facts: report.Facts | None = None


def convert(path: Path, name: str, known: dict[str, str], limits: Limits | None) -> Result:
    """Return a chapter's files. Raises RefusedError; runs no code without limits."""
    source = read_source(path)
    ledger = Ledger(source.lines)
    is_markdown = path.suffix.lower() in MARKDOWN and not has_slide_marks(source.lines)
    front, blocks = read_blocks(source.lines, is_markdown)
    facts = report.Facts(path.name, f"{name}.{'md' if is_markdown else 'rst'}", ledger)
    facts.repairs = source.repairs
    facts.repeats = repeated(blocks)
    facts.todo += drafts(blocks, source.lines)
    facts.slides_in = sum(block.kind == "slide" for block in walk(blocks))
    heading = front.get("title") or name_as_title(name)
    old_titles = {id(block): block.text for block in blocks if block.kind == "title"}
    blocks = settle(slide_only(blocks), ledger, heading)
    titles = [block for block in blocks if block.kind == "title"]
    facts.slides_out = sum(block.kind == "slide" for block in blocks) or len(titles)
    facts.slides_in = facts.slides_in or facts.slides_out
    script = f"{name.replace('-', '_', 1)}/plot_{name.partition('-')[2].replace('-', '_')}"
    context = Context(name, script, path.parent, ledger, known)
    gather_cells(blocks, context, facts)
    cells = [cell for _, _, cell in facts.blocks if cell is not None]
    run_cells(cells, limits)
    for cell in facts.cells("run"):
        facts.claims += compare(cell)
    context.collect(list(walk(blocks)))
    anchors = {
        anchor_of(old_titles[id(title)]): anchor_of(title.text)
        for title in titles
        if id(title) in old_titles and title.level <= DEEPEST_ANCHOR
    }
    writer = MystWriter(context, anchors) if is_markdown else RestWriter(context)
    lines = write_until_clean(writer, blocks, is_markdown, facts)
    marked = not is_markdown and any(block.kind == "slide" for block in blocks)
    text = front_matter(front, titles, is_markdown, marked) + "\n".join(lines).rstrip() + "\n"
    result = Result(facts=facts)
    result.files[Path("source", FOLDER, facts.name)] = text
    title = plain(titles[0].text) if titles else heading
    if kept := facts.cells("run"):
        add_script(result, script, title, name, path.name, kept)
    for target, image in context.images.items():
        result.files[Path("source", FOLDER, target)] = image.read_bytes()
    collect_todo(facts, context, front)
    texts = [content for content in result.files.values() if isinstance(content, str)]
    facts.unplaced = report.audit(ledger, [*texts, *(plain_words(text) for text in texts)])
    return result


def has_slide_marks(lines: Sequence[Line]) -> bool:
    """Whether a file called Markdown is a Slidey chapter all the same."""
    return any(re.match(r"^\.\. slide::", line.text) for line in lines)


def plain_words(text: str) -> str:
    """Return a text without what joins words to marks."""
    return re.sub(r"[_\\]", " ", text)


def read_blocks(lines: Sequence[Line], is_markdown: bool) -> tuple[dict[str, str], list[Block]]:
    """Return the front matter and the blocks."""
    if is_markdown:
        return MarkdownReader().document(lines)
    blocks = SlideyReader().read(lines)
    front: dict[str, str] = {}
    for block in blocks:
        if block.kind == "directive" and block.name == "title":
            front.setdefault("title", block.args)
        if block.kind == "directive" and block.name == "meta":
            front.setdefault("description", block.options.get("description", ""))
    return {key: value for key, value in front.items() if value}, blocks


def name_as_title(name: str) -> str:
    """Return words for a chapter whose text gives no title."""
    words = name.partition("-")[2].replace("-", " ").strip() or name
    return words[:1].upper() + words[1:]


def slide_only(blocks: Sequence[Block]) -> list[Block]:
    """A slide of class ``slideOnly`` is for the deck alone, its title included."""
    found: list[Block] = []
    holder: Block | None = None
    for block in blocks:
        if block.kind == "slide":
            found.append(block)
            holder = None
            words = [word.lower() for word in block.args.split()]
            if "slideonly" in words:
                holder = Block("wrapper", [], name="slideonly")
                found.append(holder)
        elif holder is None:
            found.append(block)
        elif block.kind == "title":
            if not holder.children and "title" not in found[-2].options:
                found[-2].options["title"] = plain(block.text) or block.text
                found[-2].lines += block.lines
            else:
                holder.children.append(Block("paragraph", block.lines, f"**{block.text}**"))
        else:
            holder.children.append(block)
    return [b for b in found if b.children or b.lines or b.kind != "wrapper"]


def write_until_clean(
    writer: RestWriter | MystWriter, blocks: list[Block], is_markdown: bool, facts: report.Facts
) -> list[str]:
    """Write, read back, and write again more plainly what would be refused."""
    lines = writer.chapter(blocks)
    for _ in range(PASSES):
        texts = [text for text, _ in lines]
        complaints = refused(texts, is_markdown)
        blamed: dict[int, Block] = {}
        for number in complaints:
            owner = lines[min(max(number, 1), len(lines)) - 1][1] if lines and number else None
            if owner is not None and owner.degraded < 2:
                blamed[id(owner)] = owner
        if not blamed:
            facts.leftovers = [
                f"ligne {n} du chapitre : {m}" for n, m in sorted(complaints.items())
            ]
            break
        for owner in blamed.values():
            plainer = owner.kind in ("paragraph", "text", "title", "table") and not owner.degraded
            owner.degraded = 1 if plainer else 2
        if isinstance(writer, RestWriter):
            writer.step = 0
        lines = writer.chapter(blocks)
    return [text for text, _ in lines]


def front_matter(
    front: dict[str, str], titles: Sequence[Block], is_markdown: bool, marked: bool
) -> str:
    """Return the chapter's first lines."""
    topics = [plain(title.text) for title in titles[1:5]]
    words = front.get("description") or ", ".join(filter(None, topics))
    words = words or (plain(titles[0].text) if titles else "Chapitre importé")
    description = " ".join(plain(words).split())
    if len(description) > 155:
        description = description[:154].rsplit(" ", 1)[0].rstrip(",;: ") + "…"
    if is_markdown:
        quoted = description.replace("\\", "").replace('"', "'")
        return f'---\ndescription: "{quoted}"\nminutes:\n---\n\n'
    return (
        f":description: {description}\n:minutes:\n" + (":slides: marked\n" if marked else "") + "\n"
    )


def add_script(
    result: Result, script: str, title: str, name: str, source: str, cells: Sequence[Cell]
) -> None:
    """Add the gallery script and the head of its folder."""
    number = name.partition("-")[0]
    head = f"{number} · {title}"
    folder = Path("gallery", script.split("/")[0])
    result.files[Path("gallery", f"{script}.py")] = write_script(title, source, cells)
    intro = f"Le script du chapitre {number}, repris de {plain(source)}."
    header = f"{head}\n{'=' * max(4, len(head))}\n\n{intro}\n"
    result.files[folder / "GALLERY_HEADER.rst"] = header


def collect_todo(facts: report.Facts, context: Context, front: dict[str, str]) -> None:
    """List what the author has to do by hand."""
    for cell in facts.cells("run"):
        if cell.figures:
            facts.todo.append(f"ligne {cell.line} : décrire la figure de la cellule {cell.name}")
        if cell.code.count("\n") >= LONG_CELL:
            count = cell.code.count("\n") + 1
            facts.todo.append(f"ligne {cell.line} : cellule {cell.name} de {count} lignes à couper")
    foreign = {name for cell in facts.cells("run") for name in imports(cell.code)}
    for name in sorted(foreign - OURS - sys.stdlib_module_names):
        facts.todo.append(f"le script importe « {name} », que le cours n'installe pas")
    facts.todo += [f"cible introuvable : {target}" for target in dict.fromkeys(context.missing)]
    facts.todo += [
        f"en-tête non repris : {key}" for key in sorted(front.keys() - {"title", "description"})
    ]
    facts.todo.append("indiquer la durée du cours (minutes) en tête du chapitre")
