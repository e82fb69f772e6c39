"""What a general can choose between when changing a route by hand: neighbours, and sides of streets."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session, between, col, select

from app.districts.models import Address
from app.turf.models import WalkRoute, WalkStop
from app.turf.queries import StopLine, walk_routes

METRES_PER_DEGREE = 111_320.0
NEIGHBOUR_M = 250.0
MOST_NEIGHBOURS = 10

Place = tuple[float, float]


class Side(StrEnum):
    """Which houses of a street: all, those with even or odd numbers, or those without a number."""

    ALL = "all"
    EVEN = "even"
    ODD = "odd"
    NONE = "none"


@dataclass(frozen=True)
class StreetSide:
    """Addresses in one street, or on one side of it; `key` travels through the form."""

    street: str
    side: Side
    addresses: frozenset[int]

    @property
    def key(self) -> str:
        return f"{self.street}|{self.side}"


def side_of(number: int | None) -> Side:
    """Give the side of the street a house is on."""
    if number is None:
        return Side.NONE
    return Side.ODD if number % 2 else Side.EVEN


def street_sides(stops: Sequence[StopLine]) -> list[StreetSide]:
    """List the streets of a route that are asked, each whole and by side, in the order they are walked."""
    found: dict[tuple[str, Side], set[int]] = {}
    for address in (stop.address for stop in stops if not stop.is_out):
        for side in (Side.ALL, side_of(address.number)):
            found.setdefault((address.street, side), set()).add(address.id or 0)
    whole = {street: ids for (street, side), ids in found.items() if side is Side.ALL}
    return [
        StreetSide(street, side, frozenset(ids))
        for (street, side), ids in found.items()
        if street and (side is Side.ALL or (ids != whole[street] and side is not Side.NONE))
    ]


@dataclass(frozen=True)
class LooseEnds:
    """How many stops of a route stand as they would not if it were laid now."""

    out: int
    locked: int


def loose_ends(stops: Sequence[StopLine]) -> LooseEnds:
    """Count the stops that are not to be visited now, and locked entrances with an open one after them."""
    asked = [stop.address.locked for stop in stops if not stop.is_out]
    last_open = max((place for place, locked in enumerate(asked) if not locked), default=-1)
    return LooseEnds(out=sum(stop.is_out for stop in stops), locked=sum(asked[: last_open + 1]))


def neighbours_of(session: Session, route: WalkRoute) -> list[WalkRoute]:
    """List the routes of the same cut with an address within 250 m of this one's, the ten nearest."""
    in_cut = (
        select(WalkStop.walk_route_id, Address.lon, Address.lat)
        .join(Address, col(Address.id) == WalkStop.address_id)
        .join(WalkRoute, col(WalkRoute.id) == WalkStop.walk_route_id)
        .where(WalkRoute.cut_id == route.cut_id)
    )
    own = [(lon, lat) for _id, lon, lat in session.exec(in_cut.where(WalkRoute.id == route.id))]
    if not own:
        return []
    west, south, east, north = _box(own)
    around = in_cut.where(
        WalkRoute.id != route.id, between(Address.lon, west, east), between(Address.lat, south, north)
    )
    nearest: dict[UUID, float] = {}
    for other_id, lon, lat in session.exec(around):
        nearest[other_id] = min(nearest.get(other_id, math.inf), _nearest_m((lon, lat), own))
    near = [one for one in walk_routes(session, route.cut_id) if nearest.get(one.id, math.inf) <= NEIGHBOUR_M]
    return sorted(near, key=lambda one: (nearest[one.id], one.number))[:MOST_NEIGHBOURS]


def _box(places: Sequence[Place]) -> tuple[float, float, float, float]:
    """Give west, south, east and north of some places with room for a neighbour."""
    up = NEIGHBOUR_M / METRES_PER_DEGREE
    aside = up / math.cos(math.radians(places[0][1]))
    lons, lats = [place[0] for place in places], [place[1] for place in places]
    return min(lons) - aside, min(lats) - up, max(lons) + aside, max(lats) + up


def _nearest_m(place: Place, others: Sequence[Place]) -> float:
    """Give the metres to the nearest of some places, on a plane good enough for a neighbourhood."""
    aside = math.cos(math.radians(place[1]))
    squared = min(((place[0] - lon) * aside) ** 2 + (place[1] - lat) ** 2 for lon, lat in others)
    return math.sqrt(squared) * METRES_PER_DEGREE
