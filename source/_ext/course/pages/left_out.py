"""A page that no table of contents names: refused in French, in the place of Sphinx's warning.

Nothing to write; a page that is on purpose in none says ``orphan`` in its front matter.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ..base import wording
from ..base.errors import CourseError, report


def refuse_left_out(app: Sphinx, env: BuildEnvironment) -> None:
    """Report each page that is named nowhere, nor included by another."""
    named = {
        env.config.root_doc,
        *(name for names in env.toctree_includes.values() for name in names),
    }
    named.update(*env.included.values())
    root = env.doc2path(env.config.root_doc, base=False)
    for docname in sorted(env.all_docs):
        if docname not in named and "orphan" not in env.metadata[docname]:
            report(CourseError(wording.OUT_OF_TOCTREE.format(root=root)), (docname, 1))


def setup(app: Sphinx) -> dict[str, Any]:
    """Look at all pages once they are read."""
    app.connect("env-check-consistency", refuse_left_out)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
