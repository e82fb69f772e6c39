"""The way from where teams start to a route and home again, in words and as a place; the same everywhere."""

import math
from collections.abc import Sequence
from typing import Protocol

from app.language import _
from app.turf.compass import Place, metres_between, side_of
from app.turf.estimate import PACE_M_PER_MINUTE
from app.web import distance, minutes


class Way(Protocol):
    """A route, as far as its way there and home goes."""

    @property
    def way_m(self) -> float:
        """Metres there and home."""

    @property
    def home_m(self) -> float | None:
        """Metres home, where they are known for themselves."""


def way_words(route: Way, first: Place, starts: Sequence[Place]) -> str:
    """Tell how far it is there and home, and where it starts; blank where a cut knows no start.

    `first` is where the route begins. The way is as the engine measured it, on foot along the streets.
    """
    start = nearest_start(first, starts)
    if start is None:
        return ""
    east, north = metres_between(first, start)
    said = _("Startsted: {way}, {time}.").format(
        way=there_and_home(route), time=minutes(route.way_m / PACE_M_PER_MINUTE)
    )
    away = math.hypot(east, north)
    if round(away, -1) < 1:
        return said
    where = _("Det er {away} unna i luftlinje, mot {side}.")
    return f"{said} {where.format(away=distance(away), side=_(side_of(east, north)))}"


def there_and_home(route: Way) -> str:
    """Tell the way there and the way home, or both together where nobody told them apart."""
    if route.home_m is None:
        return _("{length} dit og hjem").format(length=distance(route.way_m))
    there_m = max(0.0, route.way_m - route.home_m)
    return _("{there} dit, {home} hjem").format(there=distance(there_m), home=distance(route.home_m))


def nearest_start(first: Place, starts: Sequence[Place]) -> Place | None:
    """Give the start nearest to where a route begins."""
    if not starts:
        return None
    lon, lat = min(starts, key=lambda start: math.hypot(*metres_between(first, (start[0], start[1]))))
    return lon, lat
