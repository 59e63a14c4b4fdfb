"""The code of a chapter cut into cells: Python to run, and what stays plain.

A Python block becomes one named cell; its ``pip install`` and shell lines
become plain blocks of their own; comments alone have nothing to run. Usage::

    pieces = cut(block.text, block.name)        # [Piece("python", "x = 1"), …]
    namer.name("Création de tenseurs")          # 'creation-de-tenseurs-2'
"""

from __future__ import annotations

import ast
import re
import textwrap
import unicodedata
import warnings
from dataclasses import dataclass, field

PYTHON = {"python", "python3", "py", "py3", "pycon", "ipython", "ipython3", "pytorch", "jupyter"}
SHELL = {"bash", "sh", "shell", "console", "zsh", "shell-session", "terminal", "cmd", "powershell"}
PLAIN_WORDS = {"", "text", "txt", "none", "plain", "plaintext", "output"}
SHELL_LINE = re.compile(
    r"^\s*(?:[!%]|\$ |(?:sudo |python3? -m )?(?:pip3?|conda|uv|apt|apt-get|brew|poetry|git) "
    r"(?:install|add|update|upgrade|create|activate|clone|sync|run)\b)"
)
LONGEST_NAME = 32


@dataclass
class Piece:
    """Code to show as it is: ``kind`` is python, shell or plain."""

    kind: str
    code: str
    language: str = "text"
    why: str = ""


@dataclass
class Cell:
    """A piece of Python on its way to the gallery script."""

    name: str
    code: str
    line: int
    context: str = ""
    status: str = "run"
    reason: str = ""
    printed: dict[int, str] = field(default_factory=dict)
    values: dict[int, str] = field(default_factory=dict)
    shapes: dict[int, str] = field(default_factory=dict)
    stdout: str = ""
    figures: int = 0
    error: str = ""
    missing_name: str = ""
    changed: str = ""


def cut(text: str, language: str) -> list[Piece]:
    """Return the pieces of a code block, in order."""
    word = re.split(r"[\s,{}]+", language.strip().strip("{}"))[0].lower()
    code = dedent_code(text)
    if word in SHELL:
        return [Piece("shell", code, known_language("bash", code))]
    if code.lstrip().startswith(">>> ") and word in PYTHON | PLAIN_WORDS:
        code = from_console(code)
        word = "python"
    if word not in PYTHON and not (word == "" and looks_like_python(code)):
        if all(SHELL_LINE.match(line) for line in code.split("\n") if line.strip()) and not word:
            return [Piece("shell", code, "bash")]
        return [Piece("plain", code, known_language(word, code))]
    return _python_pieces(code)


def _python_pieces(code: str) -> list[Piece]:
    if code.lstrip().startswith("%%"):
        return [Piece("shell", code, "bash", "cellule magique de notebook")]
    pieces: list[Piece] = []
    for line in code.split("\n"):
        kind = "shell" if SHELL_LINE.match(line) and not line.startswith("    ") else "python"
        if pieces and (pieces[-1].kind == kind or not line.strip()):
            pieces[-1].code += "\n" + line
        elif line.strip() or pieces:
            pieces.append(Piece(kind, line))
    for piece in pieces:
        piece.code = piece.code.strip("\n")
        if piece.kind == "shell":
            piece.language = "bash"
        elif all(not s.strip() or s.lstrip().startswith("#") for s in piece.code.split("\n")):
            piece.kind, piece.why = "plain", "des commentaires seuls : rien à exécuter"
    return [piece for piece in pieces if piece.code.strip()]


def dedent_code(text: str) -> str:
    """Dedent; a first line less indented than the rest is set right if Python says so."""
    code = textwrap.dedent(text.strip("\n")).rstrip()
    lines = text.strip("\n").split("\n")
    rest = textwrap.dedent("\n".join(lines[1:]))
    if len(lines) > 1 and not compiles(code):
        mended = f"{lines[0].strip()}\n{rest}".rstrip()
        if compiles(mended):
            return mended
    return code


def compiles(code: str) -> bool:
    """Whether Python accepts the code."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def looks_like_python(code: str) -> bool:
    """Whether a block without a language is Python, not a drawing or a formula."""
    if not compiles(code):
        return False
    kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.For, ast.With)
    tree = ast.parse(code)
    if any(isinstance(node, kinds) for node in tree.body):
        return True
    calls = any(isinstance(n, ast.Expr) and isinstance(n.value, ast.Call) for n in tree.body)
    assigns = any(
        isinstance(n, ast.Assign) and any(isinstance(c, ast.Call) for c in ast.walk(n.value))
        for n in tree.body
    )
    return calls or assigns


def from_console(code: str) -> str:
    """Turn ``>>>`` lines into code, and what they printed into comments."""
    lines = []
    for line in code.split("\n"):
        if line.startswith((">>> ", "... ")) or line in (">>>", "..."):
            lines.append(line[4:])
        else:
            lines.append(f"# {line}" if line.strip() else "")
    return "\n".join(lines).strip("\n")


def known_language(word: str, code: str) -> str:
    """Return a language that Pygments colours without a complaint, or text."""
    if word in PLAIN_WORDS or word in PYTHON:
        return "text"
    from pygments.lexers import get_lexer_by_name
    from pygments.token import Error
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(word, startinline=True)  # as Sphinx asks for PHP
    except ClassNotFound:
        return "text"
    return "text" if any(kind is Error for kind, _ in lexer.get_tokens(code)) else word


def slug(text: str) -> str:
    """Return ASCII lower-case words with hyphens.

    >>> slug("Création de l'œuvre : ``view``")
    'creation-de-l-oeuvre-view'
    """
    text = text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae")
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


class Namer:
    """Gives each cell a name of its own."""

    def __init__(self) -> None:
        self.used: dict[str, int] = {}

    def name(self, text: str, code: str = "") -> str:
        """Return a name for a cell under the title ``text``."""
        base = slug(text)
        if len(base) > LONGEST_NAME:
            base = base[:LONGEST_NAME].rsplit("-", 1)[0]
        if code and _only_imports(code):
            base = "imports"
        base = base or "cellule"
        while True:
            self.used[base] = self.used.get(base, 0) + 1
            count = self.used[base]
            name = base if count == 1 else f"{base}-{count}"
            if count == 1 or name not in self.used:
                self.used.setdefault(name, 1)
                return name


def _only_imports(code: str) -> bool:
    if not compiles(code):
        return False
    body = ast.parse(code).body
    return bool(body) and all(isinstance(node, ast.Import | ast.ImportFrom) for node in body)
