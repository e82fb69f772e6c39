"""Other methods' routes mended to keep the window, so that all are compared on the same problem.

PyVRP, VROOM and OR-Tools know the most minutes but not the least; k-means and METIS know neither. The repair:

1. Every route is walked in the best order that the engine finds for its stops (which only helps the others).
2. While a route is outside the window, it is joined with neighbours (none, one of the nearest six, or the
   nearest two to six together) into one walk, which is split at the best places into pieces inside the
   window. Of all these the one that walks least more is taken. Each piece is put in its best order again.
3. A route that nothing mends stays as it is and is counted as outside.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.spatial import cKDTree

import routes
from bench.engine_town import EngineTown, Ints, load, read_routes, write_routes
from bench.judging import LEAST_MINUTES, MOST_MINUTES

NEIGHBOURS = 6
LONGEST_JOINED = 700  # stops; longer walks are not joined further
MARGIN_MINUTES = 0.02  # between the engine's metres and the evaluator's
Walks = list[routes.WalkRoute]


@dataclass(frozen=True)
class Mending:
    """One way to mend: the routes that go, the walks that come, and the metres that this costs."""

    gone: tuple[int, ...]
    come: Walks = field(repr=False)
    more_m: float


def repair_file(instance: Path, source: Path, target: Path) -> None:
    """Mend a file of routes into another."""
    loaded = load(instance)
    walks = [routes.order(loaded.town, stops, loaded.settings) for stops in read_routes(source, loaded.ids)]
    write_routes(target, [walk.stops for walk in mended(loaded, walks)], loaded.ids)


def mended(loaded: EngineTown, walks: Walks) -> Walks:
    """Mend the routes outside the window one after the other, the farthest outside first."""
    part = loaded.town.stop_part
    given_up: list[Ints] = []
    while True:
        broken = [
            k
            for k, walk in enumerate(walks)
            if is_outside(walk) and not any(walk.stops is stops for stops in given_up)
        ]
        if not broken:
            return walks
        worst = max(broken, key=lambda k: minutes_outside(walks[k]))
        near = nearest_routes(loaded, walks, worst, part)
        found = [m for m in (joined(loaded, walks, (worst, *group)) for group in groups(near)) if m]
        if not found:
            given_up.append(walks[worst].stops)
            continue
        best = min(found, key=lambda mending: mending.more_m)
        walks = [walk for k, walk in enumerate(walks) if k not in best.gone] + best.come


def is_outside(walk: routes.WalkRoute) -> bool:
    """Tell if a walk is outside the window."""
    return minutes_outside(walk) > 0


def minutes_outside(walk: routes.WalkRoute) -> float:
    """Give the minutes a walk is outside the window."""
    return max(
        LEAST_MINUTES + MARGIN_MINUTES - walk.minutes, walk.minutes - MOST_MINUTES + MARGIN_MINUTES, 0.0
    )


def nearest_routes(loaded: EngineTown, walks: Walks, worst: int, part: Ints) -> list[int]:
    """List the nearest routes in the same part of the network, nearest first."""
    place = np.column_stack([loaded.town.stops.easting, loaded.town.stops.northing])
    owner = np.empty(len(place), np.int64)
    for k, walk in enumerate(walks):
        owner[walk.stops] = k
    others = np.flatnonzero((owner != worst) & (part == part[walks[worst].stops[0]]))
    if not len(others):
        return []
    away = cKDTree(place[walks[worst].stops]).query(place[others])[0]
    nearest = np.full(len(walks), np.inf)
    np.minimum.at(nearest, owner[others], away)
    return [int(k) for k in np.argsort(nearest, kind="stable")[:NEIGHBOURS] if np.isfinite(nearest[k])]


def groups(near: list[int]) -> Iterator[tuple[int, ...]]:
    """Give the groups of neighbours to join with: none, each one, the nearest two, three, and so on."""
    yield ()
    for one in near:
        yield (one,)
    for size in range(2, len(near) + 1):
        yield tuple(near[:size])


def joined(loaded: EngineTown, walks: Walks, gone: tuple[int, ...]) -> Mending | None:
    """Join routes into one walk and split it inside the window; None if no split is inside."""
    stops = np.concatenate([walks[k].stops for k in gone])
    if len(stops) > LONGEST_JOINED:
        return None
    whole = routes.order(loaded.town, stops, loaded.settings)
    places = best_places(loaded, whole)
    if places is None:
        return None
    come = [routes.order(loaded.town, whole.stops[i:j], loaded.settings) for i, j in pairwise(places)]
    if any(is_outside(walk) for walk in come):
        return None
    more_m = sum(walk.walk_m for walk in come) - sum(walks[k].walk_m for k in gone)
    return Mending(gone, come, more_m)


def best_places(loaded: EngineTown, whole: routes.WalkRoute) -> list[int] | None:
    """Split a walk into pieces inside the window with the least walking, by dynamic programming."""
    n = len(whole.stops)
    service = loaded.town.stops.service_minutes[whole.stops]
    hop_m = whole.metres_to_next
    least_m, before = np.full(n + 1, np.inf), np.full(n + 1, -1, np.int64)
    least_m[0] = 0.0
    for i in range(n):
        if not np.isfinite(least_m[i]):
            continue
        walked_m = np.concatenate([[0.0], np.cumsum(hop_m[i : n - 1])])
        minutes = np.cumsum(service[i:]) + walked_m / loaded.settings.speed_m_per_minute
        fits = np.flatnonzero(
            (minutes >= LEAST_MINUTES + MARGIN_MINUTES) & (minutes <= MOST_MINUTES - MARGIN_MINUTES)
        )
        better = fits[least_m[i] + walked_m[fits] < least_m[i + 1 + fits]]
        least_m[i + 1 + better] = least_m[i] + walked_m[better]
        before[i + 1 + better] = i
    if not np.isfinite(least_m[n]):
        return None
    places = [n]
    while places[-1]:
        places.append(int(before[places[-1]]))
    return places[::-1]


if __name__ == "__main__":
    repair_file(*map(Path, sys.argv[1:]))
