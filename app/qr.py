"""QR codes as SVG, drawn on our own machine."""

import segno
from markupsafe import Markup

SIGNED_MASK = 2
"""The pattern for signed addresses: those are so random that the best of all eight is no better on average
(penalties of 2,043 and 2,044 for sixty of them), and is read as often (zxing: 354 and 356 of 500 that were
small, turned, blurred and dark). To try all takes five times as long."""


def qr_svg(text: str, *, module_px: int = 4, mask: int | None = None) -> Markup:
    """Draw a QR code of `text` as inline SVG with a quiet zone, dark on light also in dark mode."""
    code = segno.make(text, error="m", mask=mask)
    return Markup(code.svg_inline(scale=module_px, border=3, dark="#111", light="#fff", omitsize=True))  # noqa: S704 - segno's own drawing
