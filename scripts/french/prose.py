"""The French of the course, line by line, without code, formulas or addresses.

What the checks of ``check`` read: chapters (reStructuredText, MyST),
scripts (text cells, comments, docstrings, sentences in strings) and the
extension's wording. Usage::

    for line in prose_of(Path("source/chapitres/02-autograd.md")):
        line.number, line.text      # 18, 'La **perte** (*loss*) mesure …'

What is not prose becomes spaces, so that columns stay those of the file.
"""

from __future__ import annotations

import ast
import io
import keyword
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from course.base.texts import read_source, read_utf8


@dataclass(frozen=True)
class Line:
    """A line of a file and its prose; ``code_names`` are a script's own names."""

    path: Path
    number: int
    text: str
    code_names: frozenset[str] = frozenset()


# Directives whose title is prose; other arguments are names of files or of code.
TITLED = {
    "misconception", "exercise", "question", "quiz", "spoiler", "admonition", "rubric", "note",
    "warning", "tip", "important", "textonly", "slideonly", "choice", "answer", "hint", "topic",
}  # fmt: skip
# Those whose content is no prose.
OPAQUE = {
    "code-block", "math", "image", "figure", "toctree", "raw", "only", "unexecuted", "list-code",
    "snippet", "compare", "include", "english-names", "code",
}  # fmt: skip
FRENCH_OPTIONS = {"description", "title", "audience", "caption"}

BLANKED = [
    re.compile(pattern)
    for pattern in (
        r"\$\$.+?\$\$|\$[^$\s](?:[^$]*[^$\s])?\$",  # formulas
        r":(?:value|math|doc|ref|term|code|py:\w+):`[^`<]*`",
        r":[\w:]+:`|\{[\w:]+\}`[^`]*`",  # roles: the mark in reST, the whole in MyST
        r"``.+?``|`[^`]*`(?!_)",  # code
        r"<?https?://\S+|<[^<>\s]+>`?_*|\]\([^)\s]*\)",  # addresses
        r"\|\w+\||\[\^?\w+\]_?",
    )
]


def blank(text: str) -> str:
    """Return a line with spaces in place of what is not prose."""
    for pattern in BLANKED:
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    return text


def prose_of(path: Path) -> Iterator[Line]:
    """Yield the lines of a file that hold prose."""
    text = read_source(path) if path.suffix == ".py" else read_utf8(path)
    readers: dict[str, Callable[[Path, str], Iterator[Line]]] = {
        ".rst": rest_lines,
        ".md": myst_lines,
        ".py": script_lines,
    }
    yield from readers[path.suffix](path, text)


REST_DIRECTIVE = re.compile(r"^(\s*)\.\. ([\w:-]+)::(.*)$")
OPTION = re.compile(r"^\s*:([\w-]+):(.*)$")


def rest_lines(path: Path, text: str, first: int = 1) -> Iterator[Line]:
    """Yield the prose of reStructuredText."""
    skipped_under = -1  # the indentation of a directive or comment whose content is no prose
    for number, line in enumerate(text.split("\n"), start=first):
        indent = len(line) - len(line.lstrip())
        if not line.strip():
            continue
        if skipped_under >= 0 and indent > skipped_under:
            continue
        skipped_under = -1
        if found := REST_DIRECTIVE.match(line):
            if found[2] in OPAQUE:
                skipped_under = indent
            if found[2] in TITLED:
                yield Line(path, number, blank(" " * found.start(3) + found[3]))
        elif line.lstrip().startswith((".. ", "__ ")) or line.strip() == "..":
            skipped_under = indent  # a comment, a label
        elif found := OPTION.match(line):
            if found[1] in FRENCH_OPTIONS:
                yield Line(path, number, blank(" " * found.start(2) + found[2]))
        else:
            if line.rstrip().endswith("::"):
                skipped_under = indent
            yield Line(path, number, blank(line))


FENCE = re.compile(r"^\s*(`{3,}|~{3,}|:{3,})\s*(?:\{([\w:-]+)\}(.*)|(\w*))\s*$")


def myst_lines(path: Path, text: str) -> Iterator[Line]:
    """Yield the prose of MyST Markdown."""
    closing, in_formula = "", False
    opened: list[str] = []  # fences around prose: a bare one as long ends the last
    front_matter = text.startswith("---")
    for number, line in enumerate(text.split("\n"), start=1):
        if front_matter:
            key, _, value = line.partition(":")
            if key in FRENCH_OPTIONS:
                yield Line(path, number, blank(" " * (len(key) + 1) + value))
            front_matter = number == 1 or line != "---"
            continue
        if closing:
            closing = "" if line.strip() == closing else closing
            continue
        if line.strip().startswith("$$"):
            in_formula = not in_formula and not line.strip().endswith("$$", 2)
            continue
        if in_formula:
            continue
        if found := FENCE.match(line):
            name, title = found[2], found[3] or ""
            if name is None and opened and found[1].startswith(opened[-1]) and not found[4]:
                opened.pop()
            elif name in OPAQUE or (name is None and found[1][0] != ":"):
                closing = found[1]
            elif name and found[1][0] != ":":
                opened.append(found[1])
            if name in TITLED and title.strip():
                yield Line(path, number, blank(" " * found.start(3) + title))
        elif found := OPTION.match(line):
            if found[1] in FRENCH_OPTIONS:
                yield Line(path, number, blank(" " * found.start(2) + found[2]))
        elif not line.startswith(("%", "+++", "(")) or line.startswith("( "):
            yield Line(path, number, blank(line))


