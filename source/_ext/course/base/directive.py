"""A base for our directives: every mistake says file, line and the nearest name.

Usage::

    class Notes(CourseDirective):
        known = {"minutes": str}

        def build(self):
            return [notes_node("", *self.parse_content_to_nodes())]

``choice`` reads an option among names; ``line_ranges`` reads ``2-5,7``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from ..base import wording
from .errors import CourseError, nearest, report


class AnyOptions(dict[str, Callable[[str], Any]]):
    """An option table that takes every name, so that we can name the nearest one."""

    def __missing__(self, name: str) -> Callable[[str], Any]:
        return directives.unchanged

    def __contains__(self, name: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return True


class CourseDirective(SphinxDirective):
    """A directive whose errors are warnings at the directive's line."""

    known: ClassVar[dict[str, Callable[[str], Any]]] = {}
    option_spec = AnyOptions()
    has_content = True

    def run(self) -> Sequence[nodes.Node]:
        """Check the options, then build; report what is wrong and go on without."""
        try:
            self._read_options()
            return self.build()
        except CourseError as error:
            report(error, (self.env.current_document.docname, self.lineno))
            return []

    def build(self) -> Sequence[nodes.Node]:
        """Return the directive's nodes. Raises CourseError on bad input."""
        raise NotImplementedError

    def _read_options(self) -> None:
        for name, text in list(self.options.items()):
            if name not in self.known:
                raise CourseError(
                    wording.UNKNOWN_OPTION.format(directive=self.name, option=name)
                    + nearest(name, self.known)
                )
            try:
                self.options[name] = self.known[name](text or "")
            except ValueError as error:
                raise CourseError(str(error)) from error

    def container(self, node: nodes.Element) -> nodes.Element:
        """Fill ``node`` with the parsed content and set its place in the source."""
        self.set_source_info(node)
        node += self.parse_content_to_nodes()
        return node


def choice(option: str, *names: str) -> Callable[[str], str]:
    """Return a converter that takes one of ``names``; the error gives the nearest."""

    def convert(text: str) -> str:
        given = text.strip()
        if given not in names:
            raise CourseError(
                wording.UNKNOWN_CHOICE.format(option=option, given=given) + nearest(given, names)
            )
        return given

    return convert


def choices(option: str, *names: str) -> Callable[[str], list[str]]:
    """Return a converter of ``code, output`` into the list of its names."""
    one = choice(option, *names)
    return lambda text: [one(part) for part in text.split(",")]


def line_ranges(text: str, count: int) -> list[int]:
    """Read ``2-5,7`` as ``[2, 3, 4, 5, 7]``; ValueError outside 1..count."""
    lines: list[int] = []
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        start = int(first)
        stop = int(last) if last else (count if dash else start)
        if not 1 <= start <= stop <= count:
            raise ValueError(text)
        lines.extend(range(start, stop + 1))
    return lines


def minutes(text: str) -> float:
    """Read a number of minutes written ``2``, ``1.5`` or ``1,5``."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = -1
    if not 0 < value <= 600:
        raise CourseError(wording.BAD_MINUTES.format(given=text))
    return value
