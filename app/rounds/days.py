"""The Norwegian year: public holidays, and the days that a party keeps for itself."""

from datetime import date, timedelta

from dateutil.easter import easter

from app.language import N_

FIXED = {
    (1, 1): N_("første nyttårsdag"),
    (5, 1): N_("1. mai"),
    (5, 17): N_("17. mai"),
    (12, 25): N_("første juledag"),
    (12, 26): N_("andre juledag"),
}
AFTER_EASTER = {
    -3: N_("skjærtorsdag"),
    -2: N_("langfredag"),
    0: N_("første påskedag"),
    1: N_("andre påskedag"),
    39: N_("Kristi himmelfartsdag"),
    49: N_("første pinsedag"),
    50: N_("andre pinsedag"),
}
"""Days from Easter Sunday. https://lovdata.no/dokument/NL/lov/1995-02-24-12"""
PARTY = {(3, 8): N_("8. mars"), (12, 24): N_("julaften"), (12, 31): N_("nyttårsaften")}
SUNDAY = 6


def holiday(on: date) -> str:
    """Name the public holiday, as a message id; empty on other days, ordinary Sundays too."""
    moved = AFTER_EASTER.get((on - easter(on.year)).days, "")
    return FIXED.get((on.month, on.day), moved)


def special_days(first: date, days: int) -> list[tuple[date, str]]:
    """List the holidays and the party's own days from `first` on, in order, named by message ids."""
    found = [first + timedelta(days=n) for n in range(days)]
    named = [(on, holiday(on) or PARTY.get((on.month, on.day), "")) for on in found]
    return [(on, name) for on, name in named if name]
