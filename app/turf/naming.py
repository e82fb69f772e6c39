"""What a walk route is called: its main streets, «Elvegata 1–24, Bakkegata»; and what an address is.

Names are in the town's own language, like its street names. Odd numbers lie on one side of a street and even
ones on the other: neighbouring routes would seem to share houses if a name told only the first and the last.
"""

from collections import defaultdict
from collections.abc import Iterable

from app.districts.models import Address

MAX_LETTERS = 120
MAX_STREETS = 3
ENOUGH = 0.8


def route_name(stops: Iterable[tuple[str, int | None, int]]) -> str:
    """Name a route after the streets most of its doors are in; the first with its numbers.

    Parameters
    ----------
    stops
        Street (blank when unknown), house number, doors.
    """
    doors: dict[str, int] = defaultdict(int)
    numbers: dict[str, list[int]] = defaultdict(list)
    for street, number, count in stops:
        if street:
            doors[street] += count
            numbers[street] += [number] if number is not None else []
    ordered = sorted(doors, key=lambda street: (-doors[street], street))
    if not ordered:
        return ""
    main = _main_streets(ordered, doors)
    return ", ".join([_with_numbers(main[0], numbers[main[0]]), *main[1:]])[:MAX_LETTERS]


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
