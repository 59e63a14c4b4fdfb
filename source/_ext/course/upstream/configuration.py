"""Lists of the configuration that extensions lengthen in place: each build has its own.

sphinx-gallery appends a folder to ``html_static_path`` and to ``templates_path``, whose
default is one list for all the builds of a process; sphinx-revealjs appends its own to
``revealjs_static_path``, after Sphinx has compared the configuration with the last one.
Each build would find a longer list than the last, and read or write everything again.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from .contract import Contract, Name

NAMES = Contract(
    __name__,
    Name(
        "sphinx-gallery",
        "sphinx_gallery.gen_gallery",
        "fill_gallery_conf_defaults",
        why="it appends when the configuration is ready, at priority 10; we come before",
    ),
    Name(
        "sphinx-revealjs",
        "sphinx_revealjs.builders:RevealjsHTMLBuilder",
        "init",
        why="it appends before the event builder-inited; we take that back then",
    ),
)
SHARED = ("html_static_path", "templates_path")
DECKS = "revealjs_static_path"


def separate(app: Sphinx, config: Config) -> None:
    """Give this build its own lists, before an extension appends to them."""
    for name in SHARED:
        config[name] = list(config[name])
    if DECKS in config:
        given = list(config[DECKS])
        config[DECKS] = list(given)

        def give_back(app: Sphinx) -> None:
            app.config[DECKS] = given

        app.connect("builder-inited", give_back, priority=1)


def setup(app: Sphinx) -> dict[str, Any]:
    """Come before sphinx-gallery."""
    NAMES.hold(app)
    app.connect("config-inited", separate, priority=1)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
