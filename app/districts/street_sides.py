"""Sides of streets: the coarsest thing that tells a general where we have been, and the finest that is kept."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from app.districts.models import Address

LEAST_ADDRESSES = 5
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
