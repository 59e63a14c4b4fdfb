"""The documented names in a script's code, found without running it.

Imports, their aliases and chains of attributes name functions and classes; the
classes of the script's variables, recorded at the run, and the signatures of the
inventories name methods. Usage::

    names_in(["import torch", "x = torch.ones(3)\\nprint(x.sum())"], [{}, {}])[1]
    # [Named(line=1, start=4, end=14, name='torch.ones'),
    #  Named(line=2, start=8, end=11, name='torch.Tensor.sum')]

What a name stands for is never guessed: a parameter, a variable of a function
or one whose class changes in the cell has no link.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .documented_names import documented, projects, returned

Classes = dict[str, list[str]]  # the classes of a variable, the nearest first
BASES = {"torch.nn": ["torch.nn.Module"], "torch.optim": ["torch.optim.Optimizer"]}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True)
class Named:
    """A documented name: its place in the cell (line from 1, columns from 0), its full name."""

    line: int
    start: int
    end: int
    name: str


def names_in(cells: Sequence[str], classes: Sequence[Classes]) -> list[list[Named]]:
    """Return the documented names of each cell; ``classes`` are those after each cell."""
    reader = Reader()
    found = []
    for number, source in enumerate(cells):
        before = classes[number - 1] if 0 < number <= len(classes) else {}
        after = classes[number] if number < len(classes) else {}
        reader.known = {
            name: kinds for name, kinds in after.items() if before.get(name, kinds) == kinds
        }
        found.append(sorted(reader.read(source), key=lambda one: (one.line, one.start)))
    return found


class Reader:
    """Reads the cells of a script in order; imports hold for those that follow."""

    def __init__(self) -> None:
        self.imported: dict[str, str] = {}
        self.known: Classes = {}
        self.lines: list[str] = []

    def read(self, source: str) -> Iterator[Named]:
        """Yield the documented names of one cell."""
        self.lines = source.split("\n")
        tree = ast.parse(source)
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from self._import(node)
            elif isinstance(node, ast.ImportFrom):
                yield from self._import_from(node)
        yield from self._visit(tree, frozenset())

    def _import(self, node: ast.Import) -> Iterator[Named]:
        for alias in node.names:
            root = alias.name.partition(".")[0]
            self.imported[alias.asname or root] = alias.name if alias.asname else root
            yield from self._named(alias, alias.name, alias.name)

    def _import_from(self, node: ast.ImportFrom) -> Iterator[Named]:
        module = node.module or ""
        if node.level or module.partition(".")[0] not in projects():
            return
        start = node.col_offset + len("from ")
        if documented(module) and self._is_written(node.lineno, start, module):
            yield Named(node.lineno, start, start + len(module), module)
        for alias in node.names:
            name = f"{module}.{alias.name}"
            self.imported[alias.asname or alias.name] = name
            yield from self._named(alias, alias.name, name)

    def _named(self, node: ast.alias, written: str, name: str) -> Iterator[Named]:
        if documented(name) and self._is_written(node.lineno, node.col_offset, written):
            yield Named(node.lineno, node.col_offset, node.col_offset + len(written), name)

    def _is_written(self, line: int, start: int, text: str) -> bool:
        """Whether the text stands there; columns of ast are bytes, ours are letters."""
        return self.lines[line - 1][start : start + len(text)] == text

    def _visit(self, node: ast.AST, hidden: frozenset[str]) -> Iterator[Named]:
        """Yield the names under ``node``; ``hidden`` ones are variables of functions."""
        if isinstance(node, FUNCTIONS):
            hidden |= _own_variables(node)
        elif isinstance(node, COMPREHENSIONS):
            targets = [target.target for target in node.generators]
            hidden |= {name.id for one in targets for name in _names(one)}
        if isinstance(node, ast.Attribute):
            yield from self._attribute(node, hidden)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            name = self._dotted(node, hidden)
            if name not in projects() and name.count(".") and not self._is_module(node, name):
                yield from self._at(node, len(node.id), name)
        for child in ast.iter_child_nodes(node):
            yield from self._visit(child, hidden)

    def _is_module(self, node: ast.Name, name: str) -> bool:
        """Whether the name is an alias for a module, as ``plt``: its import has the link."""
        address = documented(name)
        return not address or ("#" not in address and name not in address)

    def _attribute(self, node: ast.Attribute, hidden: frozenset[str]) -> Iterator[Named]:
        """Yield a chain such as ``torch.nn.Linear``, or the method of a variable."""
        if name := self._dotted(node, hidden):
            if node.lineno == node.end_lineno and documented(name):
                length = (node.end_col_offset or 0) - node.col_offset
                yield from self._at(node, length, name)
            return
        for kind in self._classes(node.value, hidden):
            if documented(method := f"{kind}.{node.attr}"):
                yield from self._last(node, method)
                return

    def _at(self, node: ast.expr, length: int, name: str) -> Iterator[Named]:
        start = self._column(node.lineno, node.col_offset)
        if documented(name):
            yield Named(node.lineno, start, start + length, name)

    def _last(self, node: ast.Attribute, name: str) -> Iterator[Named]:
        """Yield the last part of a chain."""
        line = node.end_lineno or node.lineno
        end = self._column(line, node.end_col_offset or 0)
        if self._is_written(line, end - len(node.attr), node.attr):
            yield Named(line, end - len(node.attr), end, name)

    def _column(self, line: int, offset: int) -> int:
        """Return the column, in letters, of a place that ast gives in bytes."""
        return len(self.lines[line - 1].encode()[:offset].decode())

    def _dotted(self, node: ast.expr, hidden: frozenset[str]) -> str:
        """Return the full name that a chain of attributes stands for, '' if none."""
        if isinstance(node, ast.Name):
            return "" if node.id in hidden else self.imported.get(node.id, "")
        if isinstance(node, ast.Attribute):
            owner = self._dotted(node.value, hidden)
            return f"{owner}.{node.attr}" if owner else ""
        return ""

    def _classes(self, node: ast.expr, hidden: frozenset[str]) -> list[str]:
        """Return the classes of an expression, [] when they are not known for sure."""
        if isinstance(node, ast.Name):
            return [] if node.id in hidden else self.known.get(node.id, [])
        if isinstance(node, ast.Call):
            return self._classes_of_call(node, hidden)
        if isinstance(node, ast.Attribute):
            return self._returned(node, hidden)
        if isinstance(node, ast.UnaryOp) and not isinstance(node.op, ast.Not):
            return self._tensors(node.operand, hidden=hidden)
        if isinstance(node, ast.BinOp):
            return self._tensors(node.left, node.right, hidden=hidden)
        if isinstance(node, ast.Subscript):
            item = [] if hidden else self.known.get(f"{ast.unparse(node.value)}[]", [])
            return item or self._tensors(node.value, hidden=hidden)
        return []

    def _tensors(self, *operands: ast.expr, hidden: frozenset[str]) -> list[str]:
        """Return Tensor when one of the operands is one: so is what they give."""
        found = [self._classes(one, hidden) for one in operands]
        return ["torch.Tensor"] if any("torch.Tensor" in kinds for kinds in found) else []

    def _classes_of_call(self, node: ast.Call, hidden: frozenset[str]) -> list[str]:
        name = self._dotted(node.func, hidden)
        if name and name.rpartition(".")[2][:1].isupper():
            return [name, *BASES.get(name.rpartition(".")[0], [])]  # a class gives an instance
        if name:
            return [kind] if (kind := returned(name)) else []
        return self._returned(node.func, hidden) if isinstance(node.func, ast.Attribute) else []

    def _returned(self, node: ast.Attribute, hidden: frozenset[str]) -> list[str]:
        owners = self._classes(node.value, hidden)
        kinds = [returned(f"{owner}.{node.attr}") for owner in owners]
        return [kind for kind in kinds if kind][:1]


def _own_variables(node: ast.AST) -> frozenset[str]:
    """Return the parameters and the variables of a function."""
    arguments = {one.arg for one in ast.walk(node) if isinstance(one, ast.arg)}
    return frozenset(arguments | {name.id for name in _names(node)})


def _names(node: ast.AST) -> Iterator[ast.Name]:
    """Yield the names that are given a value under ``node``."""
    for one in ast.walk(node):
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
            yield one
