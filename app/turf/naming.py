"""What a walk route is called: its main streets, «Elvegata 1–24, Bakkegata»; and what an address is.

Names are in the town's own language, like its street names. Odd numbers lie on one side of a street and even
ones on the other: neighbouring routes would seem to share houses if a name told only the first and the last.
Numbers of other routes are not told as a route's own: «Elvegata 1–5 og 11–23». Where routes of a cut would be
called the same, they tell more, «Elvegata 7, Bakkegata 3», or where they lie: «Fjordgata vest».
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import count as numbers_from
from itertools import product
from string import ascii_lowercase
from typing import TypeAlias

from app.districts.models import Address
from app.turf.positions import Position, by_side, by_street, by_third

Stop: TypeAlias = tuple[str, int | None, int]
"""Street (blank when unknown), house number, doors."""
Houses: TypeAlias = Mapping[str, Collection[int]]
"""All house numbers of each street of a district."""
NO_HOUSES: Houses = {}
MAX_LETTERS = 120
MAX_STREETS = 3
MAX_SPANS = 3
ENOUGH = 0.8


def route_name(stops: Iterable[Stop], houses: Houses = NO_HOUSES) -> str:
    """Name a route after the streets most of its doors are in; the first with its numbers.

    `houses` are all numbers of each street: numbers of other routes in between are not told as its own.
    """
    streets, doors, numbers = _streets(stops)
    if not streets:
        return ""
    main = _main_streets(streets, doors)
    return ", ".join([_with_numbers(main[0], numbers[main[0]], houses), *main[1:]])[:MAX_LETTERS]


def names_apart(
    routes: Sequence[Sequence[Stop]],
    taken: Collection[str],
    positions: Sequence[Position] = (),
    houses: Houses = NO_HOUSES,
) -> list[str]:
    """Name routes of one cut so that none is called as another, or as one of those `taken`.

    Those without a street have no name. `positions` tells where each route lies, if that is known.
    """
    names = [route_name(stops, houses) for stops in routes]
    shared = _shared(names, taken)
    names = [
        _full_name(stops, houses) if name in shared else name
        for name, stops in zip(names, routes, strict=True)
    ]
    used = {*names, *taken}
    for name in sorted(_shared(names, taken)):
        alike = [place for place, other in enumerate(names) if other == name]
        told = _told_apart(name, [positions[place] for place in alike] if positions else [], len(alike), used)
        for place, new in zip(alike, told, strict=True):
            names[place] = new
        used.update(told)
    return names


def _told_apart(name: str, positions: Sequence[Position], count: int, used: Collection[str]) -> list[str]:
    """Add to a name where each of the routes lies; a letter where that is not known, or tells nothing."""
    sides = by_side(positions) or [""] * count
    if all(sides) and not {_longer(name, side) for side in sides} & set(used):
        return [_longer(name, side) for side in sides]
    told = [
        _longer(name, street) if street else "" for street in by_street(name, positions, used) or [""] * count
    ]
    thirds = by_third(positions) if count > 1 and positions else [("", 0.0)] * count
    for place in sorted(range(count), key=lambda place: thirds[place][1]):
        if not told[place]:
            ways = map(partial(_longer, name), _marks(thirds[place][0]))
            told[place] = next(new for new in ways if new not in {*used, *told})
    return told


def _longer(name: str, tail: str) -> str:
    return f"{name[: MAX_LETTERS - len(tail) - 1]} {tail}"


def _shared(names: Sequence[str], taken: Collection[str]) -> set[str]:
    return {name for name, count in Counter([*names, *set(taken)]).items() if count > 1 and name}


def _marks(third: str) -> Iterator[str]:
    """Give one mark after another: «vest», «vest 2»; of a place that nobody knows «(a)», after «(z)» two."""
    if third:
        yield third
        yield from (f"{third} {number}" for number in numbers_from(2))
    for letters in (*ascii_lowercase, *map("".join, product(ascii_lowercase, repeat=2))):
        yield f"({letters})"


def _full_name(stops: Iterable[Stop], houses: Houses) -> str:
    """Name a route after as many of its streets as there is room for, each with its numbers."""
    streets, _doors, numbers = _streets(stops)
    told = (_with_numbers(street, numbers[street], houses) for street in streets[:MAX_STREETS])
    return ", ".join(told)[:MAX_LETTERS]


def _streets(stops: Iterable[Stop]) -> tuple[list[str], dict[str, int], dict[str, list[int]]]:
    """Give the streets of some stops, that with most doors first, with their doors and house numbers."""
    doors: dict[str, int] = defaultdict(int)
    numbers: dict[str, list[int]] = defaultdict(list)
    for street, number, count in stops:
        if street:
            doors[street] += count
            numbers[street] += [number] if number is not None else []
    return sorted(doors, key=lambda street: (-doors[street], street)), doors, numbers


def _main_streets(ordered: list[str], doors: dict[str, int]) -> list[str]:
    """Take streets until most doors are told of, three at most."""
    whole, told = sum(doors.values()), 0
    for count, street in enumerate(ordered[:MAX_STREETS], 1):
        told += doors[street]
        if told >= ENOUGH * whole:
            return ordered[:count]
    return ordered[:MAX_STREETS]


def _with_numbers(street: str, numbers: list[int], houses: Houses) -> str:
    """Add house numbers to a street; where they are too scattered, the longest row on each side."""
    odd, even = ({number for number in numbers if number % 2 == side} for side in (1, 0))
    known = set(houses.get(street, ()))
    runs = _runs(odd, known), _runs(even, known)
    spans = _spans(*runs)
    if len(spans) > MAX_SPANS:
        spans = _spans(*([max(side, key=len)] if side else [] for side in runs))
    if not spans:
        return street
    side = "" if (odd and even) or len(odd | even) == 1 else " (oddetall)" if odd else " (partall)"
    *first, last = spans
    told = f"{', '.join(first)} og {last}" if first else last
    return f"{street} {told}{side}"


def _runs(own: set[int], known: set[int]) -> list[set[int]]:
    """Divide the numbers of one side where houses of others lie between them."""
    runs: list[set[int]] = []
    last = None
    for number in sorted(own):
        if last is None or any(between in known for between in range(last + 2, number, 2)):
            runs.append(set())
        runs[-1].add(number)
        last = number
    return runs


def _spans(odd: list[set[int]], even: list[set[int]]) -> list[str]:
    """Tell of both sides as one where they reach equally far."""
    if len(odd) != len(even):
        return [_span(run) for run in (*odd, *even)]
    told: list[str] = []
    for left, right in zip(odd, even, strict=True):
        alike = abs(min(left) - min(right)) == 1 and abs(max(left) - max(right)) == 1
        told += [_span(left | right)] if alike else [_span(left), _span(right)]
    return told


def _span(numbers: set[int]) -> str:
    first, last = min(numbers), max(numbers)
    return str(first) if first == last else f"{first}–{last}"


def address_label(address: Address) -> str:
    """Write an address as on a sign: «Elvegata 12B»; blank when nobody knows it."""
    number = f"{address.number or ''}{address.letter}"
    return f"{address.street} {number}".strip()
