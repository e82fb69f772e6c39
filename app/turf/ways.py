"""The way from where teams start to a route and home again, in words and as a place; the same everywhere."""

import math
from collections.abc import Sequence

from app.language import _
from app.turf.compass import Place, metres_between, side_of
from app.turf.estimate import PACE_M_PER_MINUTE
from app.web import distance, minutes


def way_words(way_m: float, first: Place, starts: Sequence[Place]) -> str:
    """Tell how far it is there and home together, and where it starts; blank where a cut knows no start.

    `first` is where the route begins. The way is as the engine measured it, on foot along the streets.
    """
    start = nearest_start(first, starts)
    if start is None:
        return ""
    east, north = metres_between(first, start)
    said = _("Dit og hjem: {length}, {time}.").format(
        length=distance(way_m), time=minutes(way_m / PACE_M_PER_MINUTE)
    )
    away = math.hypot(east, north)
    if round(away, -1) < 1:
        return said
    where = _("Startstedet er {away} unna i luftlinje, mot {side}.")
    return f"{said} {where.format(away=distance(away), side=_(side_of(east, north)))}"


def nearest_start(first: Place, starts: Sequence[Place]) -> Place | None:
    """Give the start nearest to where a route begins."""
    if not starts:
        return None
    lon, lat = min(starts, key=lambda start: math.hypot(*metres_between(first, (start[0], start[1]))))
    return lon, lat
