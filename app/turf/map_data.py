"""What the map on the desk draws of a cut, as the JSON that its script reads. Degrees are EPSG:4326.

Routes come first and alone, their walks thinned to what a screen can show; addresses follow for the part of
the map that is looked at. So a cut of 15,000 addresses opens as one of 500 does.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

import sqlalchemy
from pydantic import BaseModel
from sqlmodel import Session, between, col

from app.districts.models import Address, District
from app.districts.queries import may_be_visited
from app.language import N_, _
from app.turf.colours import colour
from app.turf.lines import pieces_of
from app.turf.models import Cut, WalkRoute, WalkStop
from app.turf.queries import building_numbers, left_out_addresses, walk_routes

Point = tuple[float, float]
Box = tuple[float, float, float, float]
STAND_IN = N_("bygning uten adresse, anslått")
THINNED_M = 2.0
"""A walk may be drawn this far from where it goes; at the closest zoom that is a street's half width."""
METRES_PER_DEGREE = 111_320.0
DECIMALS = 5


class Dot(BaseModel):
    """An address on the map; `route` and `seq` are its route's number and its place there, or 0.

    An address that is not to be visited now is `out`.
    """

    id: int
    at: Point
    label: str
    doors: int
    stand_in: bool
    route: int = 0
    seq: int = 0
    out: bool = False


class RouteShape(BaseModel):
    """A walk route on the map: its line along the streets, and where its number stands.

    The line is in several pieces where no way leads from a stop to the next.
    """

    id: UUID
    number: int
    name: str
    minutes: float
    colour: str
    locked: bool
    path: list[list[Point]]
    sign: Point


class MapData(BaseModel):
    """Routes, addresses in none, the district's outline (GeoJSON text), its box, and how many addresses.

    `starts` are where teams start, longitude and latitude.
    """

    routes: list[RouteShape]
    others: list[Dot]
    outline: str | None
    box: Box | None
    addresses: int
    starts: list[Point] = []


class Dots(BaseModel):
    """The addresses in a box."""

    dots: list[Dot]


class Row(NamedTuple):
    """An address in plain columns."""

    id: int
    street: str
    number: int | None
    letter: str
    lon: float
    lat: float
    doors: int
    stand_in: bool
    locked: bool
    out: bool
    route: int
    seq: int


COLUMNS = [
    *(getattr(Address, name) for name in Row._fields[:-3]),
    sqlalchemy.not_(sqlalchemy.and_(*may_be_visited())).label("out"),
]
IN_NONE = (sqlalchemy.literal(0), sqlalchemy.literal(0))


def map_of_cut(session: Session, cut: Cut, district: District) -> MapData:
    """Collect what to draw of a cut at first: its routes, and the addresses in none."""
    routes = walk_routes(session, cut.id)
    shapes = [_shape(route) for route in routes]
    left_out = [one.id for one in left_out_addresses(session, cut)]
    others = _rows(session, sqlalchemy.select(*COLUMNS, *IN_NONE).where(col(Address.id).in_(left_out)))
    points = [point for shape in shapes for piece in shape.path for point in piece]
    return MapData(
        routes=shapes,
        others=_dots(session, district, others),
        outline=district.outline,
        box=_box(points, district),
        addresses=sum(route.addresses for route in routes),
        starts=cut.starts,
    )


def dots_of_cut(session: Session, cut: Cut, district: District, box: Box) -> Dots:
    """Collect the addresses of a cut's routes within a box (west, south, east, north), in walking order."""
    west, south, east, north = box
    query = (
        sqlalchemy.select(*COLUMNS, col(WalkRoute.number), col(WalkStop.seq))
        .join(WalkStop, col(WalkStop.address_id) == Address.id)
        .join(WalkRoute, col(WalkRoute.id) == WalkStop.walk_route_id)
        .where(col(WalkRoute.cut_id) == cut.id)
        .where(between(Address.lon, west, east), between(Address.lat, south, north))
        .order_by(col(WalkRoute.number), col(WalkStop.seq))
    )
    return Dots(dots=_dots(session, district, _rows(session, query)))


def map_of_district(session: Session, district: District) -> MapData:
    """Collect what to draw of a district before it is cut."""
    query = sqlalchemy.select(*COLUMNS, *IN_NONE).order_by(col(Address.id))
    rows = _rows(session, query.where(col(Address.district_id) == district.id, *may_be_visited()))
    return MapData(
        routes=[],
        others=_dots(session, district, rows),
        outline=district.outline,
        box=_box([(row.lon, row.lat) for row in rows], district),
        addresses=len(rows),
    )


def _rows(session: Session, query: "sqlalchemy.Select[*tuple[object, ...]]") -> list[Row]:
    return [Row._make(row) for row in session.connection().execute(query)]


def _shape(route: WalkRoute) -> RouteShape:
    pieces = pieces_of(route.path)
    path = [place for piece in pieces for place in piece]
    return RouteShape(
        id=route.id,
        number=route.number,
        name=route.name,
        minutes=route.minutes,
        colour=colour(route.colour),
        locked=route.locked,
        path=[
            [(round(lon, DECIMALS), round(lat, DECIMALS)) for lon, lat in thinned(piece)] for piece in pieces
        ],
        sign=path[len(path) // 2],
    )


def thinned(path: Sequence[Point]) -> list[Point]:
    """Leave out points that the walk passes within two metres anyway; first and last stay.

    Douglas & Peucker (1973), https://doi.org/10.3138/FM57-6770-U75U-7727, with a stack instead of calls.
    """
    aside = math.cos(math.radians(path[0][1]))
    flat = [(lon * aside * METRES_PER_DEGREE, lat * METRES_PER_DEGREE) for lon, lat in path]
    kept = {0, len(path) - 1}
    waiting = [(0, len(path) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, place = 0.0, first
        for k in range(first + 1, last):
            off = _metres_off(flat[k], flat[first], flat[last])
            if off > far:
                far, place = off, k
        if far > THINNED_M:
            kept.add(place)
            waiting += [(first, place), (place, last)]
    return [path[k] for k in sorted(kept)]


def _metres_off(point: Point, begin: Point, end: Point) -> float:
    """Measure from a point to the stretch between two others."""
    east, north = end[0] - begin[0], end[1] - begin[1]
    length = east * east + north * north
    share = ((point[0] - begin[0]) * east + (point[1] - begin[1]) * north) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return math.hypot(point[0] - begin[0] - share * east, point[1] - begin[1] - share * north)


def _dots(session: Session, district: District, rows: Sequence[Row]) -> list[Dot]:
    numbers = building_numbers(session, district.id) if any(row.stand_in for row in rows) else {}
    return [
        Dot(
            id=row.id,
            at=(round(row.lon, 6), round(row.lat, 6)),
            label=_label(row, numbers.get(row.id)),
            doors=row.doors,
            stand_in=row.stand_in,
            route=row.route,
            seq=row.seq,
            out=row.out,
        )
        for row in rows
    ]


def _label(row: Row, building: int | None) -> str:
    sign = f"{row.street} {row.number or ''}{row.letter}".strip()
    told = f"{sign} · " + _("bygning {n}").format(n=building) if building else sign
    rule = _("ikke besøk") if row.out else _("låst inngang") if row.locked else ""
    return " – ".join(filter(None, [told, _(STAND_IN) if row.stand_in else "", rule]))


def _box(points: Sequence[Point], district: District) -> Box | None:
    if not points:
        empty = district.west == district.east
        return None if empty else (district.west, district.south, district.east, district.north)
    lons, lats = [lon for lon, _lat in points], [lat for _lon, lat in points]
    return min(lons), min(lats), max(lons), max(lats)
