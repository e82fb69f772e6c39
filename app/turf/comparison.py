"""Whether routes cut anew are worth the change. Only for the engine's process."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from app.turf.changes import RouteFacts
from app.turf.ground import Ground

WALK_SHARE, SPREAD, MINUTES, PARTS = 0.05, 0.02, 3.0, 1
"""What is worth a change: a twentieth of the walk, two hundredths of the spread, three minutes on the longest
route, a route less in two parts. Two searches of one district differ by nearly as much."""


@dataclass(frozen=True)
class Measure:
    """How good routes are: how many outside the window, the longest, their spread, metres, parts too many."""

    outside: int
    longest: float
    spread: float
    walk_m: float
    parts: int


@dataclass(frozen=True)
class Laid:
    """Routes side by side, and how many parts they are in beyond one each (`neighbours.parts_too_many`)."""

    routes: Sequence[RouteFacts]
    parts: int = 0

    @property
    def leaps(self) -> int:
        """How often no way leads from a stop to the next."""
        return sum(facts.metres.count(None) for facts in self.routes)


def is_worth_it(old: Laid, new: Laid, window: tuple[float, float], teams: int | None) -> bool:
    """Tell if new routes should take the place of the old ones.

    They should where they have other addresses (some have come), all of them can be walked, they are as many
    as the teams and the old were not, or fewer are outside the window. Else one thing must be better and none
    worse.
    """
    stops = [{stop for one in laid.routes for stop in one.stops} for laid in (old, new)]
    if stops[0] != stops[1]:
        return True
    if old.leaps != new.leaps:
        return new.leaps < old.leaps
    if teams is not None and len(old.routes) != len(new.routes):
        return len(new.routes) == teams
    before, after = _measured(old, window), _measured(new, window)
    if before.outside != after.outside:
        return after.outside < before.outside
    gains = (
        (before.walk_m - after.walk_m) / max(1.0, WALK_SHARE * before.walk_m),
        (before.spread - after.spread) / SPREAD,
        (before.longest - after.longest) / MINUTES,
        (before.parts - after.parts) / PARTS,
    )
    return max(gains) >= 1 and min(gains) > -1


def as_today(ground: Ground, facts: RouteFacts) -> RouteFacts:
    """Give a route with the stops that may be visited, and its minutes by what is known of doors now."""
    rows = ground.rows(facts.stops)
    stops = ground.ids[rows].tolist()
    if facts.service_minutes is None:
        return facts.model_copy(update={"stops": stops})
    service = float(ground.town.stops.service_minutes[rows].sum())
    minutes = facts.minutes - facts.service_minutes + service
    return facts.model_copy(update={"stops": stops, "minutes": minutes})


def minutes_now(ground: Ground, facts: RouteFacts) -> float:
    """Give the minutes of a route as the desk tells them: without the doors that are not to be visited."""
    asked = set(ground.ids[ground.rows(facts.stops)].tolist())
    return facts.minutes_without(set(facts.stops) - asked)


def _measured(laid: Laid, window: tuple[float, float]) -> Measure:
    least, most = window
    found = laid.routes
    minutes = [one.minutes for one in found]
    mean = fmean(minutes)
    return Measure(
        outside=sum(not least <= round(one.minutes) <= most for one in found if not one.too_small),
        longest=max(minutes),
        spread=pstdev(minutes) / mean if mean else 0.0,
        walk_m=sum(one.walk_m + one.way_m for one in found),
        parts=laid.parts,
    )
