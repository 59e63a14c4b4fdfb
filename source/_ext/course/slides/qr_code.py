"""A QR code in a slide: an address that the room opens on its own phones. Made here.

Usage::

    qr_code("https://cours.example/pytorch/html/01.html")   # '<span class="qr" …><svg …'
"""

from __future__ import annotations

from html import escape

import segno

from ..base import wording


def qr_code(address: str) -> str:
    """Return the code as HTML, dark on white on any ground."""
    code = segno.make(address, error="m").svg_inline(
        border=2, dark="#14213d", light="#fff", omitsize=True
    )
    label = escape(wording.QR_CODE, quote=True)
    return f'<span class="qr" role="img" aria-label="{label}">{code}</span>'
