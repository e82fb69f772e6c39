"""Which street sides a round covered, told so coarsely that no address can be read out of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from app.districts.models import Address, Coverage, Door
from app.districts.queries import open_addresses

LEAST_ADDRESSES = 5
ODD, EVEN, BOTH = "odd", "even", "both"


@dataclass(frozen=True)
class Side:
    """One side of a street, or both where a side has too few addresses to stand alone."""

    street: str
    side: str
    addresses: frozenset[int]


def write_coverage(session: Session, district_id: UUID, month: str, doors_done: set[int]) -> None:
    """Note for each street side how large a share of its addresses the round knocked at.

    Where the month has a figure already, the larger one stays: nothing is left to tell whether two rounds
    met the same addresses.
    """
    done = set(session.exec(select(Door.address_id).where(col(Door.id).in_(doors_done)).distinct()))
    for side in sides(open_addresses(session, district_id)):
        share = len(side.addresses & done) / len(side.addresses)
        if share:
            _keep(session, district_id, month, side, round(share, 2))
    session.flush()


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


def _keep(session: Session, district_id: UUID, month: str, side: Side, share: float) -> None:
    query = select(Coverage).where(
        Coverage.district_id == district_id,
        Coverage.street == side.street,
        Coverage.side == side.side,
        Coverage.month == month,
    )
    row = session.exec(query).one_or_none()
    if row is None:
        row = Coverage(district_id=district_id, street=side.street, side=side.side, month=month, share=share)
        session.add(row)
    row.share = max(row.share, share)
