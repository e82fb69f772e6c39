"""What a general should look at before a cut is approved: each with its route, and a place on the map."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlmodel import Session, col, select

from app.districts.models import Address
from app.language import _, plural
from app.turf.fairness import NAMED, window_of
from app.turf.models import Cut, WalkRoute
from app.turf.naming import address_label

MANY_CROSSINGS = 2


@dataclass(frozen=True)
class Concern:
    """A warning about a route; `address` is the place to show, None for the whole route."""

    route: WalkRoute
    sentence: str
    address: int | None = None


def concerns_of(session: Session, cut: Cut, routes: Sequence[WalkRoute]) -> list[Concern]:
    """List what to look at: too many minutes, a main road crossed twice, a lone door far away.

    Too many are more than were asked for; where teams were, more than near the mean or than is usual.
    """
    _least, most = window_of(cut, [route.minutes for route in routes])
    names = _names(session, routes)
    found = _too_long(routes, min(most, cut.most_minutes))
    for route in routes:
        if route.crossings >= MANY_CROSSINGS:
            found.append(Concern(route, _crossing(route)))
        for (metres, minutes), company in groupby(route.far_stops, key=lambda far: far[1:]):
            addresses = [address for address, _metres, _minutes in company]
            name = _together(names.get(addresses[0]) or _("Ett stopp"), len(addresses) - 1)
            found.append(Concern(route, _far(route, name, metres, minutes), addresses[0]))
    return found


def _too_long(routes: Sequence[WalkRoute], most: float) -> list[Concern]:
    """Warn of each route over the most minutes; of the longest alone where there are many."""
    over = [route for route in routes if round(route.minutes) > most]
    if len(over) <= NAMED:
        return [Concern(route, _over(route, most)) for route in over]
    longest = max(over, key=lambda route: route.minutes)
    said = _("{n} ruter tar mer enn grensen på {most} minutter. Lengst er rute {number} med {minutes}.")
    told = said.format(n=len(over), most=round(most), number=longest.number, minutes=round(longest.minutes))
    return [Concern(longest, told)]


def _names(session: Session, routes: Sequence[WalkRoute]) -> dict[int, str]:
    ids = {int(address) for route in routes for address, _metres, _minutes in route.far_stops}
    found = session.exec(select(Address).where(col(Address.id).in_(ids)))
    return {address.id or 0: address_label(address) for address in found}


def _over(route: WalkRoute, most: float) -> str:
    return _("Rute {number} tar {minutes} minutter, mer enn grensen på {most}.").format(
        number=route.number, minutes=round(route.minutes), most=round(most)
    )


def _crossing(route: WalkRoute) -> str:
    return _("Rute {number} krysser stor vei {n} ganger.").format(number=route.number, n=route.crossings)


def _together(name: str, others: int) -> str:
    """Name the first of some stops, and say how many keep it company."""
    return _("{name} og {n} til").format(name=name, n=others) if others else name


def _far(route: WalkRoute, name: str, metres: float, minutes: float) -> str:
    return plural(
        "{name} på rute {number} ligger {metres} m fra de andre dørene og koster {n} minutt.",
        "{name} på rute {number} ligger {metres} m fra de andre dørene og koster {n} minutter.",
        round(minutes),
    ).format(name=name, number=route.number, metres=round(metres), n=round(minutes))
