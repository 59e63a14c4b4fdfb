"""Pages that show other pages' titles are written again when one of these changes.

Sphinx rewrites the documents it reads and those whose toctree names them; a
sidebar, a cross-reference or a "quoted in" list elsewhere would go stale. An
incremental build must give what a clean one gives, so what pages borrow from
one another is compared with the last build, and all are written when it moved.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from .quotes import domain_of


def borrowed(env: BuildEnvironment) -> str:
    """Hash what documents show of one another."""
    standard = env.domains.standard_domain
    generated = env.config.sphinx_gallery_conf["gallery_dirs"]
    quotes = {
        name: sorted(scripts)
        for name, scripts in domain_of(env).quotes.items()
        if not name.startswith(f"{generated}/")
    }
    shared = [
        {name: title.astext() for name, title in env.titles.items()},
        env.toctree_includes,
        {name: list(map(str, label)) for name, label in standard.labels.items()},
        quotes,
        {name: env.metadata[name].get("minutes") for name in env.all_docs},
    ]
    text = json.dumps(shared, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def rewrite_all_when_borrowed_changed(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return every document when what they borrow is not what it was."""
    data = domain_of(env).data
    current = borrowed(env)
    if data.get("borrowed") == current:
        return []
    data["borrowed"] = current
    return sorted(env.all_docs)


def setup(app: Sphinx) -> dict[str, Any]:
    """Compare after reading."""
    app.connect("env-updated", rewrite_all_when_borrowed_changed)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
