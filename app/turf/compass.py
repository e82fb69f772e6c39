"""Where one place lies as seen from another: metres as the crow flies, and a side of the sky."""

import math

from app.language import N_

M_PER_DEGREE = 111_320.0
Place = tuple[float, float]
"""Longitude and latitude, EPSG:4326."""
SIDES = (
    N_("øst"),
    N_("nordøst"),
    N_("nord"),
    N_("nordvest"),
    N_("vest"),
    N_("sørvest"),
    N_("sør"),
    N_("sørøst"),
)


def metres_between(seen_from: Place, place: Place) -> tuple[float, float]:
    """Give the metres eastwards and northwards, near enough within a town."""
    east = (place[0] - seen_from[0]) * math.cos(math.radians(seen_from[1]))
    return east * M_PER_DEGREE, (place[1] - seen_from[1]) * M_PER_DEGREE


def side_of(east: float, north: float) -> str:
    """Name the side that lies in a direction, as a gettext message id."""
    return SIDES[round(math.degrees(math.atan2(north, east)) / 45) % 8]
