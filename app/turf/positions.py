"""Where routes lie that would be called the same: «Fjordgata vest», «Fjordgata ved Nordre gate».

In the town's own language, like its street names.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from app.turf.compass import side_of

MOST_SIDES = 3
APART_M = 25.0
"""Routes nearer to each other than this lie on no side of each other."""


@dataclass(frozen=True)
class Position:
    """The middle of a route, metres eastwards and northwards, and streets around it with metres to each."""

    east: float
    north: float
    around: Sequence[tuple[float, str]] = ()


def by_side(positions: Sequence[Position]) -> list[str]:
    """Name two or three places by their side, along the line they lie on; blank where that tells nothing."""
    reach = _reach(positions) if 2 <= len(positions) <= MOST_SIDES else []
    if not reach or min(b - a for a, b in pairwise(sorted(reach))) < APART_M:
        return [""] * len(positions)
    return _thirds(positions)


def by_street(name: str, positions: Sequence[Position], used: Collection[str]) -> list[str]:
    """Name each place by the street nearest to it that no other has; blank where there is none left."""
    given = [""] * len(positions)
    taken = set(used)
    for _metres, place, street in sorted(
        (metres, place, street)
        for place, position in enumerate(positions)
        for metres, street in position.around
    ):
        tail = f"ved {street}"
        if not given[place] and street not in name and f"{name} {tail}" not in taken:
            given[place] = tail
            taken.add(f"{name} {tail}")
    return given


def by_third(positions: Sequence[Position]) -> list[tuple[str, float]]:
    """Name places by the third of their line that they lie in, and tell how far along it they are.

    Places that are one and the same have no third.
    """
    reach = _reach(positions)
    return list(zip(_thirds(positions) if max(reach) > 1 else [""] * len(positions), reach, strict=True))


def _thirds(positions: Sequence[Position]) -> list[str]:
    reach = _reach(positions)
    first, last = positions[reach.index(min(reach))], positions[reach.index(max(reach))]
    ends = side_of(*_between(last, first)), side_of(*_between(first, last))
    return ["midt" if 1 / 3 <= far / max(reach) <= 2 / 3 else ends[far > max(reach) / 2] for far in reach]


def _reach(positions: Sequence[Position]) -> list[float]:
    """Give metres along the line between the two places farthest apart, from that in the west or south."""
    first, last = max(combinations(positions, 2), key=lambda pair: math.hypot(*_between(*pair)))
    if (last.east, last.north) < (first.east, first.north):
        first, last = last, first
    along = _between(first, last)
    length = max(1e-9, math.hypot(*along))
    return [
        sum(map(math.prod, zip(_between(first, position), along, strict=True))) / length
        for position in positions
    ]


def _between(a: Position, b: Position) -> tuple[float, float]:
    return b.east - a.east, b.north - a.north
