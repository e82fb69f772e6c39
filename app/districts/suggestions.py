"""Districts that people already have a name for: Trondheim's four bydeler, by the names of their valgkretser.

A suggestion to look over, not a register: the municipality's own borders do not follow the valgkretser
everywhere, so
kretser on a border are left for people to place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.districts.models import Unit

TRONDHEIM = "5001"
BYDELER: Mapping[str, Mapping[str, str]] = {
    TRONDHEIM: {
        "Midtbyen": "Midtbyen Ila Trolla Sverresborg Byåsen Hallset Ugla Åsveien",
        "Østbyen": "Lademoen Lade Ranheim Charlottenlund Strindheim Brundalen Møllenberg Rosenborg Vikåsen",
        "Lerkendal": "Nardo Nidarvoll Hoeggen Bratsberg Utleira",
        "Heimdal": "Tonstad Romolslia Breidablikk Sjetne Kolstad Flatåsen Nypvang Åsheim Spongdal Rye "
        "Stabbursmoen Tulluan",
    },
}
"""Municipality → bydel → its kretser by name."""


@dataclass(frozen=True)
class Suggestion:
    """Districts by name with the units that likely belong there, and the units nobody can place by name."""

    units_by_name: Mapping[str, Sequence[Unit]]
    unplaced: Sequence[Unit]


def suggest(units: Iterable[Unit]) -> Suggestion | None:
    """Suggest districts for units of a municipality whose bydeler are known; None for any other."""
    known = [unit for unit in units if unit.kommune in BYDELER]
    if not known:
        return None
    bydeler = BYDELER[known[0].kommune]
    found = {
        name: [unit for unit in known if unit.name.casefold() in members.casefold().split()]
        for name, members in bydeler.items()
    }
    placed = {unit.id for group in found.values() for unit in group}
    return Suggestion(found, [unit for unit in known if unit.id not in placed]) if placed else None
