"""Sides of streets: the coarsest that tells where we have been, and the finest that is kept."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from app.districts.models import Address, Coverage
from app.districts.queries import open_addresses

LEAST_ADDRESSES = 5
ENOUGH_WALKED = 0.5
"""A side counts as walked when we knocked at half of its addresses or more."""
ODD, EVEN, BOTH = "odd", "even", "both"


@dataclass(frozen=True)
class Side:
    """One side of a street, or both where a side has too few addresses to stand alone."""

    street: str
    side: str
    addresses: frozenset[int]


def sides(addresses: Iterable[Address]) -> list[Side]:
    """Group addresses by street side; sides with fewer than five are merged, or left out."""
    streets: dict[str, dict[str, set[int]]] = defaultdict(lambda: {ODD: set(), EVEN: set()})
    for address in addresses:
        if address.street and address.number is not None and address.id is not None:
            streets[address.street][ODD if address.number % 2 else EVEN].add(address.id)
    found = []
    for street, halves in sorted(streets.items()):
        if all(len(ids) >= LEAST_ADDRESSES for ids in halves.values()):
            found += [Side(street, side, frozenset(ids)) for side, ids in halves.items()]
        elif len(halves[ODD]) + len(halves[EVEN]) >= LEAST_ADDRESSES:
            found.append(Side(street, BOTH, frozenset(halves[ODD] | halves[EVEN])))
    return found


def walked_addresses(session: Session, district_id: UUID, since: str) -> set[int]:
    """Give the addresses on street sides walked in the month `since` («2026-05») or later.

    A side that has been merged or divided since is found by whatever rows the street has: it counts as
    walked when all of what it is made of does.
    """
    walked = walked_sides(session, district_id, since)
    return addresses_on_sides(open_addresses(session, district_id), walked) if walked else set()


def addresses_on_sides(addresses: Iterable[Address], walked: set[tuple[str, str]]) -> set[int]:
    """Give those of some addresses that are on the walked sides, (street, side) each."""
    found: set[int] = set()
    for one in sides(addresses):
        parts = {ODD, EVEN} if one.side == BOTH else {one.side}
        if (one.street, BOTH) in walked or {(one.street, part) for part in parts} <= walked:
            found |= one.addresses
    return found


def walked_sides(session: Session, district_id: UUID, since: str) -> set[tuple[str, str]]:
    """List the street sides, (street, side) each, that were walked in the month `since` or later."""
    query = select(Coverage.street, Coverage.side).where(
        Coverage.district_id == district_id,
        col(Coverage.month) >= since,
        col(Coverage.share) >= ENOUGH_WALKED,
    )
    return set(session.exec(query))


def months_before(day: date, months: int) -> str:
    """Give the month so many months before a day's, as coverage writes it: «2026-05»."""
    whole = day.year * 12 + day.month - 1 - months
    return f"{whole // 12:04}-{whole % 12 + 1:02}"
