"""What a general takes hold of to move: a street side, or everything inside a shape drawn on the map."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import sqlalchemy
from sqlmodel import Session, between, col

from app.districts.models import Address
from app.districts.queries import may_be_visited
from app.turf.choices import Side, StreetSide, side_of, street_sides
from app.turf.errors import BadShapeError
from app.turf.forms import MoveForm
from app.turf.models import Cut, WalkRoute, WalkStop
from app.turf.queries import walk_routes, walk_stops

LEAST_CORNERS = 3
Place = tuple[float, float]


class Held(NamedTuple):
    """An address of the cut, in plain columns; `route` is the number of its route, None when left out."""

    id: int
    street: str
    number: int | None
    doors: int
    lon: float
    lat: float
    route: int | None


@dataclass(frozen=True)
class Share:
    """How much of a route is in the selection."""

    walk_route: WalkRoute
    addresses: int
    doors: int


@dataclass(frozen=True)
class Selection:
    """The street sides to choose from, where they are now, and what is locked and stays."""

    sides: list[StreetSide]
    addresses: int
    doors: int
    shares: list[Share]
    locked: list[Share]


def corners_of(shape: str) -> list[Place]:
    """Read a drawn shape, «lon,lat lon,lat …» in degrees (EPSG:4326).

    Raises
    ------
    BadShapeError
        It has fewer than three corners, or something in it is no place.
    """
    try:
        corners = [(float(lon), float(lat)) for lon, lat in (pair.split(",") for pair in shape.split())]
    except ValueError as error:
        raise BadShapeError from error
    if len(corners) < LEAST_CORNERS:
        raise BadShapeError
    return corners


def selection(session: Session, cut: Cut, shape: str, street: str = "") -> Selection:
    """List what can be moved: inside a shape when one is drawn, and only streets named like `street`.

    Raises
    ------
    BadShapeError
        The shape is none.
    """
    routes = walk_routes(session, cut.id)
    held = [one for one in _held(session, cut, shape) if street.casefold() in one.street.casefold()]
    locked = {route.number for route in routes if route.locked}
    free = [one for one in held if one.route not in locked]
    shares = _shares(routes, held)
    return Selection(
        sides=_disjoint_sides(free),
        addresses=len(free),
        doors=sum(one.doors for one in free),
        shares=[share for share in shares if not share.walk_route.locked],
        locked=[share for share in shares if share.walk_route.locked],
    )


def chosen_addresses(session: Session, cut: Cut, form: MoveForm) -> set[int]:
    """Give the addresses a form speaks of: single ones, and sides of streets in a route, a shape or the cut.

    Raises
    ------
    BadShapeError
        The shape is none.
    """
    if not form.sides:
        return set(form.addresses)
    sides = (
        street_sides(walk_stops(session, form.origin))
        if form.origin
        else selection(session, cut, form.shape).sides
    )
    return form.addresses.union(*(side.addresses for side in sides if side.key in form.sides))


def _held(session: Session, cut: Cut, shape: str) -> list[Held]:
    columns = [getattr(Address, name) for name in ("id", "street", "number", "doors", "lon", "lat")]
    in_routes = (
        sqlalchemy.select(*columns, col(WalkRoute.number))
        .join(WalkStop, col(WalkStop.address_id) == Address.id)
        .join(WalkRoute, col(WalkRoute.id) == WalkStop.walk_route_id)
        .where(col(WalkRoute.cut_id) == cut.id, *may_be_visited())
    )
    out_ids = [address for address, _why in cut.left_out]
    left_out = sqlalchemy.select(*columns, sqlalchemy.null()).where(
        col(Address.id).in_(out_ids), *may_be_visited()
    )
    corners = corners_of(shape) if shape else []
    if corners:
        lons, lats = [lon for lon, _lat in corners], [lat for _lon, lat in corners]
        box = (between(Address.lon, min(lons), max(lons)), between(Address.lat, min(lats), max(lats)))
        in_routes, left_out = in_routes.where(*box), left_out.where(*box)
    rows = chain(session.connection().execute(in_routes), session.connection().execute(left_out))
    found = [Held._make(row) for row in rows]
    return [one for one in found if not corners or is_inside((one.lon, one.lat), corners)]


def is_inside(place: Place, corners: Sequence[Place]) -> bool:
    """Tell whether a place lies inside a shape: a line from it to the east meets an odd number of sides.

    A shape drawn by hand may cross itself; what it goes round twice counts as outside.
    """
    odd = False
    for (lon, lat), (next_lon, next_lat) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if (lat > place[1]) != (next_lat > place[1]):
            meets = lon + (place[1] - lat) / (next_lat - lat) * (next_lon - lon)
            odd ^= place[0] < meets
    return odd


def _disjoint_sides(held: Sequence[Held]) -> list[StreetSide]:
    """Give each address in exactly one side, by street name; those without a street last."""
    sides: dict[tuple[str, Side], set[int]] = {}
    for one in held:
        sides.setdefault((one.street, side_of(one.number)), set()).add(one.id)
    ordered = sorted(sides.items(), key=lambda item: (not item[0][0], item[0][0].casefold(), item[0][1]))
    return [StreetSide(street, side, frozenset(ids)) for (street, side), ids in ordered]


def _shares(routes: Sequence[WalkRoute], held: Sequence[Held]) -> list[Share]:
    """Count what is held of each route, by number."""
    addresses = Counter(one.route for one in held)
    doors: Counter[int | None] = Counter()
    for one in held:
        doors[one.route] += one.doors
    return [
        Share(route, addresses[route.number], doors[route.number])
        for route in routes
        if addresses[route.number]
    ]
