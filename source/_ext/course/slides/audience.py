"""What ``:for:`` says on slides and blocks: read, checked, and left out of other versions.

Usage::

    class TextOnly(ForSome):
        def show(self):                      # called in the versions that have it
            return [self.container(textonly())]

    read_audiences(options, document, config)        # of a slide: "L3, M2" becomes ["L3", "M2"]

Sphinx has ``only`` and tags (``sphinx-build -t``) for this. They are not used: a tag that nobody
has is merely false, where a typing error must be said; ``only`` goes after slides are cut, and
leaves what it drops in the numbers, the minutes, the quizzes of a chapter; and a tag does not
have documents read again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives

from ..base.audiences import audiences_in, is_for
from ..base.directive import CourseDirective
from ..base.settings import settings_of

OPTION = "for"
# Of a document that marks something: its minutes are those shown (``versions/shown.py``).
HAS_VERSIONS = "versions"


class ForSome(CourseDirective):
    """A directive for some audiences; for all without ``:for:``."""

    known = {OPTION: directives.unchanged_required}

    def build(self) -> Sequence[nodes.Node]:
        """Return what it shows, nothing in the version of another audience."""
        given = self.audiences()
        if given is not None:
            audiences = _read(given, self.state.document, self.config)
            if not is_for(audiences, settings_of(self.config).audience):
                return []
        return self.show()

    def audiences(self) -> str | None:
        """Return for whom it is, as it is written; None for all."""
        return self.options.get(OPTION)

    def show(self) -> Sequence[nodes.Node]:
        """Return its nodes."""
        raise NotImplementedError


def read_audiences(options: dict[str, Any], document: nodes.document, config: Any) -> None:
    """Read ``:for:`` of a slide. Raises CourseError: an unknown audience."""
    if OPTION in options:
        options[OPTION] = _read(options[OPTION], document, config)


def _read(given: str, document: nodes.document, config: Any) -> list[str]:
    audiences = audiences_in(given, settings_of(config).audiences)
    document[HAS_VERSIONS] = True
    return audiences
