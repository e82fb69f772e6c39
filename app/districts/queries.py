"""Reads about areas and places."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from app.districts.models import Address, District, Door, Unit, UnitKind
from app.errors import NotFoundError


def access_district(session: Session, district_id: UUID) -> District:
    """Give a district; districts are not private, the view's policy is enough.

    Raises
    ------
    NotFoundError
        There is no such district.
    """
    district = session.get(District, district_id)
    if district is None:
        raise NotFoundError
    return district


def districts(session: Session) -> Sequence[District]:
    """List the districts by number and name."""
    return session.exec(select(District).order_by(col(District.number), col(District.name))).all()


def open_addresses(session: Session, district_id: UUID) -> Sequence[Address]:
    """List the addresses of a district that rounds may visit: not closed, not «do not visit», with a door."""
    query = select(Address).where(
        Address.district_id == district_id,
        col(Address.closed_on).is_(None),
        col(Address.do_not_visit).is_(False),
        Address.doors > 0,
    )
    return session.exec(query.order_by(col(Address.id))).all()


def doors_at(session: Session, address_ids: Sequence[int]) -> dict[int, list[Door]]:
    """Give the open doors by address, top floor first: a stairwell is walked from the top down."""
    found: dict[int, list[Door]] = {address_id: [] for address_id in address_ids}
    query = select(Door).where(col(Door.address_id).in_(address_ids), col(Door.closed_on).is_(None))
    for door in session.exec(query.order_by(col(Door.floor).desc(), col(Door.unit), col(Door.position))):
        found[door.address_id].append(door)
    return found


def units_of(session: Session, kind: UnitKind) -> list[Unit]:
    """List the units of a kind, by number as people count."""
    found = session.exec(select(Unit).where(Unit.kind == kind))
    return sorted(found, key=lambda unit: (len(unit.number), unit.number, unit.name))
