"""A chapter or a script leads to where its readers report a mistake, and to its source.

Nothing to write, once conf.py has ``course_repository``: without it nothing is added;
``extensions = ["course.pages.contributing"]``.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..base import wording
from ..base.addresses import is_chapter, script_shown
from ..base.settings import settings_of
from ..records.session import session_of


def source_of(env: BuildEnvironment, docname: str) -> str:
    """Return the file that a page is made of, from the root of the repository."""
    root = Path(env.srcdir).parent
    if script := script_shown(env.config, docname):
        path = session_of(env.config).script(script).path
    else:
        path = Path(env.doc2path(docname))
    return Path(os.path.relpath(path, root)).as_posix()


def addresses(config: Config, source: str, title: str) -> tuple[str, str]:
    """Return where a mistake is reported, and where the source is edited."""
    settings = settings_of(config)
    told = urlencode({"title": f"{title} ({source})"})
    edit = f"{settings.repository}/edit/{settings.branch}/{quote(source)}"
    return f"{settings.repository}/issues/new?{told}", edit


class LeadToSource(SphinxPostTransform):
    """End chapters and script pages with the two links."""

    builders = ("html",)
    default_priority = 7  # under what provenance.py says

    def run(self, **kwargs: Any) -> None:
        """Add the line."""
        docname = self.env.current_document.docname
        script = script_shown(self.config, docname)
        if not settings_of(self.config).repository:
            return
        if not is_chapter(self.config, docname) and script not in session_of(self.config).names:
            return
        title = self.env.titles[docname].astext()
        line = nodes.paragraph(classes=["contributing"])
        found = addresses(self.config, source_of(self.env, docname), title)
        for address, text in zip(found, (wording.REPORT, wording.EDIT), strict=True):
            line += [nodes.reference("", text, refuri=address), nodes.Text(" · ")]
        line.pop()
        next(iter(self.document.findall(nodes.section))).append(line)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the transform."""
    app.add_post_transform(LeadToSource)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
