"""What a build need not look at, because it is as the last whole build left it.

``python scripts build`` knows by their content which files changed. When these are texts of
chapters and nothing else, Sphinx need not walk the source folder nor ask the date of
every document, and the scripts need not be read. What changed is in ``base/state.py``:
``changed_texts``. It saves a tenth of the processor time of an edit at 50 chapters (0.81 s to
0.73, pages alone; November 2026), and more in a larger course.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import CONFIG_OK, BuildEnvironment

from ..base.state import CourseState, state_of
from .contract import ENV, Contract, Name

NAMES = Contract(
    __name__,
    Name(
        "Sphinx",
        "sphinx.environment:BuildEnvironment",
        "find_files",
        why="the source folder need not be walked",
        parameters="self config builder",
    ),
    Name(
        "Sphinx",
        "sphinx.environment:BuildEnvironment",
        "get_outdated_files",
        why="the dates of the documents need not be asked",
        parameters="self config_changed",
    ),
    Name(
        "Sphinx",
        "sphinx.builders:Builder",
        "get_outdated_docs",
        why="the dates of the pages need not be asked",
        parameters="self",
    ),
    Name("Sphinx", ENV, "all_docs", why="a memory without documents is a new one"),
    Name("Sphinx", ENV, "dependencies", why="a text that changed may be included elsewhere"),
    Name("Sphinx", ENV, "reread_always", why="a document with a broken formula is read again"),
)


def look_at_what_changed(app: Sphinx) -> None:
    """Have Sphinx look at what changed alone, when that is known by the time it looks."""
    state = state_of(app.config)
    env: Any = app.env
    builder: Any = app.builder
    find_all, ask_all = env.find_files, env.get_outdated_files
    every_target = builder.get_outdated_docs

    def find_files(*arguments: Any) -> None:
        if not _is_enough(env, state):
            find_all(*arguments)

    def get_outdated_files(config_changed: bool) -> Any:
        if _is_enough(env, state):
            return set(), _documents_of(env, state), set()
        return ask_all(config_changed)

    env.find_files, env.get_outdated_files = find_files, get_outdated_files
    builder.get_outdated_docs = lambda: [] if _is_enough(env, state) else every_target()


def _is_enough(env: BuildEnvironment, state: CourseState) -> bool:
    return state.only_texts_changed and env.config_status == CONFIG_OK and bool(env.all_docs)


def _documents_of(env: BuildEnvironment, state: CourseState) -> set[str | None]:
    """Return the documents that hold or include a text that changed."""
    changed = {Path(env.srcdir, name) for name in state.changed_texts or ()}
    documents = {env.path2doc(path) for path in changed} & env.found_docs
    included = {name for name, files in env.dependencies.items() if not changed.isdisjoint(files)}
    return documents | included | (env.reread_always & env.found_docs)


def forget(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Give the environment its own methods back: it is about to be saved."""
    vars(env).pop("find_files", None)
    vars(env).pop("get_outdated_files", None)


def setup(app: Sphinx) -> dict[str, Any]:
    """Come last before the build, and leave once Sphinx has looked."""
    app.setup_extension("course.base.state")
    NAMES.hold(app)
    app.connect("builder-inited", look_at_what_changed, priority=950)
    app.connect("env-before-read-docs", forget)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
