"""What a general should look at before a cut is approved: each with its route, and a place on the map."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from uuid import UUID

from sqlalchemy import and_
from sqlmodel import Session, col, select

from app.districts.models import Address
from app.districts.queries import may_be_visited
from app.language import _, plural
from app.turf.apart import stops_apart
from app.turf.estimate import PACE_M_PER_MINUTE
from app.turf.fairness import NAMED, left_out_sentence, window_of
from app.turf.models import Cut, WalkRoute, WalkStop
from app.turf.naming import address_label
from app.turf.queries import left_out_addresses

MANY_CROSSINGS = 2
GAP_M = 400.0
GAP_SHARE = 0.05
"""A route is in two parts where it is this far from one stop to the next, and this much of its minutes."""


@dataclass(frozen=True)
class Concern:
    """A warning about a route, or about the whole cut; `address` is the place to show, if any."""

    route: WalkRoute | None
    sentence: str
    address: int | None = None


@dataclass(frozen=True)
class Gap:
    """The longest way of a route without a stop: between which addresses, and metres on foot."""

    route: WalkRoute
    before: Address
    after: Address
    metres: float

    @property
    def minutes(self) -> float:
        """Minutes at the usual pace."""
        return self.metres / PACE_M_PER_MINUTE


def concerns_of(session: Session, cut: Cut, routes: Sequence[WalkRoute]) -> list[Concern]:
    """List what to look at: doors in no route, too many minutes or too few, no way, routes in two parts,
    main roads.

    Too many are more than were asked for; where teams were, more than near the mean or than is usual.
    """
    least, most = window_of(cut, [route.minutes for route in routes])
    names = _names(session, routes)
    out = left_out_sentence(cut, routes, left_out_addresses(session, cut))
    found = [Concern(None, out)] if out else []
    found += _too_long(session, routes, min(most, cut.most_minutes)) + _too_short(routes, least)
    found += [Concern(one.route, one.sentence, one.addresses[0].id) for one in stops_apart(session, routes)]
    found += _in_two_parts(_gaps(session, routes))
    for route in routes:
        if route.crossings >= MANY_CROSSINGS:
            found.append(Concern(route, _crossing(route)))
        for (metres, minutes), company in groupby(route.far_stops, key=lambda far: far[1:]):
            addresses = [address for address, _metres, _minutes in company if address in names]
            if not addresses:
                continue
            name = _together(names[addresses[0]] or _("Ett stopp"), len(addresses) - 1)
            found.append(Concern(route, _far(route, name, metres, minutes), addresses[0]))
    return found


def _too_long(session: Session, routes: Sequence[WalkRoute], most: float) -> list[Concern]:
    """Warn of each route over the most minutes; of the longest alone where there are many."""
    over = [route for route in routes if round(route.minutes) > most]
    if over and len(over) <= NAMED:
        back = _ways_back(session, over)
        return [
            Concern(route, " ".join([_over(route, most), *_locked_last(route, most, back.get(route.id))]))
            for route in over
        ]
    if not over:
        return []
    longest = max(over, key=lambda route: route.minutes)
    said = _("{n} ruter tar mer enn grensen på {most} minutter. Lengst er rute {number} med {minutes}.")
    told = said.format(n=len(over), most=round(most), number=longest.number, minutes=round(longest.minutes))
    return [Concern(longest, told)]


def _ways_back(session: Session, routes: Sequence[WalkRoute]) -> dict[UUID, tuple[int, float]]:
    """Count the locked entrances that each route comes back to last, and the metres of the way to them."""
    query = (
        select(WalkStop.walk_route_id, Address.locked, WalkStop.metres_to_next)
        .join(Address, col(Address.id) == WalkStop.address_id)
        .where(col(WalkStop.walk_route_id).in_({route.id for route in routes}))
        .order_by(col(WalkStop.walk_route_id), col(WalkStop.seq).desc())
    )
    found: dict[UUID, tuple[int, float]] = {}
    for route_id, from_the_end in groupby(session.exec(query), key=lambda row: row[0]):
        stops = list(from_the_end)
        last = list(takewhile(lambda row: row[1], stops))
        if 0 < len(last) < len(stops):
            found[route_id] = len(last), sum(metres or 0.0 for _id, _locked, metres in stops[: len(last) + 1])
    return found


def _locked_last(route: WalkRoute, most: float, back: tuple[int, float] | None) -> list[str]:
    """Say that a route is too long for its way back to locked entrances, where without it it is not."""
    if back is None or round(route.minutes - back[1] / PACE_M_PER_MINUTE) > most:
        return []
    said = plural(
        "{n} låst inngang står sist, og veien tilbake til den er {metres} m, {minutes} minutter.",
        "{n} låste innganger står sist, og veien tilbake til dem er {metres} m, {minutes} minutter.",
        back[0],
    )
    return [said.format(n=back[0], metres=round(back[1]), minutes=round(back[1] / PACE_M_PER_MINUTE))]


def _too_short(routes: Sequence[WalkRoute], least: float) -> list[Concern]:
    """Warn of each route under the least minutes; of the shortest alone where there are many."""
    under = [route for route in routes if round(route.minutes) < least]
    if len(under) <= NAMED:
        return [Concern(route, _under(route, least)) for route in under]
    shortest = min(under, key=lambda route: route.minutes)
    said = _("{n} ruter tar mindre enn grensen på {least} minutter. Kortest er rute {number} med {minutes}.")
    minutes = round(shortest.minutes)
    told = said.format(n=len(under), least=round(least), number=shortest.number, minutes=minutes)
    return [Concern(shortest, told)]


def _gaps(session: Session, routes: Sequence[WalkRoute]) -> list[Gap]:
    """Find the longest way without a stop of each route that is in two parts.

    It may lead past stops that are not to be visited. Not the way to a lone stop, which is warned of as such,
    nor the way back to locked entrances, which come last and past doors that have been asked.
    """
    by_id = {route.id: route for route in routes}
    far = select(WalkStop.walk_route_id).where(
        col(WalkStop.walk_route_id).in_(by_id), col(WalkStop.metres_to_next) > GAP_M
    )
    query = (
        select(WalkStop.walk_route_id, WalkStop.metres_to_next, Address, and_(*may_be_visited()))
        .join(Address, col(Address.id) == WalkStop.address_id)
        .where(col(WalkStop.walk_route_id).in_(far))
        .order_by(col(WalkStop.walk_route_id), col(WalkStop.seq))
    )
    longest: dict[UUID, Gap] = {}
    start: dict[UUID, Address] = {}
    metres = 0.0
    for route_id, to_next, address, is_asked in session.exec(query):
        if is_asked:
            if route_id in start:
                gap = Gap(by_id[route_id], start[route_id], address, metres)
                if _is_in_two_parts(gap) and metres >= longest.get(route_id, gap).metres:
                    longest[route_id] = gap
            start[route_id], metres = address, 0.0
        metres += to_next or 0.0
    return sorted(longest.values(), key=lambda gap: gap.route.number)


def _is_in_two_parts(gap: Gap) -> bool:
    lone = {address for address, _metres, _minutes in gap.route.far_stops}
    if {gap.before.id, gap.after.id} & lone or (gap.after.locked and not gap.before.locked):
        return False
    return gap.metres > GAP_M and gap.minutes > GAP_SHARE * gap.route.minutes


def _in_two_parts(gaps: Sequence[Gap]) -> list[Concern]:
    """Warn of each route in two parts; of the one with the longest way alone where there are many."""
    if len(gaps) <= NAMED:
        return [Concern(gap.route, _gap(gap), gap.after.id) for gap in gaps]
    longest = max(gaps, key=lambda gap: gap.metres)
    said = _("{n} ruter har mer enn {limit} m uten et stopp. Verst: {longest}")
    told = said.format(n=len(gaps), limit=round(GAP_M), longest=_gap(longest))
    return [Concern(longest.route, told, longest.after.id)]


def _names(session: Session, routes: Sequence[WalkRoute]) -> dict[int, str]:
    ids = {int(address) for route in routes for address, _metres, _minutes in route.far_stops}
    found = session.exec(select(Address).where(col(Address.id).in_(ids), *may_be_visited()))
    return {address.id or 0: address_label(address) for address in found}


def _over(route: WalkRoute, most: float) -> str:
    return _("Rute {number} tar {minutes} minutter, mer enn grensen på {most}.").format(
        number=route.number, minutes=round(route.minutes), most=round(most)
    )


def _under(route: WalkRoute, least: float) -> str:
    return _("Rute {number} tar {minutes} minutter, mindre enn grensen på {least}.").format(
        number=route.number, minutes=round(route.minutes), least=round(least)
    )


def _gap(gap: Gap) -> str:
    between = [address_label(one) or _("et stopp") for one in (gap.before, gap.after)]
    return _(
        "Rute {number} er i to deler: {metres} m uten et stopp mellom {before} og {after}, "
        "{minutes} av {whole} minutter."
    ).format(
        number=gap.route.number,
        metres=round(gap.metres),
        before=between[0],
        after=between[1],
        minutes=round(gap.minutes),
        whole=round(gap.route.minutes),
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
