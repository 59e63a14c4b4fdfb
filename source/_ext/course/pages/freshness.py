"""An incremental build gives, to the byte, what a clean one gives.

Sphinx rewrites the documents it reads and those whose toctree names them; a
sidebar, a cross-reference or a "quoted in" list elsewhere would go stale. So
what documents lend to one another (``lent.py``) is compared with the last build, and
all are written when it moved. Sphinx also leaves the files of removed documents, unused
images and downloads: they go.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from ..base.state import state_of
from ..quotes.domain import domain_of
from ..records.inputs import folder_files
from ..upstream import environment
from ..upstream.html_builder import DOWNLOADS, IMAGES
from .lent import LEADS_TO, lent

PACKAGE = Path(__file__).parents[1]


def rewrite_all_when_lent_changed(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return every document when what they lend is not what it was."""
    data = domain_of(env).data
    current = lent(env)
    if data.get("lent") == current:
        return []
    data["lent"] = current
    return sorted(env.all_docs)


def note_where_it_leads(app: Sphinx, document: nodes.document) -> None:
    """Keep the documents to whose headings a document leads, as ``[](02.md#slug)`` does."""
    links = document.findall(pending_xref)
    found = {link["reftarget"] for link in links if link.get("reftargetid")}
    app.env.metadata[app.env.current_document.docname][LEADS_TO] = sorted(found)


def rewrite_who_shows_headings(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents that lead to headings which changed, or whose toctree shows them.

    At any depth: Sphinx knows those that name the document themselves.
    """
    changed = {
        docname
        for docname, before in state_of(app.config).contents_before.items()
        if before != environment.contents_of(env, docname)
    }
    found = {name for name in env.all_docs if not changed.isdisjoint(leads_to(env, name))}
    waiting = list(changed)
    while waiting:
        below = waiting.pop()
        above = {name for name, inside in env.toctree_includes.items() if below in inside} - found
        found |= above
        waiting += above
    return sorted(found)


def forget_numbers(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have Sphinx give all numbers of sections anew; no page is written for that."""
    environment.forget_numbers(env)
    return []


def leads_to(env: BuildEnvironment, docname: str) -> list[str]:
    """Return what ``note_where_it_leads`` kept."""
    kept: list[str] = env.metadata[docname].get(LEADS_TO, [])
    return kept


def forget_all_at_once(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Have domains forget every document that is read again before the first one is.

    A label that moved to an earlier chapter would else be called a duplicate of itself.
    """
    for docname in docnames:
        for domain in env.domains.sorted():
            domain.clear_doc(docname)


def note_contents(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Before a document is read again: keep what tables of contents show of it."""
    state_of(app.config).contents_before[docname] = environment.contents_of(env, docname)


def spare_those_that_name_it(app: Sphinx, env: BuildEnvironment) -> None:
    """Leave alone the documents whose toctree names one that looks the same there.

    Sphinx writes them again after any edit: in a course of 500 chapters, the table of
    contents takes longer than the chapter. The environment is saved by now.
    """
    for docname, before in state_of(app.config).contents_before.items():
        if before == environment.contents_of(env, docname):
            environment.spare_those_that_name(env, docname)


def note_files(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Before documents are read: keep the names of the files that they use."""
    state_of(app.config).files_before = environment.files_of(env)


def note_other_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Know the pages of no document: the search, the index."""
    if doctree is None:
        state_of(app.config).other_pages.add(pagename)


def remove_leftovers(app: Sphinx, exception: Exception | None) -> None:
    """Remove what no document of this build made or uses.

    What others write beside the documents once the build is finished, they write after this.
    """
    if exception is not None or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    out, files = Path(app.outdir), environment.files_of(app.env)
    if state_of(app.config).only_texts_changed and files == state_of(app.config).files_before:
        return
    names = app.env.found_docs | state_of(app.config).other_pages
    pages = {Path(app.builder.get_outfilename(name)) for name in names}
    pages |= {out / name for name in extra_files(app)}
    _keep([*out.glob("*.html"), *out.glob("[!_]*/**/*.html")], pages)
    images, downloads = files
    _keep(out.glob(f"{IMAGES}/*"), {out / IMAGES / name for name in images})
    _keep(out.glob(f"{DOWNLOADS}/*/*"), {out / DOWNLOADS / name for name in downloads})


def extra_files(app: Sphinx) -> set[Path]:
    """Name what is put into the site as it is."""
    found = set()
    for place in (Path(app.confdir, name) for name in app.config.html_extra_path):
        found |= {path.relative_to(place) for path in place.rglob("*")}
        found.add(Path(place.name))
    return found


def _keep(paths: Iterable[Path], wanted: set[Path]) -> None:
    for path in paths:
        if path not in wanted:
            path.unlink()


def code_of_the_extension() -> str:
    """Hash every file of the extension: a change of any of them changes every document."""
    digest = hashlib.sha256()
    for name, path in folder_files(PACKAGE):
        with contextlib.suppress(OSError):  # it vanished
            digest.update(name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def setup(app: Sphinx) -> dict[str, Any]:
    """Compare after reading; clean up after writing."""
    app.setup_extension("course.base.state")
    app.add_config_value("course_code", code_of_the_extension(), "env", str)
    app.connect("env-purge-doc", note_contents, priority=100)  # before Sphinx forgets them
    app.connect("env-before-read-docs", note_files)
    app.connect("env-check-consistency", spare_those_that_name_it)
    app.connect("env-before-read-docs", forget_all_at_once)
    app.connect("doctree-read", note_where_it_leads)
    app.connect("env-updated", lambda app, env: environment.name_images_anew(env))
    # Before Sphinx gives sections and figures their numbers (500), and after.
    app.connect("env-get-updated", forget_numbers, priority=100)
    app.connect("env-get-updated", rewrite_who_shows_headings, priority=900)
    app.connect("env-get-updated", rewrite_all_when_lent_changed, priority=900)
    app.connect("html-page-context", note_other_page)
    app.connect("build-finished", remove_leftovers, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
