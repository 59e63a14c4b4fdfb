"""The small line that says what produced what a page shows.

It ends a chapter, under its scripts, and the page of a script: the profile, the
device, the time in wide steps of processor time (two builds of one commit are
the same) and the versions, as they were recorded at the run. Nothing to write::

    Exécuté avec le profil rapide, sur processeur, en moins de 30 s :
    Python 3.11.2, PyTorch 2.13.0, torchvision 0.28.0.

The packages are those of ``course_packages`` that the scripts import, else all that they
import. When a chapter's scripts were not all run alike, each manner has its line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..base import wording
from ..base.addresses import is_chapter, script_shown
from ..base.settings import settings_of
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
        if is_chapter(self.config, docname) or script_shown(self.config, docname):
            scripts = sorted(domain_of(self.env).quotes.get(docname, {}))
            packages = settings_of(self.config).packages
            for line in origin_lines(session_of(self.config), scripts, packages):
                self._place().append(nodes.paragraph(line, line, classes=["provenance"]))

    def _place(self) -> nodes.Element:
        for block in self.document.findall(nodes.container):
            if "chapter-scripts-block" in block["classes"]:
                return block
        return next(iter(self.document.findall(nodes.section)))


@dataclass
class Manner:
    """Scripts that were run alike: how, and the seconds that each took."""

    origin: Origin
    seconds: dict[str, float]

    def is_that_of(self, origin: Origin) -> bool:
        """Tell whether a script was run so: no package at two versions."""
        mine = self.origin
        alike = (mine.profile, mine.device) == (origin.profile, origin.device)
        known = mine.versions
        return alike and all(known.get(name, one) == one for name, one in origin.versions.items())


def manners_of(session: Session, scripts: list[str]) -> list[Manner]:
    """Return the ways in which the scripts were run."""
    manners: list[Manner] = []
    for name in scripts:
        record = session.store.load(session.script(name))
        if record is None or record.origin is None:
            continue
        manner = next((one for one in manners if one.is_that_of(record.origin)), None)
        if manner is None:
            manners.append(manner := Manner(record.origin, {}))
        manner.seconds[name] = record.seconds
        versions = {**manner.origin.versions, **record.origin.versions}
        manner.origin = replace(manner.origin, versions=versions)
    return manners


def origin_lines(session: Session, scripts: list[str], packages: Mapping[str, str]) -> list[str]:
    """Return one line for each way that the scripts were run."""
    manners = manners_of(session, scripts)
    lines = []
    for manner in manners:
        which = f"{', '.join(manner.seconds)}\u00a0: " if len(manners) > 1 else ""
        line = wording.ORIGIN.format(
            profile=wording.PROFILE_FULL
            if manner.origin.profile == FULL
            else wording.PROFILE_QUICK,
            device=manner.origin.device,
            duration=duration(sum(manner.seconds.values())),
            versions=", ".join(versions_shown(manner.origin.versions, packages)),
        )
        lines.append(which + line)
    return lines


def versions_shown(versions: Mapping[str, str], packages: Mapping[str, str]) -> list[str]:
    """List Python, then the packages that the course names first, or all when there is none."""
    others = sorted(versions.keys() - {"Python"})
    names = [name for name in packages if name in versions] or others
    return [f"{packages.get(name, name)} {versions[name]}" for name in ("Python", *names)]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the transform."""
    app.add_post_transform(SayOrigin)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
