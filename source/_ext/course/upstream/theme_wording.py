"""furo's interface in French: what its catalogue lacks, what its templates write in English.

- What furo marks for translation is in ``locale/fr/LC_MESSAGES/sphinx.po``, read
  at each build and put before Sphinx's own French. Nothing is compiled on disk:
  a build killed while it writes a ``.mo`` would leave the next one in English.
- What furo writes in English is replaced as its templates are loaded, and its
  landmarks get a name. A text that is no longer there stops the build, with
  furo's version.

Usage: ``extensions = ["course.upstream.theme_wording"]``; ``locale_dirs`` stays unset.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import sphinx.locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import BaseLoader, Environment
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.typing import ExtensionMetadata

from ..base import wording
from ..base.addresses import is_chapter
from .contract import Contract, Name, changed
from .furo_page import TREE
from .html_builder import templates_of

CATALOGUE = Path(__file__).parents[3] / "locale" / "fr" / "LC_MESSAGES" / "sphinx.po"
# What the keys of page.js do; slides are there for a chapter only.
KEYS = (
    f'<p class="keys">{wording.PAGE_KEYS}'
    f"{{% if is_chapter %}}, {wording.PAGE_KEY_SLIDES}{{% endif %}}</p>"
)
SEARCH_BUTTON = (
    f'<button class="search-button" type="button" aria-label="{wording.SEARCH_BUTTON}"></button>'
)
SEARCH_PAGE = (
    '<h1>Recherche</h1>\n<form class="search-form" action="{{ pathto("search") }}">'
    f'<input type="search" name="q" aria-label="{wording.SEARCH_PAGE_FIELD}" autocomplete="off">'
    '</form>\n<div id="search-results">'
)
SEARCH_SCRIPT = "<script src=\"{{{{ pathto('{}', 1) }}}}\"></script>"
HARD_CODED = {
    "page.html": {
        '<a class="muted-link" href="https://pradyunsg.me">@pradyunsg</a>\'s': "",
        '<div class="header-right">': f'<div class="header-right">{SEARCH_BUTTON}',
        '<div class="right-details">': f'<div class="right-details">{KEYS}',
        '<aside class="sidebar-drawer">': (
            '<aside class="sidebar-drawer" aria-label="Menu du cours">'
        ),
        '<aside class="toc-drawer': '<aside aria-label="Sommaire de la page" class="toc-drawer',
        # A link outside the landmarks, which a scroll shows.
        '<a href="#" class="back-to-top': (
            '<nav aria-label="Haut de la page"><a href="#" class="back-to-top'
        ),
        "<span>{% trans %}Back to top{% endtrans %}</span>\n        </a>": (
            "<span>{% trans %}Back to top{% endtrans %}</span>\n        </a></nav>"
        ),
        "Toggle site navigation sidebar": "Ouvrir ou fermer le menu du cours",
        "Toggle table of contents sidebar": "Ouvrir ou fermer le sommaire de la page",
        "Toggle Light / Dark / Auto color theme": (
            "Changer de thème\u00a0: clair, sombre ou automatique"
        ),
    },
    "partials/icons.html": {
        "<title>Contents</title>": "<title>Sommaire</title>",
        "<title>Menu</title>": "<title>Menu</title>",
        "<title>Expand</title>": "<title>Déplier</title>",
        "<title>Light mode</title>": "<title>Thème clair</title>",
        "<title>Dark mode</title>": "<title>Thème sombre</title>",
        "<title>Auto light/dark, in light mode</title>": (
            "<title>Thème automatique, clair en ce moment</title>"
        ),
        "<title>Auto light/dark, in dark mode</title>": (
            "<title>Thème automatique, sombre en ce moment</title>"
        ),
    },
    "sidebar/search.html": {
        'placeholder="{{ _("Search") }}"': f'placeholder="{wording.SEARCH_FIELD}"',
    },
    "search.html": {
        '<div id="search-results">': SEARCH_PAGE,
        # Ours, which page.js loads.
        SEARCH_SCRIPT.format("_static/searchtools.js"): "",
        SEARCH_SCRIPT.format("_static/language_data.js"): "",
        SEARCH_SCRIPT.format("searchindex.js"): "",
    },
}
# Sphinx's, above a table of contents.
CAPTION = '<p class="caption" role="heading">'  # a heading without its level
CAPTION_ALONE = '<p class="caption">'
NAMES = Contract(
    __name__,
    Name(
        "Sphinx",
        "sphinx.application:Sphinx",
        "_init_i18n",
        why="it makes app.translator, which the builder takes its words from",
        parameters="self",
    ),
    Name("Sphinx", "sphinx.locale", "translators", why="so do directives and transforms"),
)


class Catalogue(gettext.GNUTranslations):
    """Our translations, kept in memory."""


class FrenchLoader(BaseLoader):
    """Load templates as Sphinx does, with furo's English replaced."""

    def __init__(self, loader: BaseLoader) -> None:
        self.loader = loader
        # Sphinx names these folders when a template is missing.
        self.pathchain: list[str] = getattr(loader, "pathchain", [])

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return the source of a template, in French."""
        source, path, current = self.loader.get_source(environment, template)
        if path and "furo" in Path(path).parts:
            for english, french in HARD_CODED.get(template.lstrip("!"), {}).items():
                if english not in source:
                    raise changed("furo", f"{template} « {english} »", __name__)
                source = source.replace(english, french)
        return source, path, current


def add_catalogue(app: Sphinx) -> None:
    """Look for a translation in our catalogue, then in Sphinx's."""
    if isinstance(app.translator, Catalogue):
        return
    compiled = BytesIO()
    with CATALOGUE.open("rb") as file:
        write_mo(compiled, read_po(file, "fr"))
    compiled.seek(0)
    catalogue = Catalogue(compiled)
    catalogue.add_fallback(app.translator)
    app.translator = catalogue
    sphinx.locale.translators["general", "sphinx"] = catalogue


def wrap_loader(app: Sphinx) -> None:
    """Once the builder has its templates, load furo's through ours."""
    if isinstance(app.builder, StandaloneHTMLBuilder) and app.config.html_theme == "furo":
        environment = templates_of(app.builder)
        if environment is None or environment.loader is None:
            raise changed("Sphinx", "builder.templates.environment", __name__)
        environment.loader = FrenchLoader(environment.loader)


def take_headings_out(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Captions of tables of contents are no headings; say whether this is a chapter."""
    context["is_chapter"] = is_chapter(app.config, pagename)
    for key in (TREE, "body"):
        context[key] = (context.get(key) or "").replace(CAPTION, CAPTION_ALONE)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the catalogue, before the builder reads it; then the templates."""
    NAMES.hold(app)
    if app.config.language == "fr":
        add_catalogue(app)
        app.connect("builder-inited", wrap_loader, priority=50)  # before any is compiled
        app.connect("html-page-context", take_headings_out, priority=650)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
