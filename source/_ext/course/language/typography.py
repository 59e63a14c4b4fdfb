"""French typography: the spaces and apostrophes that a keyboard does not give.

The author types plain spaces; the reader gets the ones of the *Lexique des
règles typographiques en usage à l'Imprimerie nationale*: a no-break space
before ``:`` and inside « », a narrow one before ``; ! ?`` and ``%``, and
curly apostrophes. Usage::

    >>> french_typography("Pourquoi « zero_grad » ? Parce qu'il ajoute : 2 %.")
    'Pourquoi «\\xa0zero_grad\\xa0»\\u202f? Parce qu’il ajoute\\xa0: 2\\u202f%.'

Only spaces that are there are changed, so ``10:30``, ``a?b`` and URLs stay as
typed; code, formulas and raw text are left alone, and so are ids, which are
made before this transform runs. Straight double quotes are smartquotes' work.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.typing import ExtensionMetadata

NO_BREAK_SPACE = "\u00a0"
NARROW_SPACE = "\u202f"
APOSTROPHE = "\u2019"

# What is not prose: ``not_smartquotable`` holds signatures and their like.
OPAQUE = (
    nodes.FixedTextElement,
    nodes.comment,
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.image,
    nodes.label,
    nodes.literal,
    nodes.math,
    nodes.problematic,
    nodes.raw,
    nodes.substitution_definition,
    nodes.system_message,
    nodes.target,
    addnodes.not_smartquotable,
)

# An escaped space (``\\ `` in reStructuredText, a null and a space in the tree)
# is no space at all: docutils removes it when it writes.
SPACE = r"(?<![\0 \n])[ \n]+"
ELISIONS = "c|ç|d|j|l|m|n|s|t|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu|entr"
RULES = tuple(
    (re.compile(pattern, re.IGNORECASE), replacement)
    for pattern, replacement in (
        # between two letters, and after an elision whatever follows (code, a formula)
        (r"(?<=[^\W\d_])'(?=[^\W\d_])", APOSTROPHE),
        (rf"(?<![\w'’\\\0])({ELISIONS})'(?=[^\s']|$)", rf"\1{APOSTROPHE}"),
        (r"«[ \n]*(?![\xa0\u202f \n])", f"«{NO_BREAK_SPACE}"),
        (r"(?<![\xa0\u202f \n«])[ \n]*»", f"{NO_BREAK_SPACE}»"),
        (SPACE + r":(?=[\s«»)\]]|$)", f"{NO_BREAK_SPACE}:"),
        (SPACE + r"([;!?]+)(?=[\s»)\]…]|$)", rf"{NARROW_SPACE}\1"),
        (SPACE + r"%(?![\w%])", f"{NARROW_SPACE}%"),
    )
)


def french_typography(text: str) -> str:
    """Return ``text`` with the spaces and apostrophes of French; twice is as once."""
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text


def is_prose(element: nodes.Element) -> bool:
    """Tell whether what is written in ``element`` is French: no code, formula or address."""
    address = element.get("refuri") if isinstance(element, nodes.reference) else None
    if address and address in (element.astext(), f"mailto:{element.astext()}"):
        return False
    node: nodes.Element | None = element
    while node is not None:
        if isinstance(node, OPAQUE):
            return False
        node = node.parent
    return True


def joined(children: list[nodes.Node]) -> list[nodes.Node]:
    """Return ``children`` with neighbouring texts made one (MyST cuts them at line ends)."""
    result: list[nodes.Node] = []
    for child in children:
        if isinstance(child, nodes.Text) and result and isinstance(result[-1], nodes.Text):
            result[-1] = nodes.Text(result[-1] + child)
        else:
            result.append(child)
    return result


class FrenchTypography(SphinxTransform):
    """Apply ``french_typography`` to the prose of a document, titles included.

    Just before smartquotes (750), which would take the apostrophe of
    ``l'*erreur*`` for a closing quote. A new Text takes the place of the old
    one: ids, ``rawsource`` and the messages to translate stay the author's.
    """

    default_priority = 740

    def apply(self, **kwargs: Any) -> None:
        """Replace the texts that change, and the captions of tables of contents."""
        for element in list(self.document.findall(nodes.TextElement)):
            if any(isinstance(child, nodes.Text) for child in element) and is_prose(element):
                element[:] = [
                    nodes.Text(french_typography(child)) if isinstance(child, nodes.Text) else child
                    for child in joined(element.children)
                ]
        for element in self.document.findall(nodes.attribution):
            element.insert(0, nodes.Text(NO_BREAK_SPACE))  # after the dash of the writer
        for version in self.document.findall(addnodes.versionmodified):
            for element in version.findall(nodes.inline):
                if "versionmodified" in element["classes"] and element.astext().endswith(": "):
                    said = element.astext().removesuffix(": ")
                    element[:] = [nodes.Text(f"{said}{NO_BREAK_SPACE}: ")]
        for toctree in self.document.findall(addnodes.toctree):
            if caption := toctree.get("caption"):
                toctree["caption"] = french_typography(caption)


def set_in_french(app: Sphinx) -> None:
    """Apply it to a text in French; the messages to translate are the author's."""
    if app.config.language == "fr" and app.builder.name != "gettext":
        app.add_transform(FrenchTypography)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the transform, once the builder is known."""
    app.connect("builder-inited", set_in_french)
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
