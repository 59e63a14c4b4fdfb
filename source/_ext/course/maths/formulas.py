r"""Formulas rendered at build time by KaTeX: static HTML, no JavaScript on the page.

KaTeX runs in the build's own process (V8 in a wheel, mini-racer), started by
the first formula and never if there is none. Usage, in reStructuredText::

    La perte est :math:`\ell = (wx - y)^2`.

    .. math:: \frac{\partial \ell}{\partial w} = 2x(wx - y)
       :label: gradient

and in MyST ``$\ell$`` and ``$$…$$``. Pages and decks get the visual form and
MathML for screen readers; KaTeX's style sheet goes to those that hold a
formula. A formula is rendered when its
document is read and kept in its node, so an unchanged chapter costs nothing, and
a chapter read again renders its new formulas alone.
A block has the number of its label and no other, whatever its LaTeX environment.
In MyST a ``$`` beside a digit or a space is a price: ``5$``, ``10 $``. What would still be a
formula between two prices (``5 $, puis 3$``) is refused.
Broken LaTeX is a warning at its line, and its document is read again each time
until it is right. ``katex_macros = {r"\R": r"\mathbb{R}"}`` adds commands.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.util.typing import ExtensionMetadata

from ..base import wording
from ..base.addresses import DECK_BUILDER
from ..upstream.environment import tree_before
from ..upstream.furo_page import TREE
from .deck_formula import deck_formula
from .katex import KATEX_VERSION, BrokenFormulaError, display_source, render
from .readable import readable

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)

STYLE_SHEET = "katex/katex.min.css"
TAG = re.compile(r"\\tag\b")
IN_WORDS = re.compile(r"\\(?:text\w*|mbox)\s*\{[^{}]*\}")
BETWEEN_PRICES = re.compile(r"^[,;.)…»]\s|(?:^|\s)(?:et|ou|puis|soit|mais|par|de|à)\s")
BROKEN = "<code>"  # what a formula that cannot be rendered starts with
# By LaTeX, display and macros: V8 need not start where a chapter's formulas are as they were.
_rendered_before: dict[tuple[str, bool, str], str] = {}


def html_of(node: nodes.math | nodes.math_block, macros: str) -> str:
    """Return the rendered formula of ``node``, kept there once it is rendered."""
    if "katex" not in node:
        tex = source_of(node)
        key = (tex, isinstance(node, nodes.math_block), macros)
        try:
            node["katex"] = _rendered_before.get(key) or render(*key)
        except BrokenFormulaError as error:
            logger.warning("%s", error, location=location_of(node), type="course", subtype="math")
            node["katex"] = f"{BROKEN}{nodes.Text(tex).astext()}</code>"
    return str(node["katex"])


def is_formula(node: nodes.Node) -> bool:
    """Tell whether a node is a formula, inline or displayed."""
    return isinstance(node, (nodes.math, nodes.math_block))


def source_of(node: Any) -> str:
    """Return the LaTeX that KaTeX gets."""
    if isinstance(node, nodes.math):
        return node.astext()
    return display_source(node.astext(), node.get("no-wrap", node.get("nowrap", False)))


def note_formulas(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Before a document is read again: keep the formulas that it held, rendered."""
    tree = tree_before(app, docname)
    if tree is None:
        return
    macros = macros_of(app.config)
    for node in tree.findall(is_formula):
        html = node.get("katex", "")
        if html and not html.startswith(BROKEN):
            _rendered_before[source_of(node), isinstance(node, nodes.math_block), macros] = html


def location_of(node: nodes.Element) -> str:
    """Return ``file:line`` of a formula; an inline one is looked for in its paragraph."""
    block: nodes.Element | None = node
    while block is not None and (isinstance(block, nodes.Inline) or block.line is None):
        block = block.parent
    if block is None:
        return ""
    line = max(block.line, node.line or 0)
    for written in (node.rawsource, f"${node.astext()}$"):
        before, found, _after = block.rawsource.partition(written or "\0")
        if found and block is not node:
            return f"{block.source}:{line + before.count(chr(10))}"
    return f"{block.source}:{line}"


