"""What the map on the desk draws of a cut, as the JSON that its script reads. Degrees are EPSG:4326."""

import json
from collections.abc import Sequence
from uuid import UUID

from pydantic import BaseModel
from sqlmodel import Session, col, select

from app.districts.models import Address, District
from app.districts.queries import open_addresses
from app.language import N_, _
from app.turf.colours import colour
from app.turf.models import Cut, WalkRoute, WalkStop
from app.turf.naming import address_label

Place = tuple[float, float]
STAND_IN = N_("bygning uten adresse, anslått")


class Dot(BaseModel):
    """An address on the map."""

    id: int
    at: Place
    label: str
    doors: int
    stand_in: bool


class RouteShape(BaseModel):
    """A walk route on the map: its line along the streets and its stops in walking order."""

    id: UUID
    number: int
    name: str
    minutes: float
    colour: str
    locked: bool
    path: list[Place]
    stops: list[Dot]


class MapData(BaseModel):
    """Routes, addresses in no route, and the district's outline (GeoJSON text) with its box."""

    routes: list[RouteShape]
    others: list[Dot]
    outline: str | None
    box: tuple[float, float, float, float] | None


def map_of_cut(session: Session, cut: Cut, district: District) -> MapData:
    """Collect what to draw of a cut."""
    stops: dict[UUID, list[Dot]] = {}
    rows = session.exec(
        select(WalkRoute.id, Address)
        .join(WalkStop, col(WalkStop.walk_route_id) == WalkRoute.id)
        .join(Address, col(Address.id) == WalkStop.address_id)
        .where(WalkRoute.cut_id == cut.id)
        .order_by(col(WalkRoute.number), col(WalkStop.seq))
    )
    for route_id, address in rows:
        stops.setdefault(route_id, []).append(_dot(address))
    routes = session.exec(select(WalkRoute).where(WalkRoute.cut_id == cut.id).order_by(col(WalkRoute.number)))
    shapes = [_shape(route, stops.get(route.id, [])) for route in routes]
    left_out = {address_id for address_id, _reason in cut.left_out}
    others = session.exec(select(Address).where(col(Address.id).in_(left_out))).all()
    return MapData(
        routes=shapes,
        others=[_dot(address) for address in others],
        outline=district.outline,
        box=_box([dot for shape in shapes for dot in shape.stops], district),
    )


def map_of_district(session: Session, district: District) -> MapData:
    """Collect what to draw of a district before it is cut."""
    dots = [_dot(address) for address in open_addresses(session, district.id)]
    return MapData(routes=[], others=dots, outline=district.outline, box=_box(dots, district))


def _shape(route: WalkRoute, stops: list[Dot]) -> RouteShape:
    return RouteShape(
        id=route.id,
        number=route.number,
        name=route.name,
        minutes=route.minutes,
        colour=colour(route.colour),
        locked=route.locked,
        path=json.loads(route.path)["coordinates"],
        stops=stops,
    )


def _dot(address: Address) -> Dot:
    return Dot(
        id=address.id or 0,
        at=(address.lon, address.lat),
        label=f"{address_label(address)} – {_(STAND_IN)}" if address.stand_in else address_label(address),
        doors=address.doors,
        stand_in=address.stand_in,
    )


def _box(dots: Sequence[Dot], district: District) -> tuple[float, float, float, float] | None:
    if not dots:
        empty = district.west == district.east
        return None if empty else (district.west, district.south, district.east, district.north)
    lons, lats = [dot.at[0] for dot in dots], [dot.at[1] for dot in dots]
    return min(lons), min(lats), max(lons), max(lats)
