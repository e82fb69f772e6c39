"""What a walk route is called: its main streets, «Elvegata 1–24, Bakkegata»; and what an address is."""

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
    first, last = min(numbers), max(numbers)
    return f"{street} {first}" if first == last else f"{street} {first}–{last}"


def address_label(address: Address) -> str:
    """Write an address as on a sign: «Elvegata 12B»; blank when nobody knows it."""
    number = f"{address.number or ''}{address.letter}"
    return f"{address.street} {number}".strip()
