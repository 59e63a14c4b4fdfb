r"""A formula as a line of text, for where no formula can be shown: excerpts of the search.

It is read from the MathML that KaTeX gives::

    readable(node)      # \frac{\partial \ell}{\partial w} = 2x(wx - y)^2  →  ∂ℓ/∂w = 2x(wx − y)²
"""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

MATHML = re.compile(r"<math.*?</math>", re.DOTALL)
RAISED = dict(zip("0123456789+−-=()niTxyk′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵀˣʸᵏ′", strict=True))
LOWERED = dict(
    zip("0123456789+−-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)
)
# Signs above a letter that Unicode combines with it.
ACCENTS = {"^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "ˉ": "\u0304", "¯": "\u0304"}
ACCENTS |= {"→": "\u20d7", "⃗": "\u20d7", "˙": "\u0307", "ˊ": "\u0301", "ˋ": "\u0300"}
SPACED = set("=<>≤≥≈≠∈→←↦×·+−∝≡±⟹⟺∼∣")
INVISIBLE = str.maketrans(dict.fromkeys("\u2061\u2062\u2063\u2064\u200b"))


def readable(node: Any) -> str:
    """Return the formula of a node that has been rendered, or else its LaTeX."""
    found = MATHML.search(node.get("katex", ""))
    return text_of_mathml(found[0]) if found else str(node.astext())


def text_of_mathml(mathml: str) -> str:
    """Return the text of a ``<math>`` element.

    >>> text_of_mathml("<math><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mn>1</mn></math>")
    'x² + 1'
    """
    text = _text(ET.fromstring(mathml))
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))
    return re.sub(r"(?<=[(\[|]) | (?=[)\],;|(])", "", text).strip()


def _text(element: ET.Element) -> str:
    write = WRITERS.get(element.tag)
    return write(list(element)) if write else _row(element)


def _row(element: ET.Element) -> str:
    if not len(element):
        text = (element.text or "").strip("\n").translate(INVISIBLE)
        if element.get("separator"):
            return f"{text} "
        is_between = element.tag == "mo" and text in SPACED
        is_function = element.tag == "mi" and len(text) > 1
        return f" {text} " if is_between else f"{text} " if is_function else text
    text = "".join(_text(child) for child in element)
    # A sign that comes first is no operation.
    return re.sub(r"(^|[(\[,=≤≥<>≈]) *([+−±]) ", r"\1 \2", text)


def _fraction(parts: list[ET.Element]) -> str:
    above, below = (_text(part).strip() for part in parts)
    return f"{_grouped(above)}/{_grouped(below)}"


def _grouped(text: str) -> str:
    return f"({text})" if re.search(r"[ /]", text) else text


def _script(letters: dict[str, str], mark: str) -> Callable[[str], str]:
    def write(text: str) -> str:
        text = text.strip()
        bare = text.replace(" ", "")
        if all(letter in letters for letter in bare):
            return "".join(letters[letter] for letter in bare)
        return f"{mark}{text}" if len(text) == 1 else f"{mark}({text})"

    return write


raised, lowered = _script(RAISED, "^"), _script(LOWERED, "_")


def _scripts(parts: list[ET.Element]) -> str:
    base, under, over = parts
    return _text(base).rstrip() + lowered(_text(under)) + raised(_text(over)) + _after(base)


def _after(base: ET.Element) -> str:
    """Part ∑ᵢ from what it sums."""
    return " " if base.tag in ("mo", "munder") or "∑" in _text(base) else ""


def _over(parts: list[ET.Element]) -> str:
    base, sign = (_text(part).strip() for part in parts)
    if sign in ACCENTS:
        return base + ACCENTS[sign] if len(base) == 1 else f"{base}{sign}"
    return base if set(sign) <= set("⏞―_‾") else base + raised(sign)


def _under(parts: list[ET.Element]) -> str:
    base, sign = (_text(part).strip() for part in parts)
    return base if set(sign) <= set("⏟_―") else base + lowered(sign) + " "


def _table(rows: list[ET.Element]) -> str:
    lines = [" ".join(_text(cell).strip() for cell in row) for row in rows]
    return "; ".join(line.strip() for line in lines)


WRITERS: dict[str, Callable[[list[ET.Element]], str]] = {
    "mfrac": _fraction,
    "msup": lambda parts: _text(parts[0]).rstrip() + raised(_text(parts[1])),
    "msub": lambda parts: _text(parts[0]).rstrip() + lowered(_text(parts[1])) + _after(parts[0]),
    "msubsup": _scripts,
    "munderover": _scripts,
    "mover": _over,
    "munder": _under,
    "msqrt": lambda parts: f"√({''.join(_text(part) for part in parts).strip()})",
    "mroot": lambda parts: f"{raised(_text(parts[1]))}√({_text(parts[0]).strip()})",
    "mtable": _table,
    "mspace": lambda parts: " ",
    "mphantom": lambda parts: "",
}
