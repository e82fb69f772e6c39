"""Colours of districts on the map: eight that people with any colour vision tell apart."""

# Okabe & Ito (https://jfly.uni-koeln.de/color/), with tones that stand out from light and dark ground alike.
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a5195", "#8c6d31")


def colour(position: int) -> str:
    """Give the colour «#rrggbb» of the district at a position in the list; after eight they come again."""
    return PALETTE[position % len(PALETTE)]
