"""Numbers as French prints them: ``91,0 %``, ``101 770``, ``0,25``.

Source: Lexique des règles typographiques en usage à l'Imprimerie nationale.

>>> french(0.91, ".1%")
'91,0\\u202f%'
>>> french(101770)
'101\\xa0770'
"""

from __future__ import annotations

import re
from typing import Any

NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
PRINTED = re.compile(r"([-+]?)(\d+(?:\.\d*)?(?:e[-+]?\d+)?%?)")


def french(value: Any, spec: str = "") -> str:
    """Format a recorded value in French; ``spec`` is Python's format mini-language.

    Without a format, a float keeps four significant digits. Raises ValueError
    when ``spec`` does not suit ``value``.
    """
    if isinstance(value, bool):
        return "vrai" if value else "faux"
    if isinstance(value, str):
        return format(value, spec)
    if isinstance(value, list):
        return "(" + "\u00a0; ".join(french(item, spec) for item in value) + ")"
    if isinstance(value, float) and not spec:
        spec = ".4g"
    return _in_french(format(value, spec), grouped="e" not in spec)


def printed_in_french(text: str) -> str:
    """Return the number that Python printed in French form, an empty text for another text.

    >>> printed_in_french("-0.50"), printed_in_french("perte")
    ('−0,50', '')
    """
    if not (found := PRINTED.fullmatch(text)):
        return ""
    sign, digits = found.groups()
    plain = digits.removesuffix(".")
    return sign.replace("-", MINUS) + _in_french(plain, grouped="e" not in plain)


def _in_french(text: str, grouped: bool) -> str:
    """Turn Python's ``-12345.5%`` into French."""
    sign, digits = (MINUS, text[1:]) if text.startswith("-") else ("", text)
    percent = digits.endswith("%")
    mantissa, _, exponent = digits.rstrip("%").replace(",", "").partition("e")
    whole, dot, decimals = mantissa.partition(".")
    if grouped and whole.isdigit() and len(whole) > 4:
        whole = f"{int(whole):,}".replace(",", NO_BREAK_SPACE)
    result = sign + whole + ("," + decimals if dot else "")
    if exponent:
        power = str(int(exponent)).replace("-", MINUS)
        result += f"{NO_BREAK_SPACE}×{NO_BREAK_SPACE}10{_superscript(power)}"
    return result + (f"{NARROW_SPACE}%" if percent else "")


def _superscript(power: str) -> str:
    return power.translate(str.maketrans("0123456789" + MINUS, "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"))
