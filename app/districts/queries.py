"""Reads about areas and places."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlmodel import Session, col, select

from app.districts.models import Address, Coverage, District, Door, Source, Unit, UnitKind
from app.errors import NotFoundError
from app.lookup import row_of

HOME = and_(col(Address.closed_on).is_(None), col(Address.doors) > 0)
"""An address with somebody to ask: not closed, and with a door."""


def access_district(session: Session, district_id: UUID) -> District:
    """Give a district; districts are not private, the view's policy is enough.

    Raises
    ------
    NotFoundError
        There is no such district.
    """
    return row_of(session, District, district_id)


def districts(session: Session) -> Sequence[District]:
    """List the districts by number and name."""
    return session.exec(select(District).order_by(col(District.number), col(District.name))).all()


def open_addresses(session: Session, district_id: UUID) -> Sequence[Address]:
    """List the addresses of a district that rounds may visit: not closed, not «do not visit», with a door."""
    query = select(Address).where(Address.district_id == district_id, *may_be_visited())
    return session.exec(query.order_by(col(Address.id))).all()


def addresses_called(session: Session, street: str, number: int, letter: str = "") -> list[Address]:
    """Find addresses by name, however it is written; without one of that letter, all with the number."""
    query = select(Address).where(Address.number == number).order_by(col(Address.letter), col(Address.id))
    there = [one for one in session.exec(query) if _spelt(one.street) == _spelt(street)]
    return [one for one in there if one.letter.casefold() == letter.casefold()] or there


def _spelt(street: str) -> str:
    """Write a street in one way: «Munkegt. » and «munkegata» are one."""
    return re.sub(r"(gt|gaten)\b", "gata", " ".join(street.casefold().replace(".", "").split()))


def may_be_visited() -> tuple[ColumnElement[bool], ...]:
    """Give what holds of an address that rounds may visit: not closed, not «do not visit», with a door."""
    return HOME, col(Address.do_not_visit).is_(False)


def doors_at(session: Session, address_ids: Sequence[int]) -> dict[int, list[Door]]:
    """Give the open doors by address, top floor first: a stairwell is walked from the top down."""
    found: dict[int, list[Door]] = {address_id: [] for address_id in address_ids}
    query = select(Door).where(col(Door.address_id).in_(address_ids), col(Door.closed_on).is_(None))
    for door in session.exec(query.order_by(col(Door.floor).desc(), col(Door.unit), col(Door.position))):
        found[door.address_id].append(door)
    return found


@dataclass(frozen=True)
class DistrictLine:
    """A district in the list, with how often and when it was last walked."""

    district: District
    held_rounds: int
    last_walked: str

    @property
    def month(self) -> date | None:
        """The first day of the month it was last walked."""
        return date.fromisoformat(f"{self.last_walked}-01") if self.last_walked else None


@dataclass(frozen=True)
class StreetLine:
    """A street of a district: how many addresses and doors, and how many of them have a note."""

    street: str
    addresses: int
    doors: int
    noted: int


HELD_ROUNDS: list[Callable[[Session], Mapping[UUID, int]]] = []
"""How many rounds each district has had: `rounds`, a room above, knows, and `main` puts its read in here."""


def district_lines(session: Session) -> list[DistrictLine]:
    """List the districts with held rounds and the month they were last walked («2026-11», or blank)."""
    months = select(Coverage.district_id, func.max(Coverage.month)).group_by(col(Coverage.district_id))
    walked = dict(session.exec(months).all())
    held = {key: count for ask in HELD_ROUNDS for key, count in ask(session).items()}
    return [DistrictLine(one, held.get(one.id, 0), walked.get(one.id, "")) for one in districts(session)]


def homeless(session: Session) -> int:
    """Count the addresses with doors that are in no district yet."""
    query = select(func.count()).where(HOME, col(Address.district_id).is_(None))
    return session.exec(query).one()


def street_lines(session: Session, district_id: UUID) -> list[StreetLine]:
    """List the streets of a district by name."""
    noted = case((or_(col(Address.locked), col(Address.do_not_visit)), 1), else_=0)
    query = (
        select(Address.street, func.count(), func.sum(Address.doors), func.sum(noted))
        .where(Address.district_id == district_id, HOME)
        .group_by(col(Address.street))
    )
    lines = [StreetLine(street, n, int(doors), int(notes)) for street, n, doors, notes in session.exec(query)]
    return sorted(lines, key=lambda line: line.street.casefold())


def addresses_on(session: Session, district_id: UUID, street: str) -> Sequence[Address]:
    """List a street's addresses in a district, by number and letter."""
    query = select(Address).where(Address.district_id == district_id, Address.street == street, HOME)
    ordered = query.order_by(col(Address.number), col(Address.letter), col(Address.id))
    return session.exec(ordered).all()


def access_address(session: Session, address_id: int) -> Address:
    """Give an address; addresses are not private, the view's policy is enough.

    Raises
    ------
    NotFoundError
        There is no such address, or it is closed.
    """
    address = session.get(Address, address_id)
    if address is None or address.closed_on:
        raise NotFoundError
    return address


def access_unit(session: Session, unit_id: UUID) -> Unit:
    """Give a krets or polygon; the view's policy is enough.

    Raises
    ------
    NotFoundError
        There is no such unit.
    """
    return row_of(session, Unit, unit_id)


def units_of(session: Session, kind: UnitKind) -> list[Unit]:
    """List the units of a kind, by number as people count."""
    found = session.exec(select(Unit).where(Unit.kind == kind))
    return sorted(found, key=lambda unit: (len(unit.number), unit.number, unit.name))


def unit_counts(session: Session) -> dict[UnitKind, int]:
    """Count the units of each kind that there are any of."""
    counts = dict(session.exec(select(Unit.kind, func.count()).group_by(col(Unit.kind))).all())
    return {kind: counts[kind] for kind in UnitKind if kind in counts}


def sources(session: Session) -> Sequence[Source]:
    """List the files that were imported, newest first."""
    return session.exec(select(Source).order_by(col(Source.imported_at).desc(), col(Source.file))).all()
