"""The small line that says what produced what a page shows.

It ends a chapter, under its scripts, and the page of a script: the profile, the
device, the time in wide steps of processor time (two builds of one commit are
the same) and the versions, as they were recorded at the run. Nothing to write::

    Exécuté avec le profil rapide, sur processeur, en moins de 30 s :
    Python 3.11.2, PyTorch 2.13.0, torchvision 0.28.0.

When a chapter's scripts were not all run alike, each manner has its line.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..base import wording
from ..base.addresses import CHAPTERS
from ..quotes.domain import domain_of
from ..records.profiles import FULL, Origin
from ..records.session import Session, session_of
from .chapter_facts import duration


class SayOrigin(SphinxPostTransform):
    """End chapters and script pages with the origin of their results."""

    builders = ("html",)
    default_priority = 6  # after chapter_facts.py has listed the scripts

    def run(self, **kwargs: Any) -> None:
        """Add the lines."""
        docname = self.env.current_document.docname
        generated = f"{self.config.sphinx_gallery_conf['gallery_dirs']}/"
        if docname.startswith((CHAPTERS, generated)):
            scripts = sorted(domain_of(self.env).quotes.get(docname, {}))
            for line in origin_lines(session_of(self.config), scripts):
                self._place().append(nodes.paragraph(line, line, classes=["provenance"]))

    def _place(self) -> nodes.Element:
        for block in self.document.findall(nodes.container):
            if "chapter-scripts-block" in block["classes"]:
                return block
        return next(iter(self.document.findall(nodes.section)))


def origin_lines(session: Session, scripts: list[str]) -> list[str]:
    """Return one line for each way that the scripts were run."""
    manners: dict[Origin, dict[str, float]] = {}
    for name in scripts:
        record = session.store.load(session.script(name))
        if record is not None and record.origin is not None:
            manners.setdefault(record.origin, {})[name] = record.seconds
    lines = []
    for origin, seconds in manners.items():
        which = f"{', '.join(seconds)}\u00a0: " if len(manners) > 1 else ""
        line = wording.ORIGIN.format(
            profile=wording.PROFILE_FULL if origin.profile == FULL else wording.PROFILE_QUICK,
            device=origin.device,
            duration=duration(sum(seconds.values())),
            versions=origin.versions,
        )
        lines.append(which + line)
    return lines


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the transform."""
    app.add_post_transform(SayOrigin)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