def macros_of(config: Any) -> str:
    """Return the macros of conf.py as JSON, a key for the cache."""
    return json.dumps(config.katex_macros, sort_keys=True)


def refuse_prices(node: nodes.math) -> None:
    """Report a text between the dollars of two prices."""
    tex = node.astext()
    if BETWEEN_PRICES.search(IN_WORDS.sub("", tex)):
        message = wording.PRICES_AS_FORMULA.format(tex=tex)
        logger.warning("%s", message, location=location_of(node), type="course", subtype="math")


class RenderFormulas(SphinxTransform):
    """Render the formulas of a document as it is read."""

    default_priority = 870

    def apply(self, **kwargs: Any) -> None:
        """Render each formula into its node; read a faulty document again next time."""
        is_markdown = self.env.doc2path(self.env.current_document.docname).suffix == ".md"
        for node in self.document.findall(is_formula):
            if is_markdown and isinstance(node, nodes.math):
                refuse_prices(node)
            if node.get("label") and TAG.search(node.astext()):
                logger.warning(
                    wording.TWO_NUMBERS.format(label=node["label"]),
                    location=location_of(node),
                    type="course",
                    subtype="math",
                )
            if html_of(node, macros_of(self.config)).startswith(BROKEN):
                self.env.note_reread()


def render_for_browsers(app: Sphinx) -> None:
    """Render as documents are read, where what is written is HTML."""
    if app.builder.format == "html":
        app.add_transform(RenderFormulas)


def shown(translator: HTML5Translator, node: nodes.math | nodes.math_block) -> str:
    """Return the HTML of a formula for a page or a slide."""
    html = html_of(node, macros_of(translator.config))
    if translator.builder.name != DECK_BUILDER or html.startswith(BROKEN):
        return html
    return deck_formula(html, readable(node))


def visit_math(translator: HTML5Translator, node: nodes.math) -> None:
    """Write an inline formula."""
    html = shown(translator, node)
    translator.body.append(
        translator.starttag(node, "span", "", CLASS="math notranslate nohighlight")
        + html
        + "</span>"
    )
    raise nodes.SkipNode


def visit_math_block(translator: HTML5Translator, node: nodes.math_block) -> None:
    """Write a display formula, with its number if it has one."""
    html = shown(translator, node)
    translator.body.append(translator.starttag(node, "div", CLASS="math notranslate nohighlight"))
    if node["number"]:
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, _("Link to this equation"))
        translator.body.append("</span>")
    translator.body.append(html + "</div>\n")
    raise nodes.SkipNode


def add_style_sheet(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Give KaTeX's style sheet to a page or a deck that holds a formula."""
    links = [link["title"] for link in (context.get("prev"), context.get("next")) if link]
    titles = [context.get(key) or "" for key in ("title", "toc", TREE)]
    found = any('class="katex"' in str(html) for html in [context.get("body"), *titles, *links])
    if found:
        app.add_css_file(STYLE_SHEET, priority=400)
    if 'class="katex"' in str(context.get("title")):  # the window's title is plain text
        context["title"] = app.env.titles[pagename].astext()


def keep_prices(app: Sphinx, config: Any) -> None:
    """Have MyST read as text the dollars of ``5$ et 10$`` and of ``5 $ et 10 $``."""
    if "myst_parser" in app.extensions:
        config.myst_dmath_allow_digits = config.myst_dmath_allow_space = False


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the renderer for pages and decks."""
    app.add_config_value("katex_macros", {}, "env", types=frozenset({dict}))
    app.add_config_value("katex_version", KATEX_VERSION, "env", types=frozenset({str}))
    app.add_html_math_renderer(
        "katex", inline_renderers=(visit_math, None), block_renderers=(visit_math_block, None)
    )
    app.connect("builder-inited", render_for_browsers)
    app.connect("config-inited", keep_prices)
    app.connect("env-purge-doc", note_formulas)
    app.connect("html-page-context", add_style_sheet, priority=700)
    return {
        "version": KATEX_VERSION,
        "env_version": 2,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
