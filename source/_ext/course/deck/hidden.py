"""Links of a deck to what its version does not show lead to the page, which has it.

Nothing to write: a chapter may name a section that is for another audience, or for none.
"""

from __future__ import annotations

import posixpath
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..base.addresses import DECK_BUILDER, DECKS, Place
from ..slides.versions.shown import hidden_places

ENDING = ".html"


class LinksToHidden(SphinxPostTransform):
    """Once links are resolved and slides cut (10)."""

    builders = (DECK_BUILDER,)
    default_priority = 15

    def run(self, **kwargs: Any) -> None:
        """Change the address of each link."""
        places = hidden_places(self.env)
        if not places:
            return
        here = self.env.current_document.docname
        for link in self.document.findall(nodes.reference):
            docname, place = _aim(link, here)
            if place and place in places.get(docname, ()):
                link.attributes.pop("refid", None)
                link["refuri"] = Place(DECKS, here).to_page(docname, place)


def _aim(link: nodes.reference, here: str) -> tuple[str, str]:
    """Return the document and the place to which a link leads; empty texts outside of decks."""
    if "refid" in link:
        return here, link["refid"]
    address, _, place = link.get("refuri", "").partition("#")
    if not link.get("internal") or not address.endswith(ENDING):
        return "", ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(here), address))
    return path.removesuffix(ENDING), place


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the transform."""
    app.add_post_transform(LinksToHidden)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
