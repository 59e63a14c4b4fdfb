"""Links of decks to the pages that have no deck: scripts, glossary, measures.

Decks do not read those documents, so their labels, terms and equations are not among
Sphinx's. When a chapter of a deck asks for one, it is looked for in their sources, which
are reStructuredText of ours or of sphinx-gallery, and the link leads to the page::

    {term}`gradient`   {ref}`le script <sphx_glr_galerie_01_essai_plot_un.py>`   {doc}`/glossaire`

A document that has such a link is read again when what it leads to changes.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.utils import new_document
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_id

from ..base.addresses import DECK_BUILDER, DECKS, Place
from ..base.settings import settings_of
from ..base.state import state_of
from ..base.texts import read_utf8

SUFFIX = ".rst"
# A label, or several, and the title that follows them if one does.
LABELS = re.compile(
    r"^(?P<labels>(?:\.\. _[^\n]+:[ \t]*\n\s*)+)"
    r"(?:[^\w\s.]{2,}[ \t]*\n)?"
    r"(?:(?P<title>\S[^\n]*)\n[^\w\s.]{2,}[ \t]*$)?",
    re.MULTILINE,
)
TITLE = re.compile(r"^(\S[^\n]*)\n([^\w\s.])\2+[ \t]*$", re.MULTILINE)
LABEL = re.compile(r"\.\. _`?(.+?)`?:[ \t]*$", re.MULTILINE)
GLOSSARY_BLOCK = re.compile(r"^( *)\.\. glossary::.*\n((?:\1[ ]+.*\n|[ \t]*\n)*)", re.MULTILINE)
EQUATION = re.compile(r"^ *\.\. math::.*\n(?: +.*\n)*? +:label: *(\S.*?) *$", re.MULTILINE)
MARKUP = re.compile(r"(?::[\w:]+:)?(`{1,2}|\*{1,2})(?P<text>.+?)(?: <[^<>]*>)?\1")


@dataclass(frozen=True)
class Target:
    """A place of a page: its file, its document, its anchor and what a link to it says."""

    path: Path
    docname: str
    anchor: str = ""
    text: str = ""


@dataclass
class Targets:
    """What links may lead to in those pages, by kind and name."""

    ref: dict[str, Target] = field(default_factory=dict)
    term: dict[str, Target] = field(default_factory=dict)
    eq: dict[str, Target] = field(default_factory=dict)


def without_deck(config: Any) -> tuple[str, ...]:
    """Return how the names of the documents start that have no deck."""
    settings = settings_of(config)
    return (settings.generated, settings.glossary, *settings.pages_only)


def find(env: BuildEnvironment, node: pending_xref) -> Target | None:
    """Return what a reference leads to, None when that is none of these pages."""
    kind = "doc" if node.get("refdomain") == "doc" else node["reftype"]
    if kind in ("doc", "any", "myst") and (page := _page(env, _docname(node))):
        return page
    if kind not in ("ref", "term", "eq", "any", "myst"):
        return None
    state = state_of(env.config)
    state.targets = state.targets or _read_targets(env)
    name = node["reftarget"]
    lower = " ".join(name.lower().split())
    kinds = ("ref", "term") if kind in ("any", "myst") else (kind,)
    known = [vars(state.targets)[one] for one in kinds]
    return next((one[key] for one in known for key in (name, lower) if key in one), None)


def _page(env: BuildEnvironment, docname: str) -> Target | None:
    """Return the page of that name, if it is one without a deck."""
    path = Path(env.srcdir, f"{docname}{SUFFIX}")
    is_one = docname.startswith(without_deck(env.config)) and docname not in env.found_docs
    if not is_one or not path.is_file():
        return None
    title = TITLE.search(read_utf8(path))
    return Target(path, docname, "", _plain(title[1]) if title else docname)


def _read_targets(env: BuildEnvironment) -> Targets:
    generated, *others = without_deck(env.config)
    source = Path(env.srcdir)
    paths = sorted(source.glob(f"{generated}/**/*{SUFFIX}"))
    paths += [path for name in others if (path := source / f"{name}{SUFFIX}").exists()]
    all_targets = Targets()
    for path in paths:
        docname = path.relative_to(source).as_posix().removesuffix(SUFFIX)
        if docname not in env.found_docs:
            for kind, known in vars(_targets_in(path, docname)).items():
                vars(all_targets)[kind].update(known)
    return all_targets


def _targets_in(path: Path, docname: str) -> Targets:
    text = read_utf8(path)
    found = Targets()
    for block in LABELS.finditer(text):
        for label in LABEL.findall(block["labels"]):
            name = nodes.fully_normalize_name(label)
            said = _plain(block["title"] or "")
            found.ref[name] = Target(path, docname, nodes.make_id(name), said)
    if blocks := GLOSSARY_BLOCK.findall(text):
        ids = new_document("")  # slow to make: for a glossary alone
        for term in [term for _indent, block in blocks for term in _terms_of(block)]:
            # No environment: it numbers the terms that no id can be made of, which ours are not.
            anchor = make_id(None, ids, "term", term)  # type: ignore[arg-type]
            ids.ids[anchor] = ids
            found.term[term] = Target(path, docname, anchor, term)
            found.term.setdefault(term.lower(), found.term[term])
    for rank, label in enumerate(EQUATION.findall(text), start=1):
        anchor = f"equation-{nodes.make_id(label)}"
        found.eq[label] = Target(path, docname, anchor, f"({rank})")
    return found


def _terms_of(block: str) -> list[str]:
    """Return the terms of a glossary: what stands at its own margin."""
    lines = [line for line in block.splitlines() if line.strip()]
    margin = min((len(line) - len(line.lstrip()) for line in lines), default=0)
    heads = [line[margin:] for line in lines if not line[margin].isspace()]
    return [head.split(" : ")[0].strip() for head in heads if not re.match(r":|\.\. ", head)]


def _plain(title: str) -> str:
    return MARKUP.sub(lambda found: found["text"], title)


def _docname(node: pending_xref) -> str:
    """Return the document of a reference, from the source folder."""
    name = str(node["reftarget"])
    if name.startswith("/"):
        return name.lstrip("/")
    if node.get("refdomain") == "doc":  # MyST has done it
        return name
    return posixpath.normpath(posixpath.join(node.get("refdoc", ""), "..", name))


def note_targets(app: Sphinx, document: nodes.document) -> None:
    """Have a document of a deck read again when a page that it leads to changes."""
    if app.builder.name != DECK_BUILDER:
        return
    for node in document.findall(pending_xref):
        if target := find(app.env, node):
            app.env.note_dependency(target.path)


class LinksToPages(SphinxPostTransform):
    """Resolve the links to documents without a deck before Sphinx looks for those."""

    builders = (DECK_BUILDER,)
    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Resolve those of Sphinx and of MyST."""
        for node in list(self.document.findall(pending_xref)):
            is_asked = node["reftype"] in ("doc", "myst") and not self._is_here(node)
            if is_asked and (target := find(self.env, node)):
                node.replace_self(_link(self.env, node, target))

    def _is_here(self, node: pending_xref) -> bool:
        """Tell whether ``[](#label)`` names a place of the decks."""
        labels = self.env.domains.standard_domain.anonlabels
        return "reflocalid" in node or node["reftarget"].lower() in labels


def link_to_page(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.Element
) -> nodes.Node | None:
    """Give Sphinx the link to a label or a term that no deck has."""
    if app.builder.name != DECK_BUILDER:
        return None
    target = find(env, node)
    return _link(env, node, target) if target else None


def _link(env: BuildEnvironment, node: pending_xref, target: Target) -> nodes.reference:
    place = Place(DECKS, env.current_document.docname)
    anchor = node.get("reftargetid") or target.anchor
    link = nodes.reference("", "", refuri=place.to_page(target.docname, anchor), internal=True)
    keeps_words = node["refexplicit"] if "refexplicit" in node else bool(node.astext())
    if (keeps_words or node["reftype"] == "term") and node.astext():
        link += [child.deepcopy() for child in node.children]
    else:
        link += nodes.inline("", target.text or node.astext())
    return link


def setup(app: Sphinx) -> dict[str, Any]:
    """Register what finds the links and what they depend on."""
    app.connect("doctree-read", note_targets)
    app.connect("missing-reference", link_to_page)
    app.add_post_transform(LinksToPages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
