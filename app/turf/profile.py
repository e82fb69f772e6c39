"""What a walk is like: time at the doors and between them, and its longest stretch without a door."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.turf.models import WalkRoute
from app.turf.queries import StopLine

DOORSTEP = 0.5
"""A stop takes half a door's time before anybody has opened; how long a door takes follows from the route."""


@dataclass(frozen=True)
class Stretch:
    """Minutes at one stop: when the team comes there, and how long it stays."""

    begins: float
    lasts: float


@dataclass(frozen=True)
class Profile:
    """A route over time; minutes from where the team starts: half of the way there and back comes first."""

    service_minutes: float
    walk_minutes: float
    stretches: list[Stretch]
    longest_m: float
    quarters: list[int]

    @property
    def minutes(self) -> float:
        """All in all."""
        return self.service_minutes + self.walk_minutes


def profile_of(route: WalkRoute, stops: Sequence[StopLine]) -> Profile | None:
    """Lay a route out over time; None for a route from before its parts were measured."""
    metres = [stop.metres_to_next for stop in stops]
    if route.service_minutes is None or not stops or all(one is None for one in metres):
        return None
    known = [one or 0.0 for one in metres]
    walk_minutes = max(0.0, route.minutes - route.service_minutes)
    way_minutes = walk_minutes * route.way_m / max(1e-9, route.walk_m + route.way_m)
    weights = [0.0 if stop.is_out else DOORSTEP + len(stop.doors) for stop in stops]
    a_door = route.service_minutes / max(1e-9, sum(weights))
    a_metre = (walk_minutes - way_minutes) / sum(known) if sum(known) else 0.0
    at, stretches = way_minutes / 2, []
    for weight, onward in zip(weights, known, strict=True):
        stretches.append(Stretch(at, weight * a_door))
        at += weight * a_door + onward * a_metre
    return Profile(
        service_minutes=route.service_minutes,
        walk_minutes=walk_minutes,
        stretches=stretches,
        longest_m=max(known),
        quarters=list(range(0, int(route.minutes) + 1, 15 if route.minutes < 200 else 60)),
    )
