"""Routes as they leave the engine: exact metres and minutes, crossings, and the drawn path."""

import math
from dataclasses import dataclass

import numpy as np

from routes.arrays import Floats, Ints
from routes.drawing import Lines, draw_walk, hop_metres, new_sheet
from routes.model import Settings, WalkRoute
from routes.progress import Clock
from routes.snapping import plane_lengths
from routes.town import Town
from routes.walking import Ground, Scratch, lay_out, new_scratch

FIRST_SHEET = 4096
ROUTES_BETWEEN_TELLING = 20
WORTH_TURNING_M = 1.0
"""A walk is turned round when that saves more flat metres than this."""


@dataclass(frozen=True)
class Desk:
    """What routes are measured with: streets, their lines, and the minutes in each part of the network."""

    ground: Ground
    scratch: Scratch
    lines: Lines
    part_minutes: Floats


@dataclass(frozen=True)
class Drawn:
    """A walk on paper: true metres to each next stop, what slopes add both ways round, and its line."""

    metres: Floats
    path: Floats
    crossings: int = 0
    climb_m: float = math.nan
    slopes_m: float = 0.0
    turned_m: float = 0.0


def walk_routes(
    town: Town, routes: list[Ints], settings: Settings, clock: Clock, *, kept: int = 0
) -> list[WalkRoute]:
    """Measure and draw routes given as stops in walking order; the first `kept` are not turned round."""
    if not routes:
        return []
    network = town.network
    along_m = plane_lengths(network.points, network.first_point)[1]
    desk = Desk(
        lay_out(town.corners, town.snapped),
        new_scratch(len(town.corners.link), len(town)),
        Lines(network.points, network.first_point, along_m, town.slopes),
        minutes_by_part(town, settings),
    )
    finished = []
    for number, stops in enumerate(routes):
        if number % ROUTES_BETWEEN_TELLING == 0:
            clock.tell("drawing", number / len(routes), len(routes))
        sketch = sketched(desk, stops, settings)
        if number >= kept and is_better_turned(town, stops, sketch):
            stops = stops[::-1].copy()  # noqa: PLW2901 - the same route, the other way round
            sketch = sketched(desk, stops, settings)
        finished.append(measured(town, desk, stops, settings, sketch))
    return finished


def is_better_turned(town: Town, stops: Ints, sketch: Drawn) -> bool:
    """Tell if a walk is quicker the other way round, and may be walked so."""
    saved_m = sketch.slopes_m - sketch.turned_m
    return saved_m > WORTH_TURNING_M and not town.stops.last[stops].any()


def sketched(desk: Desk, stops: Ints, settings: Settings) -> Drawn:
    """Draw one route, or only measure it."""
    if settings.draw:
        return drawn(desk, stops)
    return Drawn(hop_metres(desk.ground, desk.scratch, stops), np.empty((0, 2)))


def measured(town: Town, desk: Desk, stops: Ints, settings: Settings, sketch: Drawn) -> WalkRoute:
    """Sum one route up."""
    service = float(town.stops.service_minutes[stops].sum())
    walk_m = float(sketch.metres.sum())
    way_m = float(town.way_m[stops[0]] + town.way_m[stops[-1]])
    minutes = service + (walk_m + sketch.slopes_m + way_m) / settings.speed_m_per_minute
    in_part = desk.part_minutes[town.stop_part[stops[0]]]
    return WalkRoute(
        stops=stops,
        minutes=minutes,
        walk_m=walk_m,
        way_m=way_m,
        service_minutes=service,
        doors=int(town.stops.doors[stops].sum()),
        climb_m=sketch.climb_m,
        crossings=sketch.crossings,
        too_small=is_too_small(minutes, in_part * minutes / max(service, 1e-9), settings),
        metres_to_next=sketch.metres,
        path=sketch.path,
    )


def minutes_by_part(town: Town, settings: Settings) -> Floats:
    """Add up the service in each connected part of the network, of stops that can be in a route."""
    counted = town.on_network if settings.off_network == "list" else np.ones(len(town), bool)
    minutes = np.bincount(town.stop_part, town.stops.service_minutes * counted)
    return np.asarray(minutes, np.float64)


def is_too_small(minutes: float, part_minutes: float, settings: Settings) -> bool:
    """Tell if a route is short because its part holds too little, `part_minutes` in all, for its routes."""
    routes = int(np.ceil(part_minutes / settings.most_minutes))
    return bool(minutes < settings.least_minutes and part_minutes < routes * settings.least_minutes)


def drawn(desk: Desk, stops: Ints) -> Drawn:
    """Draw one route on a sheet that is large enough."""
    size = FIRST_SHEET
    while True:
        sheet = new_sheet(size)
        metres = draw_walk(desk.ground, desk.scratch, desk.lines, stops, sheet)
        if sheet.size[0] <= size:
            break
        size = int(sheet.size[0])
    true_m, forth_m, turned_m, climb_m = sheet.sums.tolist()
    return Drawn(
        metres,
        sheet.points[: sheet.size[0]].copy(),
        int(sheet.crossings[0]),
        climb_m=climb_m,
        slopes_m=forth_m - true_m,
        turned_m=turned_m - true_m,
    )
