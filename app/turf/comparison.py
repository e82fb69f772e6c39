"""Whether routes cut anew are worth the change. Only for the engine's process."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from app.turf.changes import RouteFacts
from app.turf.ground import Ground

WALK_SHARE, SPREAD, MINUTES = 0.01, 0.01, 1.0
"""What somebody would notice: a hundredth of the walk, of the spread, and a minute on the longest route."""


@dataclass(frozen=True)
class Measure:
    """How good routes are: how many outside the window, the longest, their spread, and metres to walk."""

    outside: int
    longest: float
    spread: float
    walk_m: float


def is_worth_it(
    old: Sequence[RouteFacts], new: Sequence[RouteFacts], window: tuple[float, float], teams: int | None
) -> bool:
    """Tell if new routes should take the place of the old ones.

    They should where they have other addresses (some have come, or are closed), are as many as the teams
    and the old were not, or fewer are outside the window. Else one thing must be better and none worse.
    """
    if {stop for one in old for stop in one.stops} != {stop for one in new for stop in one.stops}:
        return True
    if teams is not None and len(old) != len(new):
        return len(new) == teams
    before, after = _measured(old, window), _measured(new, window)
    if before.outside != after.outside:
        return after.outside < before.outside
    gains = (
        (before.walk_m - after.walk_m) / max(1.0, WALK_SHARE * before.walk_m),
        (before.spread - after.spread) / SPREAD,
        (before.longest - after.longest) / MINUTES,
    )
    return max(gains) >= 1 and min(gains) > -1


def as_today(ground: Ground, facts: RouteFacts) -> RouteFacts:
    """Give a route with the minutes it takes by what is known of doors now; more may be learnt since."""
    if facts.service_minutes is None:
        return facts
    service = float(ground.town.stops.service_minutes[ground.rows(facts.stops)].sum())
    return facts.model_copy(update={"minutes": facts.minutes - facts.service_minutes + service})


def _measured(found: Sequence[RouteFacts], window: tuple[float, float]) -> Measure:
    least, most = window
    minutes = [one.minutes for one in found]
    mean = fmean(minutes)
    return Measure(
        outside=sum(not least <= round(one.minutes) <= most for one in found if not one.too_small),
        longest=max(minutes),
        spread=pstdev(minutes) / mean if mean else 0.0,
        walk_m=sum(one.walk_m + one.way_m for one in found),
    )
