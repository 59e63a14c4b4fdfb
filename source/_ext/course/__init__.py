"""The course's Sphinx extension: pages and decks from one source, quotes that ran.

The packages are layers, lowest first: base, language, upstream, assets, scripts, records,
run, quotes, slides; then exercises, quizzes, deck and maths side by side; then pages. Each
imports from those below it (``make lint`` holds it). One feature, one module;
``extensions = ["course"]`` in conf.py loads them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the tools read course.base.settings before Sphinx is imported
    from sphinx.application import Sphinx

FEATURES = [
    "base.state",
    "base.texts",
    "base.configuration",  # before all: they read it
    "upstream.configuration",
    "upstream.gallery_hooks",
    "upstream.parsers",
    "upstream.environment",
    "upstream.html_builder",
    "upstream.search_index",
    "upstream.furo_page",
    "upstream.reveal_files",
    "upstream.decimal_comma",
    "records.session",
    "run.gallery_execution",  # before quotes: a quote reads what a run recorded
    "run.gallery_pages",
    "quotes.domain",
    "quotes.figure_nodes",
    "quotes.scrubber",
    "quotes.results",
    "quotes.snippet",
    "quotes.compare",
    "quotes.value",
    "quotes.typed_code",
    "quotes.unexecuted",
    "slides.marks",
    "slides.visibility",
    "slides.front_matter",
    "slides.title_slide",
    "slides.planned_minutes",
    "slides.versions.shown",
    "slides.versions.borrowing",
    "slides.blocks.steps",
    "slides.blocks.cover",
    "slides.blocks.boxes",
    "slides.blocks.tabs",
    "slides.blocks.launch",
    "exercises.mistakes",
    "quizzes.directive",
    "quizzes.deck",
    "quizzes.checklist",
    "quizzes.progress",
    "quizzes.recall",
    "quizzes.recall_slides",
    "assets.lean_files",
    "assets.browser_scripts",
    "assets.coloured_code",
    "assets.image_names",
    "quotes.curtain",  # its images take the place of those
    "assets.included_files",
    "assets.rare_blocks",
    "exercises.directive",
    "exercises.files",
    "pages.notebooks",
    "pages.downloads",
    "deck.links",
    "deck.attempts",
    "deck.cut",
    "deck.hidden",
    "deck.writer",
    "deck.remarks",
    "deck.own_sheets",
    "deck.theme",
    "pages.unshown",
    "pages.fences",
    "pages.raw_markup",
    "pages.left_out",
    "pages.chapter_facts",
    "pages.provenance",
    "pages.contributing",
    "pages.quoted_code.imports",
    "pages.quoted_code.documentation_links",
    "pages.quoted_code.programs",
    "pages.quoted_code.script_contents",
    "language.glossary",
    "pages.front_page",
    "pages.not_found",
    "pages.freshness",
    "upstream.unchanged",
    "maths.formulas",
    "language.typography",
    "upstream.docutils_wording",
    "pages.search",
    "upstream.gallery_wording",
    "pages.sidebar",
    "pages.chapter_numbers",
    "upstream.theme_wording",
    "assets.page_files",
    "assets.lean_html",
    "assets.narrow_screens",
]


def setup(app: Sphinx) -> dict[str, Any]:
    """Load what every course is made with, then every feature."""
    from .base import configuration

    configuration.load(app)
    for feature in FEATURES:
        app.setup_extension(f"course.{feature}")
    return {"version": "1.0", "parallel_read_safe": True, "parallel_write_safe": True}
