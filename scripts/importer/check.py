"""Read what was written as the build will, and say which lines it would refuse.

docutils (and MyST on top of it) parse the text with our directives stubbed, and
KaTeX renders each formula: much faster than a build, and enough to find the
block to write more plainly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import StringIO
from typing import Any

from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives, roles

WARNING = re.compile(r"^<string>:(\d+): \((?:WARNING|ERROR|SEVERE)/\d\) ?(.*)$", re.MULTILINE)
UNPLACED = re.compile(r"^<string>: \((?:WARNING|ERROR|SEVERE)/\d\) ?(.*)$", re.MULTILINE)
HOLDERS = [
    "textonly",
    "slideonly",
    "notes",
    "discover",
    "discoverlist",
    "spoiler",
    "question",
    "answer",
    "seealso",
]
LITERALS = ["snippet", "unexecuted", "code-block", "slide"]
MYST = {
    "myst_enable_extensions": ["colon_fence", "deflist", "dollarmath", "fieldlist", "smartquotes"],
    "myst_heading_anchors": 3,
    "myst_suppress_warnings": ["myst.xref_missing"],
}


class _Anything(dict[str, Any]):
    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> Any:
        return directives.unchanged

    def __bool__(self) -> bool:
        return True


class Holder(Directive):
    """Stands for our directives that hold text."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = _Anything()
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Parse the content."""
        node = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class Literal(Holder):
    """Stands for our directives that hold code, or nothing."""

    def run(self) -> list[nodes.Node]:
        """Keep the content as it is."""
        text = "\n".join(self.content)
        return [nodes.literal_block(text, text)] if text else []


def _as_text(name: str, raw: str, text: str, *_: Any, **__: Any) -> Any:
    return [nodes.inline(raw, text)], []


def refused(lines: Sequence[str], is_markdown: bool) -> dict[int, str]:
    """Return what the build would warn about, by line from 1 (0: no line)."""
    from sphinx.util.docutils import docutils_namespace

    stream = StringIO()
    settings: dict[str, Any] = {
        "report_level": 2,
        "halt_level": 5,
        "warning_stream": stream,
        "file_insertion_enabled": False,
        "doctitle_xform": False,
        "sectsubtitle_xform": False,
        "input_encoding": "unicode",
        "syntax_highlight": "none",
        "pep_references": False,
        "rfc_references": False,
    }
    with docutils_namespace():
        for name in HOLDERS:
            directives.register_directive(name, Holder)
        for name in LITERALS:
            directives.register_directive(name, Literal)
        for name in ("doc", "ref", "kbd", "abbr"):
            roles.register_local_role(name, _as_text)
        options: dict[str, Any] = {}
        if is_markdown:
            from myst_parser.parsers.docutils_ import Parser

            options["parser"] = Parser()
            settings |= MYST
        tree = publish_doctree("\n".join(lines), settings_overrides=settings, **options)
    text = stream.getvalue()
    found = {int(line): message for line, message in WARNING.findall(text)}
    for message in UNPLACED.findall(text):
        found.setdefault(0, message)
    for line, message in _formulas(tree, lines):
        found.setdefault(line, message)
    return found


def _formulas(tree: nodes.document, lines: Sequence[str]) -> list[tuple[int, str]]:
    """Return the formulas that KaTeX refuses, with the line that holds them."""
    from course.maths.katex import BrokenFormulaError, display_source, render

    found = []
    seen: set[tuple[str, bool]] = set()
    for node in tree.findall(lambda n: isinstance(n, nodes.math | nodes.math_block)):
        display = isinstance(node, nodes.math_block)
        tex = node.astext()
        if (tex, display) in seen:
            continue
        seen.add((tex, display))
        try:
            render(display_source(tex, False) if display else tex, display)
        except BrokenFormulaError as error:
            wanted = tex.split("\n")[0].strip()
            at = [n for n, line in enumerate(lines, start=1) if wanted and wanted in line]
            line = node.line or 0
            found += [(n, str(error)) for n in at] or [(line, str(error))]
    return found
