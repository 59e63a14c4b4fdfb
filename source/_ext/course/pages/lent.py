"""What documents lend to one another: all that Sphinx and we note of them, seen as a whole.

A page shows titles, numbers, anchors, terms, questions of other documents. Which ones, nobody
lists: whatever a domain holds, of whichever extension, counts, and so do the titles, the
numbers, the front matter, and what decks may lead to in the pages that have none. What is
left out is named here, with the reason::

    lent(env)      # a hash; another one when any document may show another thing of another
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from docutils import nodes
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment

from ..base.lending import NotingDomain
from ..deck.links import targets_of
from ..upstream import environment
from .front_page import SLIDES

LEADS_TO = "course-leads-to"  # the documents to whose headings a document leads

# Domains shown on pages that every build makes (the general index), or on none of ours.
NOT_SHOWN = {"index", "changeset"}
# Of the metadata: shown on the site's front page alone, or by the document alone; headings
# and who leads to them are compared one by one (``freshness.py``).
NOT_LENT = {SLIDES, "wordcount", environment.SLUGS, LEADS_TO}


def lent(env: BuildEnvironment) -> str:
    """Hash what any document may show of the others."""
    digest = hashlib.sha256()
    for part in (
        {domain.name: of_domain(domain) for domain in env.domains.sorted()},
        {docname: of_front_matter(noted) for docname, noted in env.metadata.items()},
        env.titles,
        env.longtitles,
        env.toctree_includes,
        env.toc_secnumbers,
        env.toc_fignumbers,
        targets_of(env),
    ):
        digest.update(repr(canonical(part)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def of_domain(domain: Domain) -> Any:
    """Return what a domain lends; lines of the source are shown nowhere."""
    if domain.name in NOT_SHOWN:
        return None
    if isinstance(domain, NotingDomain):
        return domain.lent()
    if domain.name == "citation":
        places = domain.data["citations"].items()
        return {**domain.data, "citations": {name: place[:2] for name, place in places}}
    return domain.data


def of_front_matter(noted: dict[str, Any]) -> dict[str, Any]:
    """Return what a document's metadata lends."""
    return {key: noted[key] for key in noted.keys() - NOT_LENT}


def canonical(value: Any) -> Any:
    """Return the same for the same content, in whatever order it came to be."""
    if isinstance(value, Mapping):
        return sorted((repr(key), canonical(inside)) for key, inside in value.items())
    if isinstance(value, AbstractSet):
        return sorted(map(repr, value))
    if isinstance(value, nodes.Node):
        return value.pformat()
    return value
