"""Routes as they leave the engine: exact metres and minutes, crossings, and the drawn path."""

from typing import TypeAlias

import numpy as np

from routes.arrays import Floats, Ints
from routes.drawing import Lines, Sheet, draw_walk, hop_metres
from routes.model import Settings, WalkRoute
from routes.progress import Clock
from routes.snapping import plane_lengths
from routes.town import Town
from routes.walking import Ground, Scratch, lay_out, new_scratch

Desk: TypeAlias = tuple[Ground, Scratch, Lines, Floats]

FIRST_SHEET = 4096
ROUTES_BETWEEN_TELLING = 20


def walk_routes(town: Town, routes: list[Ints], settings: Settings, clock: Clock) -> list[WalkRoute]:
    """Measure and draw routes given as stops in walking order."""
    if not routes:
        return []
    ground = lay_out(town.corners, town.snapped)
    scratch = new_scratch(len(town.corners.link), len(town))
    network = town.network
    lines = Lines(network.points, network.first_point, plane_lengths(network.points, network.first_point)[1])
    desk = (ground, scratch, lines, minutes_by_part(town, settings))
    finished = []
    for number, stops in enumerate(routes):
        if number % ROUTES_BETWEEN_TELLING == 0:
            clock.tell("drawing", number / len(routes), len(routes))
        finished.append(measured(town, desk, stops, settings))
    return finished


def measured(town: Town, desk: Desk, stops: Ints, settings: Settings) -> WalkRoute:
    """Measure and draw one route."""
    metres, path, crossings = (
        drawn(desk, stops)
        if settings.draw
        else (
            hop_metres(desk[0], desk[1], stops),
            np.empty((0, 2)),
            0,
        )
    )
    service = float(town.stops.service_minutes[stops].sum())
    walk_m = float(metres.sum())
    way_m = float(town.way_m[stops[0]] + town.way_m[stops[-1]])
    minutes = service + (walk_m + way_m) / settings.speed_m_per_minute
    in_part = desk[3][town.stop_part[stops[0]]]
    return WalkRoute(
        stops=stops,
        minutes=minutes,
        walk_m=walk_m,
        way_m=way_m,
        service_minutes=service,
        doors=int(town.stops.doors[stops].sum()),
        crossings=crossings,
        too_small=is_too_small(minutes, in_part * minutes / max(service, 1e-9), settings),
        metres_to_next=metres,
        path=path,
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


def drawn(desk: Desk, stops: Ints) -> tuple[Floats, Floats, int]:
    """Draw one route on a sheet that is large enough."""
    ground, scratch, lines, _ = desk
    size = FIRST_SHEET
    while True:
        sheet = Sheet(np.empty((size, 2)), np.zeros(1, np.int64), np.zeros(1, np.int64))
        metres = draw_walk(ground, scratch, lines, stops, sheet)
        if sheet.size[0] <= size:
            return metres, sheet.points[: sheet.size[0]].copy(), int(sheet.crossings[0])
        size = int(sheet.size[0])
