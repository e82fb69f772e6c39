"""Colours of walk routes: eight that people with any colour vision tell apart, on a light or a dark map."""

# Okabe & Ito's palette (https://jfly.uni-koeln.de/color/) with its black and yellow changed for tones of
# middle lightness: a line must stand out from a white street as well as from a dark one.
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a5195", "#8c6d31")


def colour(index: int) -> str:
    """Give the colour «#rrggbb» of a walk route by its `colour` column."""
    return PALETTE[index % len(PALETTE)]


def ink(index: int) -> str:
    """Give the colour of a number written on a route's colour: black or white, whichever stands out more."""
    tone = colour(index)
    red, green, blue = (int(tone[at : at + 2], 16) / 255 for at in (1, 3, 5))
    luminance = 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)
    return "#ffffff" if (1.05 / (luminance + 0.05)) >= ((luminance + 0.05) / 0.05) else "#000000"


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
