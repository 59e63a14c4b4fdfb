"""What Sphinx remembers of the documents, where it has no public name.

Which documents are to be written again, what their tables of contents show, how images
and downloads are called, and the tree of a document as the last build left it.
"""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import CONFIG_OK, BuildEnvironment

from .contract import ENV, Contract, Name

NUMBER = "secnumber"
SLUGS = "myst_slugs"  # among a document's metadata


def _kept(name: str, why: str) -> Name:
    return Name("Sphinx", ENV, name, why)


NAMES = Contract(
    __name__,
    _kept("files_to_rebuild", "a table of contents that shows the same need not be written again"),
    _kept("tocs", "they say what tables of contents show; they are kept in bytes"),
    _kept("titles", "titles of other documents are shown and compared"),
    _kept("longtitles", "titles of other documents are shown and compared"),
    _kept("toc_secnumbers", "numbers of sections of other documents are shown and compared"),
    _kept("toc_fignumbers", "numbers of figures of other documents are shown and compared"),
    _kept("toctree_includes", "the order of the chapters"),
    _kept("metadata", "the front matter, and what is noted beside it"),
    _kept("images", "images are named as in a clean build"),
    _kept("dlfiles", "downloads that did not change are not copied"),
    _kept("config_status", "a changed setting makes the trees of the last build of no use"),
    Name(
        "Sphinx",
        "sphinx.environment",
        "CONFIG_OK",
        why="a changed setting makes the trees of the last build of no use",
    ),
    Name(
        "Sphinx",
        "sphinx.util._files:FilenameUniqDict",
        "add_file",
        why="images are named as in a clean build",
        parameters="self docname newfile",
    ),
    Name(
        "Sphinx",
        "sphinx.util._files:DownloadFiles",
        "add_file",
        why="a chapter offers a file that another page made known",
        parameters="self docname filename",
    ),
    Name(
        "Sphinx",
        "sphinx.domains.std:StandardDomain",
        "labels",
        why="a label that moves changes the documents that name it",
    ),
    Name(
        "Sphinx",
        "sphinx.directives.other:TocTree",
        "run",
        why="a deck's table of contents leaves out what has no deck",
        parameters="self",
    ),
)


def contents_of(env: BuildEnvironment, docname: str) -> str:
    """Return the headings of a document, as tables of contents and links show them.

    As text to compare. MyST keeps those that ``[](02.md#slug)`` leads to, each with its line.
    """
    contents = env.tocs.get(docname)
    slugs = env.metadata.get(docname, {}).get(SLUGS, {})
    places = [f"{slug} {place[1:]}" for slug, place in slugs.items()]
    return "\n".join([contents.pformat() if contents is not None else "", *places])


def spare_those_that_name(env: BuildEnvironment, docname: str) -> None:
    """Leave alone the documents whose toctree names ``docname``."""
    env.files_to_rebuild.pop(docname, None)


def tree_before(app: Sphinx, docname: str) -> nodes.document | None:
    """Return the tree of a document as the last build left it, if the settings are the same.

    ``env.get_doctree`` would keep it, and give it later in place of the new one.
    """
    path = Path(app.doctreedir, f"{docname}.doctree")
    if app.env.config_status != CONFIG_OK or not path.exists():
        return None
    tree: nodes.document = pickle.loads(path.read_bytes())
    return tree


def name_images_anew(env: BuildEnvironment) -> list[str]:
    """Name images as a clean build does; return the documents that show a renamed one.

    A new record's figure meets the old one's name, still taken while documents
    are read one by one, and would be called ``…-figure-11.svg``.
    """
    named = type(env.images)()
    for path, (docnames, _) in sorted(env.images.items()):
        for docname in sorted(docnames):
            named.add_file(docname, path)
    renamed = {path for path, image in named.items() if image[1] != env.images[path][1]}
    env.images = named
    return sorted(set().union(*(named[path][0] for path in renamed)))


def forget_numbers(env: BuildEnvironment) -> None:
    """Take the numbers of sections out of titles; Sphinx writes those that it still gives.

    Those of a table of contents that is not ``:numbered:`` any more would stay.
    """
    for docname in env.toc_secnumbers:
        if docname in env.titles:
            env.titles[docname].attributes.pop(NUMBER, None)
            for reference in env.tocs[docname].findall(nodes.reference):
                reference.attributes.pop(NUMBER, None)


def files_of(env: BuildEnvironment) -> tuple[set[Any], set[Any]]:
    """Return the names of the images and of the downloads."""
    return {name for _, name in env.images.values()}, {name for _, name in env.dlfiles.values()}


def download_name(env: BuildEnvironment, path: str) -> str:
    """Return the name that a file to download has, now that this document offers it too."""
    return str(env.dlfiles.add_file(env.current_document.docname, path))


def setup(app: Sphinx) -> dict[str, Any]:
    """Look once the memory is loaded."""
    NAMES.hold(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
