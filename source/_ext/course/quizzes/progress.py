"""The student's progress: what there is to do in each chapter, and its page.

Each chapter's quizzes and boxes are noted as it is read, and written for the
browser in one file, ``course-tasks.js``, so that no page depends on another
chapter. ``progression.html`` shows them with export and import; the answers
themselves never leave the student's browser (``browser/progress.js``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ..assets.browser_scripts import write_if_new
from ..base import wording
from ..base.addresses import DECK_BUILDER, chapter_name, is_chapter
from ..base.lending import NotingDomain
from ..base.state import WAITS
from .checklist import tick
from .nodes import quiz

PAGE = "progression"
TASKS = "course-tasks.js"


class ProgressDomain(NotingDomain):
    """Remembers, by chapter, the keys of its quizzes and of its boxes."""

    name = "progress"
    label = "progress"
    notes = "tasks"
    data_version = 3
    initial_data: ClassVar[dict[str, Any]] = {"tasks": {}}

    @property
    def tasks(self) -> dict[str, tuple[list[str], list[str], str]]:
        """``{docname: (quizzes, boxes, text)}``; decks alone keep the text of the quizzes."""
        return self.data["tasks"]

    def lent(self) -> list[tuple[str, str]]:
        """Return the chapters that ask something, which later ones ask again (``recall.py``).

        A page reads the questions in the browser; a slide shows them: with their text, then.
        """
        return sorted(
            (docname, text) for docname, (quizzes, _, text) in self.tasks.items() if quizzes
        )


def domain_of(env: BuildEnvironment) -> ProgressDomain:
    """Return the domain of progress."""
    domain = env.get_domain("progress")
    assert isinstance(domain, ProgressDomain)
    return domain


def chapters_in_order(env: BuildEnvironment) -> list[str]:
    """List the chapters as the table of contents does."""
    listed = env.toctree_includes.get(env.config.root_doc, [])
    return [docname for docname in listed if is_chapter(env.config, docname)]


def note_tasks(app: Sphinx, document: nodes.document) -> None:
    """Note what a chapter asks of the student."""
    docname = app.env.current_document.docname
    if is_chapter(app.config, docname):
        keys = [[node["key"] for node in document.findall(kind)] for kind in (quiz, tick)]
        shown = app.builder.name == DECK_BUILDER
        asked = "".join(node.pformat() for node in document.findall(quiz)) if shown else ""
        text = hashlib.sha256(asked.encode()).hexdigest() if asked else ""
        domain_of(app.env).tasks[docname] = (keys[0], keys[1], text)


def write_tasks(app: Sphinx, env: BuildEnvironment) -> None:
    """Write what there is to do, chapter after chapter."""
    if app.builder.name != "html":
        return
    tasks = domain_of(env).tasks
    rows = [
        [chapter_name(app.config, docname), env.titles[docname].astext(), *tasks[docname][:2]]
        for docname in chapters_in_order(env)
        if any(tasks.get(docname, ())[:2])
    ]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    write_if_new(app, TASKS, f"progress.tasks({text});\n")


@cache
def template() -> Template:
    """Return what the page is made with, compiled."""
    loader = FileSystemLoader(Path(__file__).parent)
    templates = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return templates.get_template("progression.html")


def progress_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Give the page « Ma progression »."""
    if app.builder.name != "html":
        return
    body = template().render(words=wording.PROGRESS)
    yield PAGE, {"title": wording.PROGRESS["title"], "body": body}, "page.html"


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the domain, the file of tasks and the page."""
    app.setup_extension("course.base.state")
    app.add_domain(ProgressDomain)
    app.connect("doctree-read", note_tasks)
    app.connect("env-updated", write_tasks)
    app.connect(WAITS, lambda app: template())
    app.connect("html-collect-pages", progress_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
