"""QR codes as SVG, drawn on our own machine."""

import segno
from markupsafe import Markup


def qr_svg(text: str, *, module_px: int = 4) -> Markup:
    """Draw a QR code of `text` as inline SVG with a quiet zone, dark on light also in dark mode."""
    code = segno.make(text, error="m")
    return Markup(code.svg_inline(scale=module_px, border=3, dark="#111", light="#fff", omitsize=True))  # noqa: S704 - segno's own drawing