SENTENCE = re.compile(r"[^\W\d_]{2,}[^\w\s]*\s\S*[^\W\d_]{2,}|[à-öø-ÿœ]")
# A program in a string; where a legend goes.
NO_SENTENCE = re.compile(
    r"\s*(?:(?:import|from|def|class|if) .*\n|(?:(?:outside|upper|lower|center|left|right)\s*)+$)",
    re.DOTALL,
)


def script_lines(path: Path, text: str) -> Iterator[Line]:
    """Yield the text cells, the comments and the sentences of a script."""
    tree = ast.parse(text)
    names = frozenset(_names(tree)) | set(keyword.kwlist)
    heading = tree.body[0] if tree.body else None
    if isinstance(heading, ast.Expr) and isinstance(heading.value, ast.Constant):
        docstring = text.split("\n")[heading.lineno - 1 : heading.end_lineno]
        clean = "\n".join(docstring).replace('r"""', "    ").replace('"""', "   ")
        for line in rest_lines(path, clean, heading.lineno):
            yield Line(path, line.number, line.text, names)
    last = (heading.end_lineno or 0) if heading else 0
    messages = frozenset(_not_shown(tree, text.split("\n")))
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        number, column = token.start
        if token.type == tokenize.COMMENT and not re.match(r"# ?%%|#!", token.string):
            yield Line(path, number, " " * column + blank(token.string.lstrip("#: ")), names)
        elif token.type == tokenize.STRING and number > last and token.start not in messages:
            yield from _sentences(path, number, column, token.string, names)


def _sentences(
    path: Path, number: int, column: int, literal: str, names: frozenset[str]
) -> Iterator[Line]:
    """Yield the lines of a string that reads as French, not as a name or a format."""
    body = re.sub(r"\{[^{}]*\}", lambda found: " " * len(found[0]), literal)
    body = re.sub(r"\\[a-z]|\\u[0-9a-f]{4}", lambda found: " " * len(found[0]), body)
    inside = re.sub(r"^[rbfuRBFU]*['\"]+|['\"]+$", "", body)
    if not SENTENCE.search(inside) or NO_SENTENCE.match(inside):
        return
    for rank, line in enumerate(body.split("\n")):
        text = line.replace('"', " ") if rank or line[:1] != "'" else line
        text = re.sub(r"^[rbfuRBFU]+(?=['\" ])", "", text)
        yield Line(path, number + rank, " " * (0 if rank else column) + blank(text), names)


TEXT_METHODS = {
    "replace", "split", "startswith", "endswith", "partition", "find", "index", "filterwarnings",
}  # fmt: skip
SETTINGS = {"loc", "ha", "va", "xycoords", "textcoords", "match", "message"}


def _not_shown(tree: ast.AST, lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where strings stand that no one reads: compared, searched for, settings."""
    for node in ast.walk(tree):
        held: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            held = [node.left, *node.comparators]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in TEXT_METHODS:
            held = [*node.args]
        elif isinstance(node, ast.keyword) and node.arg in SETTINGS:
            held = [node.value]
        elif isinstance(node, ast.Subscript):
            held = [node.slice]
        for one in held:
            before = lines[one.lineno - 1].encode()[: one.col_offset]
            yield one.lineno, len(before.decode())


def wording_lines(path: Path) -> Iterator[Line]:
    """Yield what the extension says: its strings, not the keys that they go by."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    keys = {id(key) for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in keys and node is not _heading(tree):
            text = re.sub(
                r"`[^`]*`|(?m:^ {4}python .*$)|--[\w-]+|verifier[-_]…|"
                r"\{[^{}]*\}|:[\w-]+:|<[^>]*>|\w*[./]\w+|\w+[/=]\w*",
                " ",
                str(node.value),
            )
            if not re.fullmatch(r"[a-z-]+|.*\{ .*", text):  # a command, a piece of code
                yield Line(path, node.lineno, " ".join(blank(text).split()))


def _heading(tree: ast.Module) -> ast.expr | None:
    """Return a module's docstring."""
    first = tree.body[0] if tree.body else None
    return first.value if isinstance(first, ast.Expr) else None


def _names(tree: ast.AST) -> Iterator[str]:
    """Yield the words that are code in this script: its names, and those it imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.arg | ast.keyword):
            yield node.arg or ""
        elif isinstance(node, ast.alias):
            yield from (node.name, node.asname or "")
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
