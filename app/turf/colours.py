"""Colours of walk routes: eight that people with any colour vision tell apart, on a light or a dark map."""

# Chosen from well-known palettes by search: the two most alike lie 34 apart in CIELAB for most eyes and 18
# apart for eyes without red or green cones (tests measure it); none is as light or dark as a map's ground.
PALETTE = ("#1e88e5", "#f2a900", "#009988", "#ee3377", "#8e24aa", "#e07a5f", "#33bbee", "#6b4c1e")

ALIKE = {2: {3}, 3: {2, 5}, 5: {3}}
"""Pairs that eyes without green cones take for one grey: side by side only where nothing else is free."""


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
