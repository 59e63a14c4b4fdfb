"""What a chapter says of itself before its title, checked.

Usage (MyST: the same keys in YAML)::

    :description: Ce que les moteurs de recherche affichent, 155 caractères au plus.
    :minutes: 75
    :audience: deuxième année de licence
    :exercises: in          (their whole statement is on slides; out: nothing of them there;
                             without it, a slide launches each: slides/blocks/launch.py)
    :dividers: out          (no slide announces the sections)
    :theme: dark            (or light; the room's own choice by default)
    :transition: fade       (or slide; none by default)

A key or a value that is not known is an error with its line and the nearest name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from ..base import wording
from ..base.addresses import is_chapter
from ..base.directive import choice, minutes
from ..base.errors import CourseError, nearest, report
from ..base.texts import read_utf8
from .blocks.boxes import box, folded
from .blocks.launch import launch
from .visibility import textonly

KEYS: dict[str, Callable[[str], Any]] = {
    "description": str,
    "minutes": lambda text: None if text in ("", "null") else minutes(text),  # not known yet
    "audience": str,
    "exercises": choice("exercises", "in", "out"),
    "dividers": choice("dividers", "in", "out"),
    "theme": choice("theme", "light", "dark"),
    "transition": choice("transition", "none", "fade", "slide"),
    "slides": str,  # read by marks.py
}
# Sphinx's own keys, and MyST's.
OTHERS = {
    "tocdepth",
    "nocomments",
    "orphan",
    "nosearch",
    "no-search",
    "html_meta",
    "myst",
    "substitutions",
}


def line_of(path: Path, key: str) -> int:
    """Return the line of a key in the front matter of a file."""
    lines = read_utf8(path).split("\n")
    return next((n for n, line in enumerate(lines, 1) if line.lstrip(":").startswith(key)), 1)


class CheckFrontMatter(SphinxTransform):
    """Check each key of a chapter; put its exercises on slides if it says so."""

    default_priority = 205

    def apply(self, **kwargs: Any) -> None:
        """Report what is wrong at its line; go on without it."""
        docname = self.env.current_document.docname
        if not is_chapter(self.config, docname):
            return
        given = dict(self._fields())
        path = Path(self.env.doc2path(docname))
        for key, text in given.items():
            try:
                check_key(key, text)
            except CourseError as error:
                report(error, (docname, line_of(path, key)))
        if "description" in given and "minutes" not in given:
            report(CourseError(wording.NO_MINUTES), (docname, line_of(path, "description")))
        if "exercises" in given:
            for task in list(self.document.findall(launch)):
                task.parent.parent.remove(task.parent)
        if given.get("exercises") == "in":
            show_exercises(self.document)

    def _fields(self) -> Iterable[tuple[str, str]]:
        for holder in self.document.children:
            if isinstance(holder, nodes.title | nodes.section):
                return
            if isinstance(holder, nodes.docinfo | nodes.field_list):
                for one in holder.findall(nodes.field):
                    if one.parent is holder:
                        yield one[0].astext(), one[1].astext().strip()


def check_key(key: str, text: str) -> None:
    """Refuse a key that no one reads, and a value that is not one of its own."""
    if key in OTHERS:
        return
    if key not in KEYS:
        raise CourseError(wording.UNKNOWN_KEY.format(key=key) + nearest(key, KEYS))
    KEYS[key](text)


def show_exercises(document: nodes.document) -> None:
    """Let exercises be seen on slides, without their hints and solutions."""
    for shell in list(document.findall(textonly)):
        if len(shell) == 1 and isinstance(shell[0], box) and shell[0]["kind"] == "exercise":
            exercise = shell[0]
            for fold in list(exercise.findall(folded)):
                fold.replace_self(textonly("", fold.deepcopy()))
            shell.replace_self(exercise)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the check."""
    app.add_transform(CheckFrontMatter)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
