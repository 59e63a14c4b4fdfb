"""Gallery scripts cut into cells, the way sphinx-gallery cuts them.

A cell starts with ``# %% name``; sphinx-gallery ignores what follows ``%%``,
editors show it; comments tell of its figures (``comments.py``). Usage::

    script = read_script(gallery, "02_autograd/plot_accumulation")
    script.cell("deux-appels").code          # 'w = torch.tensor(3.0, …'
    script.cell("deux-appels").line          # 23, for messages
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from sphinx.errors import ExtensionError

from ..base import wording
from ..base.errors import CourseError, nearest
from ..base.texts import read_source
from ..upstream.gallery_sources import split_code_and_text_blocks
from .comments import alt_of, sequence_of, slide_size_of, without_comments
from .exercise_source import without_markers
from .fingerprints import code_fingerprint, line_fingerprint
from .listing import script_names

TITLE = re.compile(r"^(\S.*)\n([^\w\s])\2+[ \t]*$", re.MULTILINE)
HEADER = re.compile(r"^# ?%%[ \t]*(.*?)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Cell:
    """One code cell of a script; ``line`` counts from 1 in the script's file."""

    index: int
    name: str
    line: int
    source: str

    @property
    def last_line(self) -> int:
        """The line on which its code ends."""
        return self.line + self.source.count("\n")

    @property
    def file_name(self) -> str:
        """Its name, as it may stand in the name of a file."""
        return re.sub(r"[^\w-]+", "-", self.name).strip("-") or str(self.index)

    @property
    def anchor(self) -> str:
        """Where it stands in the page of its script."""
        return f"cellule-{self.file_name}"

    @cached_property
    def code(self) -> str:
        """What the reader sees: without the figure's description, and an exercise's marks."""
        return without_comments(without_markers(self.source)).rstrip()

    @cached_property
    def sequence(self) -> tuple[str, int] | None:
        """What changes from a figure of the cell to the next, and the line that says so."""
        found = sequence_of(self.source)
        return (found[0], self.line + found[1]) if found else None

    @cached_property
    def figure_alt(self) -> str:
        """The alternative text of the cell's figures, '' when there is none."""
        return alt_of(self.source)

    @cached_property
    def slide_size(self) -> tuple[float, float] | None:
        """The size of the cell's figures on slides, in inches, when it is another."""
        return slide_size_of(self.source)


@dataclass(frozen=True)
class Script:
    """A gallery script: its name (``02_autograd/plot_x``), file, text and cells.

    It is parsed when its title or cells are asked for: CourseError then, at a faulty line.
    """

    name: str
    path: Path
    text: str

    @property
    def title(self) -> str:
        """The title of its docstring."""
        return _parse(self.name, self.path, self.text)[0]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Its code cells."""
        return _parse(self.name, self.path, self.text)[1]

    def cell(self, name: str) -> Cell:
        """Return the cell called ``name``; raise CourseError with the nearest name."""
        for cell in self.cells:
            if cell.name == name:
                return cell
        known = [cell.name for cell in self.cells if cell.name]
        raise CourseError(
            wording.UNKNOWN_CELL.format(cell=name, script=self.name) + nearest(name, known)
        )

    @cached_property
    def imports(self) -> frozenset[str]:
        """The modules that the script imports: ``{"torch", "matplotlib.pyplot"}``."""
        found: set[str] = set()
        for cell in self.cells:
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.Import):
                    found.update(alias.name for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    found.add(node.module)
        return frozenset(found)

    @property
    def code_fingerprint(self) -> str:
        """A hash of what runs: comments, text cells and layout do not count.

        The docstring does when the code reads it, and the size of figures on slides.
        """
        sizes = tuple(cell.slide_size for cell in self.cells if cell.slide_size)
        return code_fingerprint(self.text, tuple(cell.source for cell in self.cells), sizes)

    @property
    def line_fingerprint(self) -> str:
        """A hash of where the code stands in the file, which an output may show."""
        return line_fingerprint(tuple((cell.line, cell.source) for cell in self.cells))


def resolve_script(gallery: Path, name: str, known: Sequence[str] = ()) -> str:
    """Return the full name of a script given as ``02_autograd/plot_x`` or ``plot_x``.

    ``known`` are the names of all scripts. CourseError: no script, or more than one, has it.
    """
    name = name.removesuffix(".py")
    if "/" in name and (gallery / f"{name}.py").is_file():
        return name
    names = known or script_names(gallery)
    matches = [full for full in names if full.rpartition("/")[2] == name]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise CourseError(wording.AMBIGUOUS_SCRIPT.format(script=name, names=", ".join(matches)))
    stems = [full.rpartition("/")[2] for full in names]
    candidates = names if "/" in name else stems
    raise CourseError(wording.UNKNOWN_SCRIPT.format(script=name) + nearest(name, candidates))


def read_script(gallery: Path, name: str, known: Sequence[str] = ()) -> Script:
    """Read a script by name. Raises CourseError when there is none, or more than one."""
    full = resolve_script(gallery, name, known)
    path = gallery / f"{full}.py"
    return Script(full, path, read_source(path))


@lru_cache(maxsize=512)
def _parse(name: str, path: Path, text: str) -> tuple[str, tuple[Cell, ...]]:
    try:
        _, blocks = split_code_and_text_blocks(str(path))
    except SyntaxError as error:
        raise CourseError(str(error.msg), path, error.lineno or 1) from error
    except ExtensionError:  # no docstring
        blocks = []
    if not blocks or not (title := TITLE.search(blocks[0].content)):
        raise CourseError(wording.NO_TITLE, path, 1)
    lines = text.split("\n")
    cells: list[Cell] = []
    for block in blocks:
        if block.type != "code":
            continue
        source = block.content.strip("\n")
        leading = len(block.content) - len(block.content.lstrip("\n"))
        line = block.lineno + leading
        cells.append(Cell(len(cells), _header_above(lines, line), line, source))
        _check_syntax(path, text, cells[-1])
        _check_size(path, cells[-1])
    _check_unique(path, cells)
    return title[1], tuple(cells)


def _header_above(lines: list[str], line: int) -> str:
    """Return the name on the ``# %%`` line of the cell whose code starts at ``line``."""
    for number in range(line - 1, 0, -1):
        text = lines[number - 1]
        if found := HEADER.match(text):
            return found[1]
        if text.strip() and not text.startswith("#"):
            return ""
    return ""


def _check_syntax(path: Path, text: str, cell: Cell) -> None:
    try:
        ast.parse(cell.source)
    except SyntaxError as error:
        if _is_valid(text):  # Python reads it: a header inside a text cuts it in two
            line = cell.line + cell.source.count("\n") + 1
            message = wording.HEADER_IN_A_TEXT.format(cell=cell.name)
            raise CourseError(message, path, line) from error
        line = cell.line + (error.lineno or 1) - 1
        raise CourseError(f"{error.msg}", path, line) from error


def _check_size(path: Path, cell: Cell) -> None:
    try:
        slide_size_of(cell.source)
    except CourseError as error:
        raise CourseError(error.plain, path, cell.line + error.line) from error


def _is_valid(text: str) -> bool:
    try:
        return bool(ast.parse(text))
    except (SyntaxError, ValueError):
        return False


def _check_unique(path: Path, cells: list[Cell]) -> None:
    seen: dict[str, int] = {}
    for cell in cells:
        if not cell.name:
            continue
        if cell.name in seen:
            sentence = wording.DUPLICATE_CELL.format(cell=cell.name, line=seen[cell.name])
            raise CourseError(sentence, path, cell.line)
        seen[cell.name] = cell.line
