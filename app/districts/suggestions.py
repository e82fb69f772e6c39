"""Districts that people already have a name for: Trondheim's four bydeler, by the names of their valgkretser.

A suggestion to look over, not a register: the municipality's own borders do not follow the valgkretser
everywhere, so kretser near a border are left for people to place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.districts.models import Unit

TRONDHEIM = "5001"
BYDELER: Mapping[str, Mapping[str, str]] = {
    TRONDHEIM: {
        "Midtbyen": "Midtbyen Ila Trolla Sverresborg Byåsen Hallset Ugla Åsveien",
        "Østbyen": "Lademoen Lade Ranheim Charlottenlund Strindheim Brundalen Møllenberg Rosenborg Vikåsen",
        "Lerkendal": "Nardo Nidarvoll Hoeggen Bratsberg Utleira",
        "Heimdal": "Tonstad Romolslia Breidablikk Sjetne Kolstad Flatåsen Nypvang Åsheim Spongdal Rye "
        "Stabbursmoen",
    },
}
"""Municipality → bydel → its kretser by name."""


@dataclass(frozen=True)
class Suggestion:
    """Districts by name with the free units that likely belong there, and how many units stay free."""

    units_by_name: Mapping[str, Sequence[Unit]]
    left: int


def suggest(units: Sequence[Unit]) -> Suggestion | None:
    """Suggest districts for free units whose bydel is known by name; None when there are none of them."""
    free = [unit for unit in units if unit.district_id is None]
    bydeler = next((BYDELER[unit.kommune] for unit in free if unit.kommune in BYDELER), {})
    found = {
        name: [unit for unit in free if unit.kommune in BYDELER and unit.name.casefold() in _words(members)]
        for name, members in bydeler.items()
    }
    placed = sum(map(len, found.values()))
    return Suggestion(found, len(free) - placed) if placed else None


def _words(members: str) -> list[str]:
    return members.casefold().split()
