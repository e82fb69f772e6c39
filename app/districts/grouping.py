"""Districts made of units: put a krets in a district, and keep addresses and counts in step."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import shapely
from sqlalchemy import ColumnElement, and_, func
from sqlmodel import Session, col, select, update

from app.districts.models import Address, District, Unit, UnitKind
from app.districts.queries import HOME

IDS_AT_ONCE = 5000
SLIT_DEGREES = 0.0001
"""Kretser drawn by different hands leave slits of a few metres between them."""


def put_units(session: Session, units: Sequence[Unit], district: District | None) -> None:
    """Put units in a district, or in none, with their addresses; safe to repeat."""
    touched = {unit.district_id for unit in units} | {district.id if district else None}
    for unit in units:
        unit.district_id = district.id if district else None
    session.flush()
    for unit in units:
        _move_addresses(session, unit, unit.district_id)
    refresh(session, [one for one in touched if one])


def settle(session: Session) -> None:
    """Give every address the district of its units, after an import; safe to repeat."""
    placed = session.exec(select(Unit).where(col(Unit.district_id).is_not(None))).all()
    for unit in placed:
        _move_addresses(session, unit, unit.district_id)
    refresh(session, session.exec(select(District.id)).all())


def refresh(session: Session, district_ids: Iterable[UUID]) -> None:
    """Count the districts' addresses, doors and stand-ins anew, and draw their outlines from their units."""
    for district_id in district_ids:
        district = session.get_one(District, district_id)
        _count(session, district)
        _draw(session, district)
    session.flush()


def _move_addresses(session: Session, unit: Unit, district_id: UUID | None) -> None:
    for members in _members(session, unit):
        session.exec(update(Address).where(members).values(district_id=district_id))


def _members(session: Session, unit: Unit) -> Iterable[ColumnElement[bool]]:
    """Conditions that together name a unit's addresses: its code, or the ids that lie in a polygon."""
    if unit.kind is not UnitKind.POLYGON:
        code = Address.valgkrets if unit.kind is UnitKind.VALGKRETS else Address.grunnkrets
        return [and_(col(Address.kommune) == unit.kommune, col(code) == unit.number)]
    ids = _ids_inside(session, unit)
    return [col(Address.id).in_(ids[k : k + IDS_AT_ONCE]) for k in range(0, len(ids), IDS_AT_ONCE)]


def _ids_inside(session: Session, unit: Unit) -> list[int]:
    if unit.outline is None:
        return []
    shape = shapely.from_geojson(unit.outline)
    west, south, east, north = shape.bounds
    near = session.exec(
        select(Address.id, Address.lon, Address.lat).where(
            col(Address.lon).between(west, east), col(Address.lat).between(south, north)
        )
    ).all()
    shapely.prepare(shape)
    inside = shapely.intersects_xy(shape, [lon for _, lon, _ in near], [lat for _, _, lat in near])
    return [row[0] for row, is_inside in zip(near, inside, strict=True) if is_inside and row[0] is not None]


def _count(session: Session, district: District) -> None:
    homes, doors, west, south, east, north = session.exec(
        select(
            func.count(),
            func.coalesce(func.sum(Address.doors), 0),
            func.min(Address.lon),
            func.min(Address.lat),
            func.max(Address.lon),
            func.max(Address.lat),
            # type: ignore[call-overload]  # six columns, four are typed
        ).where(Address.district_id == district.id, HOME)
    ).one()
    stand_ins = select(func.count()).where(
        Address.district_id == district.id, HOME, col(Address.stand_in).is_(True)
    )
    district.addresses, district.doors = homes, int(doors)
    district.stand_ins = session.exec(stand_ins).one()
    if homes:
        district.west, district.south, district.east, district.north = west, south, east, north


def _draw(session: Session, district: District) -> None:
    outlines = session.exec(
        select(Unit.outline).where(Unit.district_id == district.id, col(Unit.outline).is_not(None))
    ).all()
    if not outlines:
        district.outline = None
        return
    union = shapely.union_all(shapely.from_geojson(list(outlines)), grid_size=1e-6)
    closed = union.buffer(SLIT_DEGREES, join_style="mitre").buffer(-SLIT_DEGREES, join_style="mitre")
    district.outline = shapely.to_geojson(shapely.set_precision(closed, 1e-6))
    if not district.addresses:
        district.west, district.south, district.east, district.north = union.bounds
