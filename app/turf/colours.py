"""Colours of walk routes: eight that people with any colour vision tell apart, on a light or a dark map."""

# Okabe & Ito's palette (https://jfly.uni-koeln.de/color/) with its black and yellow changed for tones of
# middle lightness: a line must stand out from a white street as well as from a dark one.
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a5195", "#8c6d31")


def colour(index: int) -> str:
    """Give the colour «#rrggbb» of a walk route by its `colour` column."""
    return PALETTE[index % len(PALETTE)]
