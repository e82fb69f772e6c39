"""A walk that the engine found, as facts for the database. Only for the engine's process."""

import json
import math
from collections.abc import Sequence
from uuid import UUID

import numpy as np
import numpy.typing as npt
import shapely

import routes
from app.turf.changes import RouteFacts
from app.turf.ground import Ground

Ints = npt.NDArray[np.int64]
DECIMALS = 6
NO_COLOUR = -1
"""A route that has none yet takes whichever is free."""
FAR_M = 250.0
FAR_SHARE = 0.05
MOST_FAR = 4
"""A stop is a lone one when it is this far on foot from every other of its route and adds this much to it."""
ON_THE_STAIRS_M = 0.1


def route_facts(
    ground: Ground, walk: routes.WalkRoute, settings: routes.Settings, route_id: UUID, number: int
) -> RouteFacts:
    """Turn a walk into facts; name and colour are as its neighbours let them be, later.

    Where no way leads from a stop to the next the engine reckons with a detour. Nobody walks that: its metres
    and minutes are left out, and the line is broken there.
    """
    rows = [int(row) for row in walk.stops]
    leaps = leaps_of(ground, walk)
    metres = np.asarray(walk.metres_to_next)
    leapt_m = float(metres[leaps].sum())
    minutes = walk.minutes - leapt_m / settings.speed_m_per_minute
    return RouteFacts(
        id=route_id,
        number=number,
        name="",
        colour=NO_COLOUR,
        minutes=round(minutes, 2),
        walk_m=round(walk.walk_m - leapt_m, 1),
        way_m=round(walk.way_m, 1),
        home_m=round(float(ground.town.way_m[walk.stops[-1]]), 1) if walk.way_m else None,
        addresses=len(rows),
        doors=walk.doors,
        climb_m=None if math.isnan(walk.climb_m) else round(walk.climb_m, 1),
        crossings=walk.crossings,
        service_minutes=round(walk.service_minutes, 2),
        steps=stairs_walked(ground, walk),
        far_stops=far_stops(ground, walk, settings),
        too_small=walk.too_small,
        locked=False,
        path=_path(ground, walk, leaps),
        stops=[int(ground.ids[row]) for row in rows],
        metres=[None if place in leaps else round(float(m), 1) for place, m in enumerate(metres)],
        at_doors=np.round(ground.town.stops.service_minutes[walk.stops], 2).tolist(),
    )


def leaps_of(ground: Ground, walk: routes.WalkRoute) -> list[int]:
    """Find the places in a walk from which no way leads to the next stop: over water without a bridge."""
    if not ground.town.has_streets:
        return []
    part = ground.town.stop_part[walk.stops]
    return np.flatnonzero(part[1:] != part[:-1]).tolist()


def _path(ground: Ground, walk: routes.WalkRoute, leaps: Sequence[int]) -> str:
    """Write the walk as a GeoJSON LineString; a single address gives its own place twice.

    `leaps` in it, if any, are the places of the points after which the line is broken.
    """
    points = ground.degrees(walk.path) if len(walk.path) > 1 else None
    if points is None:
        row = walk.stops[0]
        points = np.array([[ground.lon[row], ground.lat[row]]] * 2)
    line: dict[str, object] = {"type": "LineString", "coordinates": np.round(points, DECIMALS).tolist()}
    if leaps:
        line["leaps"] = [_leap(ground, walk, place) for place in leaps]
    return json.dumps(line, separators=(",", ":"))


def _leap(ground: Ground, walk: routes.WalkRoute, place: int) -> int:
    """Find the point of a walk's line from which it leaps straight to the stop after `place`."""
    here, there = ground.metres()[walk.stops[place : place + 2]]
    far = np.hypot(*(walk.path[:-1] - here).T) + np.hypot(*(walk.path[1:] - there).T)
    return int(np.argmin(far))


def stairs_walked(ground: Ground, walk: routes.WalkRoute) -> int:
    """Count the times a walk goes past the middle of a flight of stairs."""
    middles = ground.stairs
    if not len(middles) or len(walk.path) < 2:
        return 0
    segments = [shapely.LineString(pair) for pair in zip(walk.path[:-1], walk.path[1:], strict=True)]
    near = shapely.STRtree(segments).query(middles, predicate="dwithin", distance=ON_THE_STAIRS_M)
    passes = 0
    for stair in range(len(middles)):
        hit = np.sort(near[1][near[0] == stair])
        # Where the middle is itself a point of the walk, two segments in a row meet it: one pass.
        passes += int((np.diff(hit) > 1).sum()) + 1 if len(hit) else 0
    return passes


def far_stops(
    ground: Ground, walk: routes.WalkRoute, settings: routes.Settings
) -> list[tuple[int, float, float]]:
    """Find stops far from every other of their route: address id, metres on foot, minutes they add.

    A few that keep each other company far away have the same metres and minutes, those of their way.

    The minutes are those of the best walk with the stop less those of the best walk without it.
    """
    if len(walk.stops) < 3:
        return []
    onward = _onward(ground, walk)
    before, after = np.append(np.inf, onward), np.append(onward, np.inf)
    nearest = np.minimum(before, after)
    found: list[tuple[int, float, float]] = []
    for place in np.flatnonzero(nearest > FAR_M):
        rest = np.delete(walk.stops, place)
        added = walk.minutes - routes.order(ground.town, rest, settings).minutes
        if added > FAR_SHARE * walk.minutes:
            address = int(ground.ids[walk.stops[place]])
            found.append((address, round(float(nearest[place])), round(float(added), 1)))
    return found or _far_company(ground, walk, settings)


def _onward(ground: Ground, walk: routes.WalkRoute) -> npt.NDArray[np.float64]:
    """Give the metres from each stop but the last to the next; 0 where no way leads: that is told apart."""
    onward = np.array(walk.metres_to_next[:-1])
    onward[leaps_of(ground, walk)] = 0.0
    return onward


def _far_company(
    ground: Ground, walk: routes.WalkRoute, settings: routes.Settings
) -> list[tuple[int, float, float]]:
    """Find a few stops at an end of the walk that are far from all others, with the minutes of their way."""
    onward = _onward(ground, walk)
    for place in np.flatnonzero(onward > FAR_M):
        head, tail = walk.stops[: place + 1], walk.stops[place + 1 :]
        few, rest = (head, tail) if len(head) < len(tail) else (tail, head)
        if len(few) > MOST_FAR or len(rest) < 2:
            continue
        service = float(ground.town.stops.service_minutes[few].sum())
        added = walk.minutes - service - routes.order(ground.town, rest, settings).minutes
        if added > FAR_SHARE * walk.minutes:
            metres, minutes = round(float(onward[place])), round(float(added), 1)
            return [(int(ground.ids[stop]), metres, minutes) for stop in few]
    return []
