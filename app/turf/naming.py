"""What a walk route is called: its main streets, «Elvegata 1–24, Bakkegata»; and what an address is.

Names are in the town's own language, like its street names. Odd numbers lie on one side of a street and even
ones on the other: neighbouring routes would seem to share houses if a name told only the first and the last.
Where routes of a cut would be called the same, they tell more: «Elvegata 7, Bakkegata 3»; or get a letter.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import product
from string import ascii_lowercase
from typing import TypeAlias

from app.districts.models import Address

Stop: TypeAlias = tuple[str, int | None, int]
"""Street (blank when unknown), house number, doors."""
MAX_LETTERS = 120
MAX_MARK = 5
MAX_STREETS = 3
ENOUGH = 0.8


def route_name(stops: Iterable[Stop]) -> str:
    """Name a route after the streets most of its doors are in; the first with its numbers."""
    streets, doors, numbers = _streets(stops)
    if not streets:
        return ""
    main = _main_streets(streets, doors)
    return ", ".join([_with_numbers(main[0], numbers[main[0]]), *main[1:]])[:MAX_LETTERS]


def names_apart(routes: Sequence[Sequence[Stop]], taken: Collection[str]) -> list[str]:
    """Name routes of one cut so that none is called as another, or as one of those `taken`.

    Those without a street have no name.
    """
    names = [route_name(stops) for stops in routes]
    shared = _shared(names, taken)
    names = [_full_name(stops) if name in shared else name for name, stops in zip(names, routes, strict=True)]
    shared, used = _shared(names, taken), {*names, *taken}
    for place, name in enumerate(names):
        if name in shared:
            names[place] = next(marked for marked in _marked(name) if marked not in used)
            used.add(names[place])
    return names


def _shared(names: Sequence[str], taken: Collection[str]) -> set[str]:
    return {name for name, count in Counter([*names, *set(taken)]).items() if count > 1 and name}


def _marked(name: str) -> Iterable[str]:
    """Give a name with one letter after another: «Elvegata (a)», after «(z)» with two."""
    for letters in (*ascii_lowercase, *map("".join, product(ascii_lowercase, repeat=2))):
        yield f"{name[: MAX_LETTERS - MAX_MARK]} ({letters})"


def _full_name(stops: Iterable[Stop]) -> str:
    """Name a route after as many of its streets as there is room for, each with its numbers."""
    streets, _doors, numbers = _streets(stops)
    told = (_with_numbers(street, numbers[street]) for street in streets[:MAX_STREETS])
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


def _with_numbers(street: str, numbers: list[int]) -> str:
    if not numbers:
        return street
    odd, even = ({number for number in numbers if number % 2 == side} for side in (1, 0))
    if not odd or not even:
        side = " (oddetall)" if odd else " (partall)"
        return f"{street} {_span(odd | even)}{side if len(odd | even) > 1 else ''}"
    if abs(min(odd) - min(even)) == 1 and abs(max(odd) - max(even)) == 1:
        return f"{street} {_span(odd | even)}"
    return f"{street} {_span(odd)} og {_span(even)}"


def _span(numbers: set[int]) -> str:
    first, last = min(numbers), max(numbers)
    return str(first) if first == last else f"{first}–{last}"


def address_label(address: Address) -> str:
    """Write an address as on a sign: «Elvegata 12B»; blank when nobody knows it."""
    number = f"{address.number or ''}{address.letter}"
    return f"{address.street} {number}".strip()
